package org.rung.server.insights;

import gg.jte.generated.precompiled.Templates;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// Surveys for who is asked. What is answered is noted nowhere beside the account: there is no
/// entry of the audit, and no call of the API, whose repeated requests are kept.
@Controller
class MySurveyPages {
  private final Templates templates;
  private final Frames frames;
  private final Surveys surveys;
  private final Viewers viewers;
  private final JdbcClient jdbc;

  MySurveyPages(
      Templates templates, Frames frames, Surveys surveys, Viewers viewers, JdbcClient jdbc) {
    this.templates = templates;
    this.frames = frames;
    this.surveys = surveys;
    this.viewers = viewers;
    this.jdbc = jdbc;
  }

  @Bean
  static RailEntry mySurveysEntry(Surveys surveys, Viewers viewers) {
    return new RailEntry(
        RailEntry.Section.TOP,
        3,
        "My surveys",
        "/my/surveys",
        () -> viewers.now().employerId().map(surveys::waitingFor).orElse(0));
  }

  @GetMapping("/my/surveys")
  Html mine() {
    return page(Map.of(), OptionalLong.empty(), "");
  }

  @PostMapping("/my/surveys/{survey}")
  Object answer(@PathVariable long survey, @RequestParam Map<String, String> form) {
    Map<Question, Integer> answers = new EnumMap<>(Question.class);
    for (Question question : Question.values()) {
      String given = form.getOrDefault(question.code(), "");
      if (given.matches("[0-5]")) {
        answers.put(question, Integer.parseInt(given));
      }
    }
    try {
      surveys.answer(me(), survey, answers);
      return new RedirectView("/my/surveys", true, false);
    } catch (Refused refused) {
      return page(form, OptionalLong.of(survey), String.valueOf(refused.getMessage()));
    }
  }

  @PostMapping("/my/surveys/{survey}/decline")
  Object decline(@PathVariable long survey) {
    try {
      surveys.decline(me(), survey);
      return new RedirectView("/my/surveys", true, false);
    } catch (Refused refused) {
      return page(Map.of(), OptionalLong.of(survey), String.valueOf(refused.getMessage()));
    }
  }

  private Html page(Map<String, String> form, OptionalLong faulty, String error) {
    Optional<Long> me = person();
    return Html.of(
        templates.insightsMySurveys(
            frames.frame("My surveys", Crumb.of("My surveys")),
            new MySurveysPage(
                me.isPresent(), me.map(surveys::of).orElse(List.of()), form, faulty, error)),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private long me() {
    return person()
        .orElseThrow(() ->
            new NotFound(
                "Your account is no person of the employer's files, so it is asked nothing. Ask an administrator to link it."));
  }

  private Optional<Long> person() {
    return viewers
        .now()
        .employerId()
        .flatMap(id ->
            jdbc.sql("select id from people.person where employer_id = :id")
                .param("id", id)
                .query(Long.class)
                .optional());
  }
}

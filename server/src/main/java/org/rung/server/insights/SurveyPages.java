package org.rung.server.insights;

import gg.jte.generated.precompiled.Templates;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Programmes;
import org.rung.server.rules.SmallGroups;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Surveys, for planners: opened, closed, and what may be told of them.
@Controller
class SurveyPages {
  private final Templates templates;
  private final Frames frames;
  private final Surveys surveys;
  private final Programmes programmes;
  private final JdbcClient jdbc;

  SurveyPages(
      Templates templates, Frames frames, Surveys surveys, Programmes programmes, JdbcClient jdbc) {
    this.templates = templates;
    this.frames = frames;
    this.surveys = surveys;
    this.programmes = programmes;
    this.jdbc = jdbc;
  }

  @Bean
  static RailEntry surveysEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 820, "Surveys", "/surveys");
  }

  @GetMapping("/surveys")
  Html all(@RequestParam(defaultValue = "") String programme) {
    return page(Map.of("programme", programme), List.of(), "");
  }

  @PostMapping("/surveys")
  Object open(@RequestParam MultiValueMap<String, String> sent) {
    Map<String, String> form = sent.toSingleValueMap();
    List<String> ticked = sent.getOrDefault("question", List.of());
    try {
      long id = surveys.open(asked(form, ticked), Frames.viewer());
      return new RedirectView("/surveys/" + id, true, false);
    } catch (Refused refused) {
      return page(form, ticked, String.valueOf(refused.getMessage()));
    }
  }

  private static Surveys.Asked asked(Map<String, String> form, List<String> ticked) {
    String intake = form.getOrDefault("intake", "");
    String moment = form.getOrDefault("moment", "");
    return new Surveys.Asked(
        number(form.getOrDefault("programme", ""), "programme"),
        intake.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(intake, "intake")),
        Moment.find(moment).orElseThrow(() -> new Refused("Choose when people are asked.")),
        ticked.stream()
            .map(code ->
                Question.find(code)
                    .orElseThrow(() -> new Refused("There is no question “%s”.".formatted(code))))
            .toList(),
        day(form.getOrDefault("closes_on", "")));
  }

  private static long number(String text, String what) {
    if (!text.matches("\\d{1,18}")) {
      throw new Refused("“%s” is no %s. Choose one of the list.".formatted(text, what));
    }
    return Long.parseLong(text);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw new Refused("“%s” is no day. Give the last day to answer.".formatted(text));
    }
  }

  private Html page(Map<String, String> form, List<String> ticked, String error) {
    Optional<Programme> chosen =
        Optional.of(form.getOrDefault("programme", ""))
            .filter(text -> text.matches("\\d{1,18}"))
            .flatMap(text -> programmes.find(Long.parseLong(text)));
    return Html.of(
        templates.insightsSurveys(
            frames.frame("Surveys", Crumb.of("Prove"), Crumb.of("Surveys")),
            new SurveysPage(
                surveys.results().reversed(),
                withPeople(),
                chosen.map(this::chosen),
                form,
                error.isEmpty()
                    ? chosen
                        .map(programme ->
                            Return.questions(programme.strategy()).stream()
                                .limit(Surveys.MOST_QUESTIONS)
                                .map(Question::code)
                                .toList())
                        .orElse(List.of())
                    : ticked,
                error)),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private SurveysPage.Chosen chosen(Programme programme) {
    Map<Moment, Integer> people = new EnumMap<>(Moment.class);
    for (Moment moment : Moment.values()) {
      people.put(moment, surveys.audience(programme.id(), OptionalLong.empty(), moment));
    }
    return new SurveysPage.Chosen(
        programme.id(),
        programme.name(),
        jdbc.sql(
                """
                select i.id, i.starts
                  from enrolment.intake i
                 where i.programme_id = :programme
                 order by i.starts
                """)
            .param("programme", programme.id())
            .query((row, n) ->
                new SurveysPage.Choice(
                    row.getLong("id"),
                    "the intake of " + Formats.date(row.getDate("starts").toLocalDate())))
            .list(),
        people,
        surveys.today().plusDays(14).toString());
  }

  private List<SurveysPage.Choice> withPeople() {
    return jdbc.sql(
            """
            select g.id, g.name
              from programmes.programme g
             where g.id in (select i.programme_id
                              from enrolment.enrolment x
                              join enrolment.intake i on i.id = x.intake_id
                            union
                            select a.programme_id from tuition.application a)
             order by g.name, g.id
            """)
        .query((row, n) -> new SurveysPage.Choice(row.getLong("id"), row.getString("name")))
        .list();
  }

  @GetMapping("/surveys/{survey}")
  Html one(@PathVariable long survey) {
    SurveyResult result = surveys.result(survey);
    return Html.of(
        templates.insightsSurvey(
            frames.frame(
                "Survey " + survey,
                Crumb.of("Prove"),
                new Crumb("Surveys", "/surveys"),
                Crumb.of("Survey " + survey)),
            result,
            SmallGroups.LEAST));
  }

  @PostMapping("/surveys/{survey}/close")
  View close(@PathVariable long survey) {
    surveys.close(survey, Frames.viewer());
    return new RedirectView("/surveys/" + survey, true, false);
  }

  @GetMapping("/surveys.csv")
  View csv() {
    return ReportFiles.surveys(ReportFiles.Kind.CSV, surveys.results());
  }

  @GetMapping("/surveys.xlsx")
  View xlsx() {
    return ReportFiles.surveys(ReportFiles.Kind.XLSX, surveys.results());
  }

  static NotFound noProgramme(long programme) {
    return new NotFound("There is no programme %d. See Programmes.".formatted(programme));
  }
}

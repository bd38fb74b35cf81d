package org.rung.server.insights;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.rung.server.programmes.Form;
import org.rung.server.programmes.Strategy;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// Strategy reports and surveys as JSON. Nobody answers a survey here: a request that is repeated
/// is kept with its account, and an answer must not be.
@JsonApi
class InsightsApi {
  private final StrategyReports reports;
  private final Surveys surveys;
  private final Viewers viewers;

  InsightsApi(StrategyReports reports, Surveys surveys, Viewers viewers) {
    this.reports = reports;
    this.surveys = surveys;
    this.viewers = viewers;
  }

  private Telling telling() {
    return ReportPages.telling(viewers);
  }

  // ---- reports

  /// What the published plan has of a programme.
  record PlannedTold(
      long plan,
      long people,
      @Meaning("Prices of the places, in cents.") long money,
      @Meaning("So many or fewer get through in 10 of 100 cases.") long low,
      @Meaning("The mean of those who accept, complete and are placed.") double expected,
      @Meaning("So many or fewer get through in 90 of 100 cases.") long high,
      @Meaning("Cents, as the plan counts them.") long worth) {
    static Optional<PlannedTold> of(ProgrammeLine line) {
      return line.planned()
          .filter(Planned::told)
          .map(plan ->
              new PlannedTold(
                  plan.plan(),
                  plan.people(),
                  plan.priceCents(),
                  plan.low(),
                  plan.expected(),
                  plan.high(),
                  plan.worthCents()));
    }
  }

  /// A programme, planned beside actual. Counts are null where they would tell of fewer than five
  /// people and the viewer is no planner.
  record ProgrammeTold(
      long id,
      String name,
      String provider,
      Strategy strategy,
      Form form,
      @Meaning("Whether the employer teaches itself; else a partner.") boolean own,
      @Meaning("Null where the published plan has nobody in it, or so few that it is not told.")
          Optional<PlannedTold> planned,
      @Meaning("Offers that were sent; applications for the education benefit.")
          OptionalLong offered,
      OptionalLong accepted,
      @Meaning("On waiting lists.") OptionalLong waiting,
      @Meaning("Have a seat and have not begun.") OptionalLong toBegin,
      OptionalLong learning,
      @Meaning("Those placed among them.") OptionalLong completed,
      @Meaning("In the role it led to.") OptionalLong placed,
      @Meaning("Did not pass.") OptionalLong failed,
      @Meaning("Left after the first day.") OptionalLong left,
      @Meaning("Cents, not yet paid.") long committed,
      @Meaning("Cents, less what came back.") long paid) {
    static ProgrammeTold of(ProgrammeLine line, Telling telling) {
      Telling.Told told = telling.of(line.actual());
      return new ProgrammeTold(
          line.id(),
          line.name(),
          line.provider(),
          line.strategy(),
          line.form(),
          line.own(),
          PlannedTold.of(line),
          told.offered(),
          told.accepted(),
          told.waiting(),
          told.toBegin(),
          told.learning(),
          told.completed(),
          told.placed(),
          told.failed(),
          told.left(),
          line.actual().committedCents(),
          line.actual().paidCents());
    }
  }

  @Told(
      value = "List programmes, planned beside actual",
      more = "By strategy and name: those that the published plan has, or that anybody is in.")
  @GetMapping("/reports/strategies")
  Page<ProgrammeTold> all(Paging paging) {
    Telling telling = telling();
    return paging.of(reports.lines()).map(line -> ProgrammeTold.of(line, telling));
  }

  /// One figure of a return.
  record ReturnTold(
      @Meaning("What the strategy is to bring.") Return kind,
      String measure,
      @Meaning("A mean answer from 1 to 5, a share from 0 to 1, cents, or people.")
          ReturnRow.Unit unit,
      @Meaning("Null where nothing is planned.") OptionalDouble planned,
      @Meaning("Before the programme; of turnover, of comparable others. Null where it is unknown.")
          OptionalDouble before,
      @Meaning("Null where it is not measured, or not told.") OptionalDouble actual,
      @Meaning("The low end of the 95 % interval.") OptionalDouble low,
      @Meaning("The high end of the 95 % interval.") OptionalDouble high,
      @Meaning("People it rests on; null where that is not told.") OptionalLong people,
      @Meaning("What it says, or what it would take to measure it.") String finding,
      @Meaning("Where it comes from.") String origin) {
    static ReturnTold of(ReturnRow row) {
      return new ReturnTold(
          row.kind(),
          row.measure(),
          row.unit(),
          row.planned(),
          row.before(),
          row.actual(),
          row.low(),
          row.high(),
          row.people(),
          row.finding(),
          row.origin());
    }
  }

  /// A programme that leads to the same.
  record WayTold(
      long programme,
      String name,
      boolean own,
      Form form,
      @Meaning("Cents a person.") long price,
      @Meaning("Cents paid for those whose time is over, for each who completed.")
          OptionalLong costPerCompletion,
      OptionalLong completed,
      @Meaning("Whose time in it is over.") OptionalLong ended,
      @Meaning("The low end of the 95 % interval of the share who completed.") OptionalDouble low,
      @Meaning("The high end of it.") OptionalDouble high,
      @Meaning("From the first day to the result, the median; null under five people.")
          OptionalDouble days,
      @Meaning("Of its intakes.") long seats) {
    static WayTold of(Choices.Row row) {
      return new WayTold(
          row.line().id(),
          row.line().name(),
          row.line().own(),
          row.line().form(),
          row.line().priceCents(),
          row.costPerCompletion(),
          row.told().completed(),
          row.told().ended(),
          value(row.completion().map(Interval::low)),
          value(row.completion().map(Interval::high)),
          row.line().actual().days(),
          row.line().actual().seats());
    }
  }

  private static OptionalDouble value(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /// The report of a programme.
  record ReportTold(
      ProgrammeTold programme,
      @Meaning("Those of its strategy.") List<ReturnTold> returns,
      @Meaning("What can be said of the ways of teaching.") String finding,
      @Meaning("Programmes that lead to the same, itself among them.") List<WayTold> ways) {}

  @Told(
      value = "Read the report of a programme",
      more = "Its returns, and the ways of teaching the same side by side.")
  @GetMapping("/reports/strategies/{programme}")
  ReportTold one(@PathVariable long programme) {
    Telling telling = telling();
    ProgrammeReport report = reports.of(programme, telling);
    return new ReportTold(
        ProgrammeTold.of(report.line(), telling),
        report.returns().stream().map(ReturnTold::of).toList(),
        report.choices().finding(),
        report.choices().rows().stream().map(WayTold::of).toList());
  }

  /// A mean to reach.
  record Target(Question question, @Meaning("From 1 to 5.") double mean) {}

  /// What an outside hire costs.
  record Hire(
      @Meaning("US cents.") long cost, @Meaning("Where it comes from, in words.") String source) {}

  /// What a programme is to reach, in place of what was set before.
  record AimsAsked(
      List<Target> targets,
      @Meaning("Null for what hiring files, else the scenario of the published plan, say.")
          Optional<Hire> hire) {
    AimsAsked {
      targets = List.copyOf(targets);
    }
  }

  @Told(value = "Set what a programme is to reach", status = 204, problems = ProblemType.REFUSED)
  @PutMapping("/reports/strategies/{programme}/aims")
  ResponseEntity<Void> set(@PathVariable long programme, @RequestBody AimsAsked asked) {
    Map<Question, Double> targets = new EnumMap<>(Question.class);
    asked.targets().forEach(target -> targets.put(target.question(), target.mean()));
    reports.set(
        programme,
        new StrategyReports.Aims(
            targets,
            asked.hire().map(hire -> new StrategyReports.Aims.Hire(hire.cost(), hire.source()))),
        Frames.viewer());
    return Answers.done();
  }

  // ---- surveys

  /// The answers to a question, of five people at least.
  record AnswersTold(
      Question question,
      String text,
      @Meaning("Who gave an answer from 1 to 5; null where it is not told.") OptionalLong people,
      @Meaning("Null where it is not told.") OptionalDouble mean,
      @Meaning("The low end of its 95 % interval.") OptionalDouble low,
      @Meaning("The high end of its 95 % interval.") OptionalDouble high,
      @Meaning("Why there is no mean; null where there is one.") Optional<String> whyNot) {
    static AnswersTold of(SurveyResult.Answers answers) {
      Optional<Interval> mean = answers.mean();
      return new AnswersTold(
          answers.question(),
          answers.question().text(),
          answers.people(),
          value(mean.map(it -> tenths(it.value()))),
          value(mean.map(it -> tenths(it.low()))),
          value(mean.map(it -> tenths(it.high()))),
          Optional.of(answers.why()).filter(why -> !why.isEmpty()));
    }

    private static double tenths(double value) {
      return Math.round(value * 10) / 10.0;
    }
  }

  /// A survey and what may be told of it.
  record SurveyTold(
      long id,
      long programme,
      @Meaning("The intake that is asked; null for all.") OptionalLong intake,
      Moment moment,
      List<Question> questions,
      @Meaning("The last day to answer.") LocalDate closesOn,
      boolean closed,
      @Meaning("People who are asked.") int asked,
      @Meaning("People who answered; null while it is open, and where it is not told.")
          OptionalLong answered,
      @Meaning("Empty while it is open, and where fewer than five answered.")
          List<AnswersTold> answers,
      @Meaning("Why there are none; null where there are.") Optional<String> whyNot) {
    static SurveyTold of(SurveyResult result) {
      Survey survey = result.survey();
      return new SurveyTold(
          survey.id(),
          survey.programme(),
          survey.intake(),
          survey.moment(),
          survey.questions(),
          survey.closesOn(),
          survey.closed(),
          survey.asked(),
          result.answered(),
          result.answers().stream().map(AnswersTold::of).toList(),
          Optional.of(result.why()).filter(why -> !why.isEmpty()));
    }
  }

  @Told(value = "List surveys with what may be told of them", more = "Newest first.")
  @GetMapping("/surveys")
  Page<SurveyTold> surveys(Paging paging) {
    return paging.of(surveys.results().reversed()).map(SurveyTold::of);
  }

  @Told("Read what may be told of a survey")
  @GetMapping("/surveys/{survey}")
  SurveyTold survey(@PathVariable long survey) {
    return SurveyTold.of(surveys.result(survey));
  }

  /// A survey to be opened.
  record SurveyNew(
      long programme,
      @Meaning("The number of the intake to ask; null for everybody of the programme.")
          OptionalLong intake,
      Moment moment,
      @Meaning("Two to four.") List<Question> questions,
      @Meaning("The last day to answer, at most 92 days from today.") LocalDate closesOn) {
    SurveyNew {
      questions = List.copyOf(questions);
    }
  }

  @Told(
      value = "Open a survey",
      more = "For everybody who can be asked now, five people at least; nobody is asked twice.",
      status = 201,
      problems = ProblemType.REFUSED)
  @PostMapping("/surveys")
  ResponseEntity<SurveyTold> open(@RequestBody SurveyNew asked) {
    long id =
        surveys.open(
            new Surveys.Asked(
                asked.programme(),
                asked.intake(),
                asked.moment(),
                asked.questions(),
                asked.closesOn()),
            Frames.viewer());
    return Answers.created("/api/v1/surveys/" + id, survey(id));
  }

  @Told(
      value = "Close a survey",
      more = "For good. Where fewer than five answered, their answers are thrown away unread.")
  @PostMapping("/surveys/{survey}/close")
  SurveyTold close(@PathVariable long survey) {
    surveys.close(survey, Frames.viewer());
    return survey(survey);
  }
}

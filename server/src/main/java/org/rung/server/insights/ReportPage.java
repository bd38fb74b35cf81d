package org.rung.server.insights;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;

/// The report of a programme as a page.
///
/// @param told counts of what happened
/// @param form what was sent, by field, where it was not taken
/// @param error what is wrong with it, empty when nothing is
public record ReportPage(
    ProgrammeReport report,
    Telling telling,
    Telling.Told told,
    OptionalLong planned,
    Map<String, String> form,
    String error) {
  /// The lines of the scale of completion, in percent of the width.
  public static final List<Integer> TICKS = List.of(0, 25, 50, 75, 100);

  public ReportPage {
    form = Map.copyOf(form);
  }

  static ReportPage of(
      ProgrammeReport report, Telling telling, Map<String, String> form, String error) {
    return new ReportPage(
        report,
        telling,
        telling.of(report.line().actual()),
        OverviewPage.planned(report.line()),
        form,
        error);
  }

  /// Whether the viewer may set what is to be reached.
  public boolean edits() {
    return telling.all();
  }

  /// Questions that may have a target: those that measure a return of the strategy.
  public List<Question> questions() {
    return Return.of(report.line().strategy()).stream()
        .flatMap(kind -> kind.questions().stream())
        .distinct()
        .toList();
  }

  /// Whether the strategy saves hiring.
  public boolean hires() {
    return Return.of(report.line().strategy()).contains(Return.LOWER_HIRING_COST);
  }

  /// What is in the field of a target.
  public String target(Question question) {
    Double set = report.targets().get(question);
    return form.getOrDefault(
        "target-" + question.code(), set == null ? "" : Formats.decimal(set, 1));
  }

  /// What is in the field of the hiring cost: only a planner's own.
  public String hire() {
    return form.getOrDefault(
        "hire",
        report
            .hire()
            .filter(ProgrammeReport.HiringCost::own)
            .map(cost -> Formats.plot(cost.cents() / 100.0))
            .orElse(""));
  }

  /// What is in the field of its source.
  public String source() {
    return form.getOrDefault(
        "source",
        report
            .hire()
            .filter(ProgrammeReport.HiringCost::own)
            .map(ProgrammeReport.HiringCost::source)
            .orElse(""));
  }

  /// What is assumed of an outside hire without a planner.
  public String hireNow() {
    return report
        .hire()
        .map(cost -> "Now %s: %s.".formatted(Formats.dollars(cost.cents()), cost.source()))
        .orElse("Not known yet.");
  }

  /// A place on a scale from 0 to 1, for a drawing.
  public static String across(double share) {
    return Formats.plot(Math.clamp(share, 0, 1) * 100) + "%";
  }
}

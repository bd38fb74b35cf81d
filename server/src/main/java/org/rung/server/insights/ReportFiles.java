package org.rung.server.insights;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.XlsxDownload;
import org.rung.server.ledger.Money;
import org.springframework.web.servlet.View;

/// The tables of reports and surveys as files. What is not told is an empty cell.
final class ReportFiles {
  private ReportFiles() {}

  /// Of which kind a file is.
  enum Kind {
    CSV,
    XLSX
  }

  private static View file(Kind kind, String name, List<String> columns, CsvDownload.Rows rows) {
    return switch (kind) {
      case CSV -> CsvDownload.of(name + ".csv", columns, rows);
      case XLSX -> XlsxDownload.of(name + ".xlsx", columns, rows);
    };
  }

  static View overview(Kind kind, List<ProgrammeLine> lines, Telling telling) {
    return file(
        kind,
        "strategies",
        List.of(
            "programme",
            "name",
            "provider",
            "strategy",
            "delivered_by",
            "form",
            "planned_people",
            "planned_money",
            "expected_low",
            "expected",
            "expected_high",
            "planned_worth",
            "offered",
            "accepted",
            "waiting",
            "to_begin",
            "learning",
            "completed",
            "placed",
            "failed",
            "left",
            "committed",
            "paid",
            "currency"),
        to -> {
          List<OverviewPage.Row> rows = OverviewPage.rows(lines, telling);
          for (OverviewPage.Row row : rows) {
            ProgrammeLine line = row.line();
            boolean planned = line.planned().filter(Planned::told).isPresent();
            Telling.Told told = row.told();
            to.row(
                line.id(),
                line.name(),
                line.provider(),
                line.strategy().code(),
                line.own() ? "own" : "partner",
                line.form().code(),
                number(row.planned()),
                planned ? money(line.planned().get().priceCents()) : null,
                planned ? line.planned().get().low() : null,
                planned ? tenths(line.planned().get().expected()) : null,
                planned ? line.planned().get().high() : null,
                planned ? money(line.planned().get().worthCents()) : null,
                number(told.offered()),
                number(told.accepted()),
                number(told.waiting()),
                number(told.toBegin()),
                number(told.learning()),
                number(told.completed()),
                number(told.placed()),
                number(told.failed()),
                number(told.left()),
                money(line.actual().committedCents()),
                money(line.actual().paidCents()),
                "USD");
          }
        });
  }

  static View returns(Kind kind, ProgrammeReport report) {
    return file(
        kind,
        "programme-%d-returns".formatted(report.line().id()),
        List.of(
            "return",
            "measure",
            "unit",
            "planned",
            "before_or_others",
            "actual",
            "low",
            "high",
            "people",
            "finding",
            "origin"),
        to ->
            report
                .returns()
                .forEach(row ->
                    to.row(
                        row.kind().code(),
                        row.measure(),
                        row.unit() == ReturnRow.Unit.CENTS ? "USD" : row.unit().code(),
                        value(row, row.planned()),
                        value(row, row.before()),
                        value(row, row.actual()),
                        value(row, row.low()),
                        value(row, row.high()),
                        number(row.people()),
                        row.finding(),
                        row.origin())));
  }

  static View choices(Kind kind, ProgrammeReport report) {
    return file(
        kind,
        "programme-%d-ways".formatted(report.line().id()),
        List.of(
            "programme",
            "name",
            "provider",
            "delivered_by",
            "form",
            "price",
            "cost_per_completion",
            "completed",
            "ended",
            "completion_low",
            "completion",
            "completion_high",
            "median_days",
            "seats",
            "currency"),
        to ->
            report
                .choices()
                .rows()
                .forEach(row -> {
                  ProgrammeLine line = row.line();
                  OptionalLong cost = row.costPerCompletion();
                  to.row(
                      line.id(),
                      line.name(),
                      line.provider(),
                      line.own() ? "own" : "partner",
                      line.form().code(),
                      money(line.priceCents()),
                      cost.isPresent() ? money(cost.getAsLong()) : null,
                      number(row.told().completed()),
                      number(row.told().ended()),
                      row.completion().map(it -> thousandths(it.low())).orElse(null),
                      row.completion().map(it -> thousandths(it.value())).orElse(null),
                      row.completion().map(it -> thousandths(it.high())).orElse(null),
                      line.actual().days().isPresent()
                          ? tenths(line.actual().days().getAsDouble())
                          : null,
                      line.actual().seats(),
                      "USD");
                }));
  }

  static View surveys(Kind kind, List<SurveyResult> results) {
    return file(
        kind,
        "surveys",
        List.of(
            "survey",
            "programme",
            "name",
            "intake",
            "moment",
            "closes_on",
            "state",
            "asked",
            "answered",
            "question",
            "people",
            "low",
            "mean",
            "high",
            "why_not"),
        to ->
            results.forEach(result -> {
              Survey survey = result.survey();
              for (int i = 0; i < survey.questions().size(); i++) {
                boolean told = !result.answers().isEmpty();
                SurveyResult.@Nullable Answers answers = told ? result.answers().get(i) : null;
                @Nullable Interval mean = answers == null ? null : answers.mean().orElse(null);
                to.row(
                    survey.id(),
                    survey.programme(),
                    survey.name(),
                    survey.starts().orElse(null),
                    survey.moment().code(),
                    survey.closesOn(),
                    survey.closed() ? "closed" : "open",
                    survey.asked(),
                    number(result.answered()),
                    survey.questions().get(i).code(),
                    answers == null ? null : number(answers.people()),
                    mean == null ? null : tenths(mean.low()),
                    mean == null ? null : tenths(mean.value()),
                    mean == null ? null : tenths(mean.high()),
                    answers == null ? result.why() : answers.why());
              }
            }));
  }

  private static @Nullable Object value(ReturnRow row, OptionalDouble value) {
    if (value.isEmpty()) {
      return null;
    }
    double it = value.getAsDouble();
    return switch (row.unit()) {
      case SCALE -> tenths(it);
      case SHARE -> thousandths(it);
      case CENTS -> money(Math.round(it));
      case PEOPLE -> Math.round(it);
    };
  }

  private static @Nullable Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static BigDecimal money(long cents) {
    return Money.cents(cents).amount();
  }

  private static BigDecimal tenths(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
  }

  private static BigDecimal thousandths(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
  }
}

package org.rung.server.timesheets;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.rung.server.pages.Formats;
import org.rung.server.rules.Rules;

/// Days from one to another, both included.
public record Span(LocalDate from, LocalDate to) {
  /// The rule of how long a measurement period is.
  static final String MEASURED = "hours-measured";

  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("%s is before %s".formatted(to, from));
    }
  }

  /// The week of a day, from Monday.
  static Span week(LocalDate day) {
    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new Span(monday, monday.plusDays(6));
  }

  /// The calendar month of a day.
  static Span month(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return new Span(month.atDay(1), month.atEndOfMonth());
  }

  /// The measurement period of a day: whole months, one period after the other.
  static Span measured(LocalDate day, Rules rules) {
    int months = Math.toIntExact(rules.on(MEASURED, day).figure("months"));
    int number = day.getYear() * 12 + day.getMonthValue() - 1;
    int first = number - Math.floorMod(number, months);
    YearMonth from = YearMonth.of(Math.floorDiv(first, 12), Math.floorMod(first, 12) + 1);
    return new Span(from.atDay(1), from.plusMonths(months - 1L).atEndOfMonth());
  }

  /// The four weeks before a day, whose pace is taken for the present one.
  static Span before(LocalDate today) {
    return new Span(today.minusDays(28), today.minusDays(1));
  }

  /// Days of it.
  long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /// Days of it up to a day; none before it begins.
  long passed(LocalDate today) {
    return today.isBefore(from)
        ? 0
        : ChronoUnit.DAYS.between(from, today.isAfter(to) ? to : today) + 1;
  }

  /// `2 Nov 2026 to 8 Nov 2026`
  public String words() {
    return "%s to %s".formatted(Formats.date(from), Formats.date(to));
  }
}

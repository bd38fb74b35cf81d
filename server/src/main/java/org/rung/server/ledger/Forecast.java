package org.rung.server.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// What happened to the money of a fiscal year and what is still to be paid, month by month. The
/// rows add up: what is left at the end of one, with what is granted and without what is paid and
/// due in the next, is left at its end; at the end of the last it is what is free.
///
/// @param today the day on which it is made: what was due before is due on it
/// @param rows what was before the year, its twelve months, what comes after it, what has no day;
///   the first and the last two only where there is something
public record Forecast(int fiscalYear, Currency currency, LocalDate today, List<Row> rows) {
  public Forecast {
    rows = List.copyOf(rows);
  }

  /// What a row stands for.
  public enum Period {
    BEFORE,
    MONTH,
    AFTER,
    UNDATED
  }

  /// @param from the first day of a month, of what comes after the year, or of the year for what
  ///   was before; empty for what has no day
  /// @param granted less what was withdrawn
  /// @param paid less what came back
  /// @param due promised, and to be paid in this time
  /// @param overdue of that, what should have been paid before today
  /// @param left granted, not paid and not due by the end of this time
  public record Row(
      Period period,
      Optional<LocalDate> from,
      Money granted,
      Money paid,
      Money due,
      Money overdue,
      Money left) {}

  /// What happened in a month, in the time zone of the employer.
  ///
  /// @param month its first day
  record Happened(LocalDate month, Money granted, Money paid) {}

  /// @param first the first day of the fiscal year, which begins a month
  static Forecast of(
      int fiscalYear,
      Currency currency,
      LocalDate first,
      LocalDate today,
      List<Happened> happened,
      List<Statements.Promise> promises) {
    Money nothing = new Money(0, currency);
    // Before, twelve months, after, without a day.
    Money[][] sums = new Money[15][4];
    for (Money[] row : sums) {
      Arrays.fill(row, nothing);
    }
    for (Happened it : happened) {
      Money[] row = sums[place(first, it.month())];
      row[0] = row[0].plus(it.granted());
      row[1] = row[1].plus(it.paid());
    }
    for (Statements.Promise promise : promises) {
      boolean late = promise.due().filter(today::isAfter).isPresent();
      Money[] row = sums[promise.due().map(day -> place(first, late ? today : day)).orElse(14)];
      row[2] = row[2].plus(promise.open());
      row[3] = late ? row[3].plus(promise.open()) : row[3];
    }
    List<Row> rows = new ArrayList<>();
    Money left = nothing;
    for (int i = 0; i < sums.length; i++) {
      Money[] row = sums[i];
      left = left.plus(row[0]).minus(row[1]).minus(row[2]);
      boolean month = i > 0 && i < 13;
      if (month || row[0].minor() != 0 || row[1].minor() != 0 || row[2].minor() != 0) {
        rows.add(
            new Row(
                month
                    ? Period.MONTH
                    : i == 0 ? Period.BEFORE : i == 13 ? Period.AFTER : Period.UNDATED,
                i == 14 ? Optional.empty() : Optional.of(first.plusMonths(Math.max(0, i - 1))),
                row[0],
                row[1],
                row[2],
                row[3],
                left));
      }
    }
    return new Forecast(fiscalYear, currency, today, rows);
  }

  private static int place(LocalDate first, LocalDate day) {
    int months =
        (day.getYear() - first.getYear()) * 12 + day.getMonthValue() - first.getMonthValue();
    return Math.clamp(months + 1, 0, 13);
  }

  /// The sums of all rows; what is left is what is free.
  public Row all() {
    Money nothing = new Money(0, currency);
    Row all =
        new Row(Period.UNDATED, Optional.empty(), nothing, nothing, nothing, nothing, nothing);
    for (Row row : rows) {
      all =
          new Row(
              Period.UNDATED,
              Optional.empty(),
              all.granted().plus(row.granted()),
              all.paid().plus(row.paid()),
              all.due().plus(row.due()),
              all.overdue().plus(row.overdue()),
              row.left());
    }
    return all;
  }
}

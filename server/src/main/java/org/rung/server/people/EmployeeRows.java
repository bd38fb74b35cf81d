package org.rung.server.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rung.server.pages.Formats;

/// Reads the rows of a workforce file: each is a good [Employee] or has faults. The same row always
/// gives the same answer. For one thread.
final class EmployeeRows {
  private static final long HIGHEST_PAY_CENTS = 500_000_000L;
  private static final long LOWEST_FULL_TIME_PAY_CENTS = 100_000L;
  private static final long MOST_HOURS_HUNDREDTHS = 10_000L;
  private static final long FULL_TIME_MINUTES = 30 * 60;
  private static final LocalDate FIRST_HIRE = LocalDate.of(1940, 1, 1);
  private static final int LONGEST_ID = 100;
  private static final int LONGEST_TEXT = 300;

  private final Mapping mapping;
  private final int columns;
  private final LocalDate takenOn;
  private final Map<String, String> single = new HashMap<>();
  private final int id;
  private final int title;
  private final int department;
  private final int site;
  private final int siteKind;
  private final int linked;
  private final int fullPart;
  private final int payBasis;
  private final int weeklyHours;
  private final int annualPay;
  private final int hourlyPay;
  private final int monthlyPay;
  private final int hiredOn;
  private final int manager;
  private final int day;

  /// How many good rows stand on each assumption.
  final long[] assumed = new long[Assumption.values().length];

  private List<Fault> faults = List.of();
  private long rowAssumptions; // a bit for each
  private String[] values = {};

  EmployeeRows(Mapping mapping, int columns, LocalDate takenOn) {
    this.mapping = mapping;
    this.columns = columns;
    this.takenOn = takenOn;
    this.id = mapping.at(ImportColumn.PERSON_ID);
    this.title = mapping.at(ImportColumn.JOB_TITLE);
    this.department = mapping.at(ImportColumn.DEPARTMENT);
    this.site = mapping.at(ImportColumn.SITE);
    this.siteKind = mapping.at(ImportColumn.SITE_KIND);
    this.linked = mapping.at(ImportColumn.LINKED);
    this.fullPart = mapping.at(ImportColumn.FULL_PART);
    this.payBasis = mapping.at(ImportColumn.PAY_BASIS);
    this.weeklyHours = mapping.at(ImportColumn.WEEKLY_HOURS);
    this.annualPay = mapping.at(ImportColumn.ANNUAL_PAY);
    this.hourlyPay = mapping.at(ImportColumn.HOURLY_PAY);
    this.monthlyPay = mapping.at(ImportColumn.MONTHLY_PAY);
    this.hiredOn = mapping.at(ImportColumn.HIRED_ON);
    this.manager = mapping.at(ImportColumn.MANAGER_ID);
    this.day = mapping.at(ImportColumn.SNAPSHOT_DAY);
  }

  /// The faults of the row that was read last; empty when it was good.
  List<Fault> faults() {
    return faults;
  }

  /// Reads one row.
  ///
  /// @return empty when it has faults
  Optional<Employee> read(String[] row, int given) {
    values = row;
    faults = List.of();
    rowAssumptions = 0;
    if (given != columns) {
      fault(
          -1,
          Fault.Kind.RAGGED,
          "The row has %d values, the header %d columns. Check the quotes and separators of this line."
              .formatted(given, columns));
      return Optional.empty();
    }
    Employee employee = employee();
    if (employee == null || !faults.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < assumed.length; i++) {
      assumed[i] += (rowAssumptions >> i) & 1;
    }
    return Optional.of(employee);
  }

  private @Nullable Employee employee() {
    String person = value(id);
    if (person.isEmpty()) {
      fault(id, Fault.Kind.NO_ID, "Every row needs the id of a person.");
    } else if (person.length() > LONGEST_ID) {
      fault(
          id,
          Fault.Kind.TOO_LONG,
          "An id has at most %d letters; this one has %d.".formatted(LONGEST_ID, person.length()));
    }
    if (value(title).isEmpty()) {
      fault(title, Fault.Kind.NO_TITLE, "Every row needs a job title.");
    }
    for (int column : new int[] {title, department, site, siteKind}) {
      if (value(column).length() > LONGEST_TEXT) {
        fault(
            column,
            Fault.Kind.TOO_LONG,
            "A name here has at most %d letters; this one has %d."
                .formatted(LONGEST_TEXT, value(column).length()));
      }
    }
    otherDay();
    boolean follows = word(linked, Fault.Kind.LINKED, true, "Write yes or no.");
    int minutes = minutes();
    boolean fullTime = fullTime(minutes);
    boolean hourly = hourly();
    long hourlyCents = hourlyPay < 0 || value(hourlyPay).isEmpty() ? 0 : pay(hourlyPay);
    long annualCents = annual(hourly, fullTime, minutes, hourlyCents);
    long hired = hired();
    if (!faults.isEmpty()) {
      return null;
    }
    if (value(department).isEmpty()) {
      assume(Assumption.NO_DEPARTMENT);
    }
    return new Employee(
        person,
        name(title),
        name(department),
        name(site),
        name(siteKind),
        follows,
        fullTime,
        hourly,
        minutes,
        annualCents,
        hourlyCents,
        hired,
        value(manager));
  }

  private void otherDay() {
    if (day < 0 || value(day).isEmpty()) {
      return;
    }
    Optional<LocalDate> found = Days.parse(value(day), mapping.dayFirst(), takenOn);
    if (found.isEmpty()) {
      fault(day, Fault.Kind.DATE, "This is no day of the calendar. Write 2020-06-30.");
    } else if (!found.get().equals(takenOn)) {
      fault(
          day,
          Fault.Kind.OTHER_DAY,
          "This import is of %s. Import the rows of another day as a file of their own."
              .formatted(Formats.date(takenOn)));
    }
  }

  private int minutes() {
    String hours = value(weeklyHours);
    if (hours.isEmpty()) {
      return 0;
    }
    long hundredths = Amounts.hundredths(hours, mapping.decimalComma());
    if (hundredths == Amounts.NONE || hundredths <= 0 || hundredths > MOST_HOURS_HUNDREDTHS) {
      fault(
          weeklyHours,
          Fault.Kind.HOURS,
          "Weekly hours are a number above 0 and at most 100. Leave it empty if not known.");
      return 0;
    }
    return (int) Math.max(1, Math.round(hundredths * 0.6));
  }

  private boolean fullTime(int minutes) {
    if (fullPart < 0 || value(fullPart).isEmpty()) {
      assume(Assumption.FULL_TIME);
      return minutes == 0 || minutes >= FULL_TIME_MINUTES;
    }
    return Words.fullTime(value(fullPart))
        .orElseGet(() -> {
          fault(fullPart, Fault.Kind.FULL_PART, "Write full-time or part-time.");
          return true;
        });
  }

  private boolean hourly() {
    if (payBasis < 0 || value(payBasis).isEmpty()) {
      boolean onlyHourly =
          !value(hourlyPay).isEmpty() && value(annualPay).isEmpty() && value(monthlyPay).isEmpty();
      assume(Assumption.SALARIED);
      return onlyHourly;
    }
    return word(payBasis, Fault.Kind.PAY_BASIS, false, "Write salary or hourly.");
  }

  /// Pay a year: as given, or twelve months of it, or hourly pay × weekly hours × 52.
  private long annual(boolean hourly, boolean fullTime, int minutes, long hourlyCents) {
    if (hourlyCents == Amounts.NONE) {
      return 0;
    }
    long cents;
    int from;
    if (hourlyCents > 0
        && (hourly || (value(annualPay).isEmpty() && value(monthlyPay).isEmpty()))) {
      from = hourlyPay;
      int weekly = minutes;
      if (weekly == 0) {
        assume(fullTime ? Assumption.HOURS_FULL : Assumption.HOURS_PART);
        weekly = fullTime ? 40 * 60 : 20 * 60;
      }
      cents = hourlyCents > HIGHEST_PAY_CENTS ? hourlyCents : (hourlyCents * weekly * 52 + 30) / 60;
    } else if (!value(annualPay).isEmpty()) {
      from = annualPay;
      cents = pay(annualPay);
    } else if (!value(monthlyPay).isEmpty()) {
      from = monthlyPay;
      cents = pay(monthlyPay);
      cents = cents == Amounts.NONE || cents > HIGHEST_PAY_CENTS ? cents : cents * 12;
    } else {
      fault(
          hourly && hourlyPay >= 0
              ? hourlyPay
              : annualPay >= 0 ? annualPay : Math.max(monthlyPay, hourlyPay),
          Fault.Kind.NO_PAY,
          "Every row needs pay a year, a month or an hour.");
      return 0;
    }
    if (cents == Amounts.NONE) {
      return 0;
    }
    if (cents > HIGHEST_PAY_CENTS) {
      fault(
          from,
          Fault.Kind.PAY_TOO_HIGH,
          "This comes to %s a year; at most %s is taken. Check the column and the decimal mark."
              .formatted(Formats.dollars(cents), Formats.dollars(HIGHEST_PAY_CENTS)));
    } else if (fullTime && cents < LOWEST_FULL_TIME_PAY_CENTS) {
      fault(
          from,
          Fault.Kind.PAY_TOO_LOW,
          "This comes to %s a year for full time; at least %s is taken. Pay an hour belongs in a column of its own."
              .formatted(Formats.dollars(cents), Formats.dollars(LOWEST_FULL_TIME_PAY_CENTS)));
    }
    return cents;
  }

  /// Hundredths above zero, or [Amounts#NONE] with a fault.
  private long pay(int column) {
    long cents = Amounts.hundredths(value(column), mapping.decimalComma());
    if (cents == Amounts.NONE) {
      fault(
          column,
          Fault.Kind.PAY_NOT_A_NUMBER,
          mapping.decimalComma()
              ? "Write pay as 54321,00 or 54.321,00."
              : "Write pay as 54321.00 or $54,321.00.");
    } else if (cents == 0) {
      fault(
          column,
          Fault.Kind.PAY_ZERO,
          "Pay is above zero. Leave it empty where another pay column has it.");
    } else if (cents < 0) {
      fault(column, Fault.Kind.PAY_NEGATIVE, "Pay is above zero.");
    } else {
      return cents;
    }
    return Amounts.NONE;
  }

  private long hired() {
    String text = value(hiredOn);
    if (text.isEmpty()) {
      return Employee.NO_DAY;
    }
    Optional<LocalDate> found = Days.parse(text, mapping.dayFirst(), takenOn);
    if (found.isEmpty()) {
      fault(hiredOn, Fault.Kind.DATE, "This is no day of the calendar. Write 2020-06-30.");
    } else if (found.get().isAfter(takenOn)) {
      fault(
          hiredOn,
          Fault.Kind.DATE,
          "%s is after the day of the file, %s."
              .formatted(Formats.date(found.get()), Formats.date(takenOn)));
    } else if (found.get().isBefore(FIRST_HIRE)) {
      fault(hiredOn, Fault.Kind.DATE, "%s is before 1940.".formatted(Formats.date(found.get())));
    } else {
      return found.get().toEpochDay();
    }
    return Employee.NO_DAY;
  }

  private boolean word(int column, Fault.Kind kind, boolean otherwise, String write) {
    String text = value(column);
    if (text.isEmpty()) {
      return otherwise;
    }
    Optional<Boolean> answer = kind == Fault.Kind.LINKED ? Words.yes(text) : Words.hourly(text);
    if (answer.isEmpty()) {
      fault(column, kind, write);
    }
    return answer.orElse(otherwise);
  }

  private String value(int column) {
    return column < 0 ? "" : values[column];
  }

  private String name(int column) {
    return column < 0 ? "" : single.computeIfAbsent(values[column], Words::single);
  }

  private void assume(Assumption assumption) {
    rowAssumptions |= 1L << assumption.ordinal();
  }

  private void fault(int column, Fault.Kind kind, String reason) {
    if (faults.isEmpty()) {
      faults = new ArrayList<>(2);
    }
    faults.add(new Fault(column, column < 0 ? "" : values[column], kind, reason));
  }
}

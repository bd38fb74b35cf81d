package org.rung.server.people;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Days as employers write them: `2020-06-30`, `6/30/20`, `30.06.2020`, `30 Jun 2020`, `June 30,
/// 2020`, `20200630`, with or without a time behind.
final class Days {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Pattern TIME =
      Pattern.compile(
          "[T ]+\\d{1,2}:\\d{2}(:\\d{2})?([.,]\\d+)?\\s*([AaPp][Mm]|Z|[+-]\\d\\d:?\\d\\d)?$");
  private static final Pattern MARKS = Pattern.compile("[-/. ,]+");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,2})[-/. ]+(\\d{1,2})[-/. ]+\\d{2,4}.*");
  private static final Pattern IN_NAME =
      Pattern.compile(
          "(?<!\\d)((?:19|20)\\d\\d)[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(0[1-9]|[12]\\d|3[01]))?(?!\\d)");

  private Days() {}

  /// The day a text means.
  ///
  /// @param dayFirst how two numbers before the year are read
  /// @param today years of two digits are at or before this day's year
  static Optional<LocalDate> parse(String text, boolean dayFirst, LocalDate today) {
    try {
      if (text.length() == 10 && text.charAt(4) == '-') {
        return Optional.of(LocalDate.parse(text));
      }
      String day = TIME.matcher(text.strip()).replaceFirst("");
      if (day.length() == 8 && day.chars().allMatch(Character::isDigit)) {
        return Optional.of(LocalDate.of(number(day, 0, 4), number(day, 4, 6), number(day, 6, 8)));
      }
      String[] parts = MARKS.split(day);
      return parts.length == 3 ? of(parts, day, dayFirst, today) : Optional.empty();
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> of(
      String[] parts, String text, boolean dayFirst, LocalDate today) {
    if (month(parts[0]) > 0) {
      return Optional.of(
          LocalDate.of(year(parts[2], today), month(parts[0]), Integer.parseInt(parts[1])));
    }
    if (month(parts[1]) > 0) {
      boolean yearFirst = parts[0].length() == 4;
      return Optional.of(
          LocalDate.of(
              year(parts[yearFirst ? 0 : 2], today),
              month(parts[1]),
              Integer.parseInt(parts[yearFirst ? 2 : 0])));
    }
    if (parts[0].length() == 4) {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    }
    // Points divide days written the European way.
    boolean day = dayFirst || text.indexOf('.') > 0;
    return Optional.of(
        LocalDate.of(
            year(parts[2], today),
            Integer.parseInt(parts[day ? 1 : 0]),
            Integer.parseInt(parts[day ? 0 : 1])));
  }

  private static int number(String digits, int from, int to) {
    return Integer.parseInt(digits, from, to, 10);
  }

  private static int year(String digits, LocalDate today) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    if (digits.length() != 2) {
      throw new NumberFormatException(digits);
    }
    int century = today.getYear() / 100 * 100;
    return year <= today.getYear() % 100 ? century + year : century - 100 + year;
  }

  private static int month(String part) {
    return part.length() < 3
        ? 0
        : MONTHS.indexOf(part.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
  }

  /// Whether the day stands before the month in a column, as far as its values tell.
  static boolean dayFirst(List<String> values) {
    int day = 0;
    int month = 0;
    for (String value : values) {
      Matcher numbers = NUMBERS.matcher(value);
      if (numbers.matches()) {
        day += Integer.parseInt(numbers.group(1)) > 12 ? 1 : 0;
        month += Integer.parseInt(numbers.group(2)) > 12 ? 1 : 0;
      }
    }
    return day > month;
  }

  /// The day that a file's name tells: `2020-06-30`, `20200630`, or a month's last day for
  /// `roster_2018-10`.
  static Optional<LocalDate> inName(String name) {
    Matcher found = IN_NAME.matcher(name);
    if (!found.find()) {
      return Optional.empty();
    }
    YearMonth month =
        YearMonth.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    if (found.group(3) == null) {
      return Optional.of(month.atEndOfMonth());
    }
    int day = Integer.parseInt(found.group(3));
    return month.isValidDay(day) ? Optional.of(month.atDay(day)) : Optional.empty();
  }
}

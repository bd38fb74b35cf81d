package org.rung.server.fairness;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A protected attribute: what its columns are called, and how a value of a file is understood.
enum Attribute {
  SEX(
      "sex",
      "Sex",
      Set.of("sex", "gender", "legal sex"),
      "female, male or another",
      Attribute::sex),
  ETHNICITY(
      "ethnicity",
      "Race or ethnicity",
      Set.of(
          "ethnicity",
          "race",
          "race ethnicity",
          "race or ethnicity",
          "race and ethnicity",
          "ethnic group"),
      "words of at most 80 letters, as the employer's list has them",
      Attribute::words),
  BIRTH_YEAR(
      "birth_year",
      "Age",
      Set.of("birth year", "year of birth", "date of birth", "birth date", "birthdate", "dob"),
      "a year with four digits, or a day with one; only the year is kept",
      Attribute::year),
  AGE_GROUP(
      "age_group",
      "Age",
      Set.of("age group", "age band", "age range"),
      "a group that does not span 40, such as under 40, 40 or over, 30-39",
      Attribute::ages),
  DISABILITY(
      "disability",
      "Disability",
      Set.of("disability", "disabled", "disability status"),
      "yes or no",
      Attribute::yes),
  VETERAN(
      "veteran",
      "Veteran",
      Set.of("veteran", "veteran status", "protected veteran"),
      "yes or no",
      Attribute::yes);

  private static final Set<String> UNSAID =
      Set.of(
          "prefer not to say",
          "not said",
          "not disclosed",
          "declined",
          "declined to answer",
          "decline to answer",
          "no answer",
          "withdrawn");
  private static final Map<String, String> SEXES =
      Map.ofEntries(
          Map.entry("f", "female"),
          Map.entry("female", "female"),
          Map.entry("w", "female"),
          Map.entry("woman", "female"),
          Map.entry("m", "male"),
          Map.entry("male", "male"),
          Map.entry("man", "male"),
          Map.entry("x", "another"),
          Map.entry("d", "another"),
          Map.entry("another", "another"),
          Map.entry("other", "another"),
          Map.entry("diverse", "another"),
          Map.entry("non binary", "another"),
          Map.entry("nonbinary", "another"));
  private static final Set<String> YES = Set.of("yes", "y", "true", "t", "1", "x");
  private static final Set<String> NO = Set.of("no", "n", "false", "f", "0");
  private static final Pattern WORDS = Pattern.compile("\\p{L}[\\p{L}\\p{M}\\d ,.'’/()&+-]{0,79}");
  private static final Pattern YEAR =
      Pattern.compile(
          "(\\d{4})(?:[-/.]\\d{1,2}[-/.]\\d{1,2}(?:[T ].*)?)?|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4})");
  private static final Pattern BELOW = Pattern.compile("(?:under|below|<) ?(\\d{1,3})");
  private static final Pattern ABOVE =
      Pattern.compile(
          "(?:over|above|>=?) ?(\\d{1,3})|(\\d{1,3}) ?(?:\\+|(?:or|and) (?:over|older|above))");
  private static final Pattern BETWEEN = Pattern.compile("(\\d{1,3}) ?(?:-|–|to) ?(\\d{1,3})");

  /// The Age Discrimination in Employment Act protects from this age on (29 U.S.C. 631).
  private static final int OLDER = 40;

  static final String YOUNG = "under 40";
  static final String OLD = "40 or over";

  final String code;
  final String words;
  final String give;
  private final Set<String> columns;
  private final Function<String, Optional<String>> reading;

  Attribute(
      String code,
      String words,
      Set<String> columns,
      String give,
      Function<String, Optional<String>> reading) {
    this.code = code;
    this.words = words;
    this.columns = columns;
    this.give = give;
    this.reading = reading;
  }

  /// The attribute that a column is by its name.
  static Optional<Attribute> of(String column) {
    String plain = plain(column);
    return Arrays.stream(values()).filter(a -> a.columns.contains(plain)).findFirst();
  }

  /// What a cell that is not empty says: a value, or nothing (`""`) where the person took it back.
  ///
  /// @return empty when it cannot be understood
  Optional<String> read(String cell) {
    String plain = plain(cell);
    return UNSAID.contains(plain) ? Optional.of("") : reading.apply(cell);
  }

  static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[-_/. ]+", " ").strip();
  }

  private static Optional<String> sex(String cell) {
    return Optional.ofNullable(SEXES.get(plain(cell)));
  }

  private static Optional<String> yes(String cell) {
    String plain = plain(cell);
    return YES.contains(plain)
        ? Optional.of("yes")
        : NO.contains(plain) ? Optional.of("no") : Optional.empty();
  }

  private static Optional<String> words(String cell) {
    return Optional.of(cell.replaceAll("\\s+", " ")).filter(w -> WORDS.matcher(w).matches());
  }

  /// The years of people who may work now; the caller's day would only move the ends.
  private static Optional<String> year(String cell) {
    Matcher found = YEAR.matcher(cell);
    if (!found.matches()) {
      return Optional.empty();
    }
    String year = found.group(1) == null ? found.group(2) : found.group(1);
    return Optional.of(year)
        .filter(given -> given.compareTo("1900") >= 0 && given.compareTo("2020") <= 0);
  }

  private static Optional<String> ages(String cell) {
    String plain = cell.toLowerCase(Locale.ROOT).strip();
    Matcher below = BELOW.matcher(plain);
    if (below.matches()) {
      return Integer.parseInt(below.group(1)) <= OLDER ? Optional.of(YOUNG) : Optional.empty();
    }
    Matcher above = ABOVE.matcher(plain);
    if (above.matches()) {
      String from = above.group(1) == null ? above.group(2) : above.group(1);
      return Integer.parseInt(from) >= OLDER ? Optional.of(OLD) : Optional.empty();
    }
    Matcher between = BETWEEN.matcher(plain);
    if (between.matches()) {
      int from = Integer.parseInt(between.group(1));
      int to = Integer.parseInt(between.group(2));
      return to < from
          ? Optional.empty()
          : to < OLDER ? Optional.of(YOUNG) : from >= OLDER ? Optional.of(OLD) : Optional.empty();
    }
    return Optional.empty();
  }
}

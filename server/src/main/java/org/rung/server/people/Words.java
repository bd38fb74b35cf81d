package org.rung.server.people;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words that employers use for full and part time, salary and hourly, yes and no.
final class Words {
  private static final Set<String> FULL =
      Set.of("full", "full time", "fulltime", "ft", "f", "f t", "vollzeit", "regular full time");
  private static final Set<String> PART =
      Set.of("part", "part time", "parttime", "pt", "p", "p t", "teilzeit", "regular part time");
  private static final Set<String> SALARY =
      Set.of("salary", "salaried", "s", "annual", "yearly", "year", "monthly", "month", "exempt");
  private static final Set<String> HOURLY =
      Set.of("hourly", "hour", "h", "wage", "wages", "non exempt", "nonexempt", "per hour");
  private static final Set<String> YES = Set.of("yes", "y", "true", "t", "1", "x");
  private static final Set<String> NO = Set.of("no", "n", "false", "f", "0");

  private static final Map<String, String> PLAIN =
      Map.of("full-time", "full time", "part-time", "part time");

  private Words() {}

  static Optional<Boolean> fullTime(String value) {
    return one(value, FULL, PART);
  }

  static Optional<Boolean> hourly(String value) {
    return one(value, HOURLY, SALARY);
  }

  static Optional<Boolean> yes(String value) {
    return one(value, YES, NO);
  }

  private static Optional<Boolean> one(String value, Set<String> isTrue, Set<String> isFalse) {
    String plain = PLAIN.getOrDefault(value, value);
    if (!isTrue.contains(plain) && !isFalse.contains(plain)) {
      plain = plain.toLowerCase(Locale.ROOT).replaceAll("[-_/. ]+", " ").strip();
    }
    return isTrue.contains(plain)
        ? Optional.of(true)
        : isFalse.contains(plain) ? Optional.of(false) : Optional.empty();
  }

  /// Spaces made single, none at the ends.
  static String single(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}

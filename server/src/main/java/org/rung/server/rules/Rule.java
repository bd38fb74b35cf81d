package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A rule of one place as its file has it: what its figures mean, and its versions in the order of
/// their days.
///
/// @param rule its name, stable over places and versions, for example `section-127`
/// @param name as people call it
/// @param place `US`, `US-CA`, `policy`
/// @param figures what each of its whole numbers means, by name
public record Rule(
    String rule, String name, String place, Map<String, Figure> figures, List<Stood> versions) {
  public Rule {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    versions = List.copyOf(versions);
    for (int v = 1; v < versions.size(); v++) {
      LocalDate begins = versions.get(v).from();
      if (versions.get(v - 1).until().map(last -> !last.isBefore(begins)).orElse(true)) {
        throw new IllegalArgumentException(
            "%s of %s: the version from %s overlaps the one before"
                .formatted(rule, place, versions.get(v).from()));
      }
    }
    for (Stood version : versions) {
      if (!figures.keySet().containsAll(version.values().keySet())) {
        throw new IllegalArgumentException(
            "%s of %s: a version from %s has a figure that the rule does not name"
                .formatted(rule, place, version.from()));
      }
      if (!version.on() && version.note().isBlank()) {
        throw new IllegalArgumentException(
            "%s of %s: switched off without a note why".formatted(rule, place));
      }
    }
  }

  /// What a figure means.
  ///
  /// @param words in a few words, with the version's number after them
  /// @param bound whether a narrower place may not go under or over it
  public record Figure(Unit unit, String words, Optional<Bound> bound) {}

  /// What a figure counts in.
  public enum Unit {
    CENTS,
    COUNT,
    PERCENT,
    HUNDREDTHS,
    DAYS,
    MONTHS,
    HOURS,
    MINUTES;

    /// The figure with its unit, as people read it: `$5,250.00`, `90 days`, `20 hours`.
    public String words(long value) {
      return switch (this) {
        case CENTS -> Wording.cents(value);
        case COUNT -> String.format(Locale.US, "%,d", value);
        case PERCENT -> value + " %";
        case HUNDREDTHS -> String.format(Locale.US, "%d.%02d", value / 100, value % 100);
        case DAYS -> Wording.counted(value, "day", "days");
        case MONTHS -> Wording.counted(value, "month", "months");
        case HOURS -> Wording.counted(value, "hour", "hours");
        case MINUTES -> Wording.hours(value);
      };
    }
  }

  /// How a law binds narrower places.
  public enum Bound {
    /// They may ask or give more, not less.
    FLOOR,
    /// They may ask or give less, not more.
    CEILING;

    long keep(long law, long narrower) {
      return this == FLOOR ? Math.max(law, narrower) : Math.min(law, narrower);
    }
  }

  /// A version as it stands in the file.
  ///
  /// @param until the last day, empty while it still holds
  /// @param on whether anything is decided by it
  /// @param note why it is switched off, or what is assumed in it; empty for neither
  /// @param values the figures by name; a figure of the rule that is missing here is not known
  public record Stood(
      LocalDate from,
      Optional<LocalDate> until,
      boolean on,
      String note,
      String text,
      String source,
      Map<String, Long> values) {
    public Stood {
      values = Map.copyOf(values);
    }
  }

  /// Every version of this rule and place.
  List<Rules.Version> all() {
    return versions.stream()
        .map(stood ->
            new Rules.Version(
                rule,
                place,
                stood.from(),
                stood.until(),
                stood.text(),
                stood.source(),
                stood.values(),
                figures,
                stood.on(),
                stood.note(),
                Optional.empty(),
                List.of()))
        .toList();
  }
}

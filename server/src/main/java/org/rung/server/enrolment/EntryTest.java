package org.rung.server.enrolment;

import org.rung.server.pages.Formats;

/// What has to be passed before a place in a programme is taken.
///
/// @param words how and where it is taken
/// @param link where it is taken online, empty for none
/// @param most points to be had
/// @param pass points that pass, 1 to `most`
/// @param tries within `validDays`
/// @param waitDays from one try to the next
/// @param validDays that a result counts
/// @param asked whether it is asked for now
/// @param version for an update
public record EntryTest(
    long programme,
    String programmeName,
    String provider,
    String name,
    String words,
    String link,
    int most,
    int pass,
    int tries,
    int waitDays,
    int validDays,
    boolean asked,
    int version) {
  /// What passes, in words.
  public String needed() {
    return "%s of %s".formatted(Formats.count(pass), Formats.counted(most, "point", "points"));
  }

  /// How often it may be taken, in words.
  public String repeats() {
    return "%s in %s%s"
        .formatted(
            Formats.counted(tries, "try", "tries"),
            Formats.counted(validDays, "day", "days"),
            tries == 1 || waitDays == 0
                ? ""
                : ", %s apart".formatted(Formats.counted(waitDays, "day", "days")));
  }
}

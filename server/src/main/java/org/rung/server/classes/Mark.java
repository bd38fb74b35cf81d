package org.rung.server.classes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is marked of somebody for a session. It is a record of who was there: it decides nothing by
/// itself, whoever reports a result looks at it.
public enum Mark {
  /// For the whole session.
  PRESENT("Present"),
  /// For some minutes of it: came late or left early.
  PART("Part of it"),
  /// Not there.
  ABSENT("Absent"),
  /// Not there, for a reason that was told before.
  EXCUSED("Excused");

  private final String label;

  Mark(String label) {
    this.label = label;
  }

  /// As people read it.
  public String label() {
    return label;
  }

  /// As files and the database write it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Mark> of(String code) {
    return Arrays.stream(values())
        .filter(mark -> mark.code().equals(code.strip().toLowerCase(Locale.ROOT)))
        .findAny();
  }
}

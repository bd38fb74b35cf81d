package org.rung.server.people;

import java.util.Locale;

/// What a file tells of.
public enum ImportKind {
  /// Everybody who works here on one day.
  WORKFORCE,
  /// Requisitions: when a place was opened and filled, and what the hire cost.
  HIRING;

  /// As the database has it.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

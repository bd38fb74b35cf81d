package org.rung.server.enrolment;

import java.util.Locale;

/// How a person's time in a programme ended.
public enum Result {
  /// To its end, with what it ends with.
  COMPLETED("completed"),
  /// To its end, without.
  FAILED("not passed"),
  /// Left before its end.
  WITHDRAWN("left");

  private final String label;

  Result(String label) {
    this.label = label;
  }

  /// In a word, as people read it.
  public String label() {
    return label;
  }

  /// As files, addresses and the database write it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for another word
  public static Result of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

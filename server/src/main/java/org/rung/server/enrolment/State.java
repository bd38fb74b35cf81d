package org.rung.server.enrolment;

import java.util.Locale;
import java.util.Set;

/// Where an enrolment stands.
public enum State {
  WAITING("on the waiting list"),
  ASKED("release asked for"),
  ENROLLED("enrolled"),
  LEARNING("learning"),
  COMPLETED("completed"),
  FAILED("not passed"),
  WITHDRAWN("withdrawn"),
  REFUSED("not released"),
  PLACED("in the new role");

  /// With a seat that is needed, or on the way through.
  public static final Set<State> STANDING = Set.of(ASKED, ENROLLED, LEARNING);

  private final String label;

  State(String label) {
    this.label = label;
  }

  /// In a few words, as people read it.
  public String label() {
    return label;
  }

  /// As the database writes it.
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

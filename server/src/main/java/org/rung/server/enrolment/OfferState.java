package org.rung.server.enrolment;

import java.util.Locale;

/// Where an offer stands.
public enum OfferState {
  PREPARED("not sent yet"),
  OPEN("to be answered"),
  ACCEPTED("accepted"),
  DECLINED("declined"),
  LAPSED("not answered in time"),
  WITHDRAWN("withdrawn");

  private final String label;

  OfferState(String label) {
    this.label = label;
  }

  /// In a few words, as people read it.
  public String label() {
    return label;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static OfferState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

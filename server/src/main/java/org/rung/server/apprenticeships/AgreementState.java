package org.rung.server.apprenticeships;

import java.util.Locale;
import java.util.Set;

/// Where an agreement stands.
public enum AgreementState {
  PROPOSED("to be signed", ""),
  AGREED("signed", "good"),
  PROBATION("on probation", "here"),
  RUNNING("running", "good"),
  SUSPENDED("suspended", "warn"),
  COMPLETED("completed", "good"),
  CANCELLED("ended early", "bad");

  /// Hours are learnt and counted.
  static final Set<AgreementState> LEARNING = Set.of(PROBATION, RUNNING);

  private final String label;
  private final String tone;

  AgreementState(String label, String tone) {
    this.label = label;
    this.tone = tone;
  }

  /// In a few words, as people read it.
  public String label() {
    return label;
  }

  /// The class of its badge, empty for none.
  public String tone() {
    return tone;
  }

  /// Whether nothing more comes of it.
  public boolean over() {
    return this == COMPLETED || this == CANCELLED;
  }

  /// As the database and files write it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AgreementState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

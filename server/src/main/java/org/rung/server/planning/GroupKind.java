package org.rung.server.planning;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/// A fact by which people are told apart into groups. None is protected, and none is a stand-in
/// that the employer did not choose as a fact of the job (decision 16).
public enum GroupKind {
  /// Hourly or salaried.
  @JsonProperty("pay-kind")
  PAY_KIND("pay-kind", "Hourly and salaried"),
  /// Full-time or part-time.
  @JsonProperty("hours")
  HOURS("hours", "Full-time and part-time"),
  /// The lowest to the highest quarter of yearly pay.
  @JsonProperty("pay")
  PAY("pay", "Pay"),
  /// The department.
  @JsonProperty("department")
  DEPARTMENT("department", "Departments"),
  /// The site.
  @JsonProperty("site")
  SITE("site", "Sites"),
  /// The SOC major group of the role's occupation.
  @JsonProperty("role-family")
  FAMILY("role-family", "Role families");

  private final String code;
  private final String label;

  GroupKind(String code, String label) {
    this.code = code;
    this.label = label;
  }

  /// The word in files and addresses.
  public String code() {
    return code;
  }

  /// The head of a table.
  public String label() {
    return label;
  }

  static Optional<GroupKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findAny();
  }
}

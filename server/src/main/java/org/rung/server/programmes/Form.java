package org.rung.server.programmes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a programme is taught.
public enum Form {
  GROUP_CLASS("Group class"),
  SELF_SERVE("Self-serve"),
  ON_THE_JOB("On the job");

  private final String label;

  Form(String label) {
    this.label = label;
  }

  /// As people read it.
  public String label() {
    return label;
  }

  /// As files and tables write it, for example `group_class`.
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException when no form is written so
  @JsonCreator
  public static Form of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

package org.rung.server.programmes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a programme or a pathway is for.
///
/// - upskilling: more skill for the present job or the next step,
/// - reskilling: a new trade at the same employer,
/// - outskilling: towards another employer,
/// - education benefit: a right to learn for an occupation in demand, here or elsewhere.
public enum Strategy {
  UPSKILLING("Upskilling", "upskilling"),
  RESKILLING("Reskilling", "reskilling"),
  OUTSKILLING("Outskilling", "outskilling"),
  EDUCATION_BENEFIT("Education benefit", "education");

  private final String label;
  private final String hue;

  Strategy(String label, String hue) {
    this.label = label;
    this.hue = hue;
  }

  /// As people read it.
  public String label() {
    return label;
  }

  /// The class of its colour in the style sheet.
  public String hue() {
    return hue;
  }

  /// As files and tables write it, for example `education_benefit`.
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException when no strategy is written so
  @JsonCreator
  public static Strategy of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

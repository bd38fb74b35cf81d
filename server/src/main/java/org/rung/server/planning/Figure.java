package org.rung.server.planning;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// A number that a plan rests on, with where it comes from.
///
/// @param value in the unit its name says
/// @param kind how far to trust it
/// @param source where it comes from, for people
public record Figure(double value, Kind kind, String source) {
  /// How far to trust a figure.
  public enum Kind {
    /// The employer's own, or published of this very thing.
    @JsonProperty("real")
    REAL("real"),
    /// True of something alike, standing in for what is not known.
    @JsonProperty("stand-in")
    STAND_IN("stand-in"),
    /// A choice somebody made.
    @JsonProperty("assumed")
    ASSUMED("assumed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The word on pages and in files.
    public String word() {
      return word;
    }
  }

  public Figure {
    if (!Double.isFinite(value)) {
      throw new ScenarioProblem(
          String.format(Locale.ROOT, "The value %s is not a number that can be used.", value));
    }
    if (source.isBlank()) {
      throw new ScenarioProblem(
          String.format(
              Locale.ROOT, "The value %s names no source. Say where it comes from.", value));
    }
  }

  /// The value as whole cents, when it is in dollars.
  long cents() {
    return Math.round(value * 100);
  }
}

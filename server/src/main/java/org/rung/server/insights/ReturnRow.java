package org.rung.server.insights;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;

/// One figure of a return: planned beside actual.
///
/// @param measure what is measured, in words
/// @param planned empty where nobody set one
/// @param before the same before the programme; for turnover, of comparable others
/// @param low of the interval
/// @param people it rests on; empty where that is not told
/// @param finding what it says, or what is missing and what would be needed
/// @param origin where it comes from
public record ReturnRow(
    Return kind,
    String measure,
    Unit unit,
    OptionalDouble planned,
    OptionalDouble before,
    OptionalDouble actual,
    OptionalDouble low,
    OptionalDouble high,
    OptionalLong people,
    String finding,
    String origin) {
  /// In what it is counted.
  public enum Unit {
    /// A mean answer from 1 to 5.
    SCALE,
    /// From 0 to 1.
    SHARE,
    CENTS,
    PEOPLE;

    /// As files write it.
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One that is not measured yet.
  static ReturnRow missing(
      Return kind,
      String measure,
      Unit unit,
      OptionalDouble planned,
      String finding,
      String origin) {
    return new ReturnRow(
        kind,
        measure,
        unit,
        planned,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        finding,
        origin);
  }

  /// A value in words.
  ///
  /// @param nothing said where there is none
  public String words(OptionalDouble value, String nothing) {
    if (value.isEmpty()) {
      return nothing;
    }
    double it = value.getAsDouble();
    return switch (unit) {
      case SCALE -> Formats.decimal(it, 1);
      case SHARE -> Formats.percent(it);
      case CENTS -> Formats.dollars(Math.round(it));
      case PEOPLE -> Formats.count(Math.round(it));
    };
  }

  /// The interval in words, empty where there is none.
  public String interval() {
    return low.isEmpty() || high.isEmpty()
        ? ""
        : "%s to %s".formatted(words(low, ""), words(high, ""));
  }
}

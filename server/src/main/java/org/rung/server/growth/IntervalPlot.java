package org.rung.server.growth;

import java.util.List;
import org.rung.server.pages.Formats;

/// A growth and its interval on a ratio scale: a dot and a line, places in percent of the width, so
/// that halving and doubling are equally far from 0.
///
/// @param kind `grows`, `shrinks` or `unsure`: the class that colours it
/// @param low where the line begins
/// @param high where it ends
/// @param dot where the growth lies; empty when it is off the scale
/// @param offLeft the growth or the low end lies left of the scale
/// @param offRight the growth or the high end lies right of it
public record IntervalPlot(
    String kind, String low, String high, String dot, boolean offLeft, boolean offRight) {
  /// Percent of the width for each doubling, and where 0 lies.
  private static final double DOUBLING = 14.184;

  private static final double ZERO = 46.81;

  /// A line of the grid.
  public record Tick(String x, String label, boolean zero, boolean minor) {}

  /// The grid, for the head and every row.
  public static final List<Tick> TICKS =
      List.of(
          tick(1 / 8.0, "−88 %", false),
          tick(1 / 4.0, "−75 %", true),
          tick(1 / 2.0, "−50 %", false),
          tick(1, "0", false),
          tick(2, "+100 %", false),
          tick(4, "+300 %", true),
          tick(8, "+700 %", false));

  static IntervalPlot of(Ratio ratio) {
    double dot = place(ratio.middle());
    return new IntervalPlot(
        ratio.grows() ? "grows" : ratio.shrinks() ? "shrinks" : "unsure",
        written(place(ratio.low())),
        written(place(ratio.high())),
        dot < 0 || dot > 100 ? "" : written(dot),
        dot < 0 || place(ratio.low()) < 0,
        dot > 100 || place(ratio.high()) > 100);
  }

  private static Tick tick(double ratio, String label, boolean minor) {
    return new Tick(written(place(ratio)), label, ratio == 1, minor);
  }

  private static double place(double ratio) {
    return ZERO + DOUBLING * Math.log(ratio) / Math.log(2);
  }

  private static String written(double place) {
    return Formats.plot(Math.clamp(place, 0, 100)) + "%";
  }
}

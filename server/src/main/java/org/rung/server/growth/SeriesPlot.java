package org.rung.server.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.rung.server.pages.Formats;

/// A few values over time: dots and lines on an axis that begins at 0. Places across are percent of
/// the width, down are pixels.
///
/// @param finding what it shows, also for those who cannot see it
/// @param subtitle what, unit, period, source
/// @param dots the values
/// @param lines between neighbours; dashed over a gap
/// @param grid the lines of the axis
/// @param times what stands under the axis
public record SeriesPlot(
    String finding,
    String subtitle,
    List<Dot> dots,
    List<Line> lines,
    List<Grid> grid,
    List<Time> times) {
  /// The height of the drawing in pixels.
  public static final int HEIGHT = 180;

  private static final double TOP = 24;
  private static final double BOTTOM = 152;
  private static final double LEFT = 14;
  private static final double RIGHT = 95;

  public record Dot(String x, String y, String label, String labelY, String anchor) {}

  public record Line(String x1, String y1, String x2, String y2, boolean dashed) {}

  public record Grid(String y, String label) {}

  /// @param minor left out where there is little room
  public record Time(String x, String label, boolean minor, String anchor) {}

  /// A value at a time.
  ///
  /// @param at in years
  /// @param value empty where it is not told
  record Point(double at, String time, OptionalDouble value) {}

  /// @param points in time, at least one with a value
  /// @param write how a value is written
  /// @param gap years between neighbours from which their line is dashed
  static SeriesPlot of(
      String finding,
      String subtitle,
      List<Point> points,
      DoubleFunction<String> write,
      double gap) {
    double most = points.stream().mapToDouble(p -> p.value().orElse(0)).max().orElse(0);
    double top = roundUp(most);
    double first = points.getFirst().at();
    double span = Math.max(points.getLast().at() - first, 1e-9);
    List<Dot> dots = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    List<Time> times = new ArrayList<>();
    Dot before = null;
    double beforeAt = 0;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double across =
          points.size() == 1
              ? (LEFT + RIGHT) / 2
              : LEFT + (RIGHT - LEFT) * (point.at() - first) / span;
      String x = Formats.plot(across) + "%";
      boolean end = i == 0 || i == points.size() - 1;
      boolean words = point.time().length() > 4;
      times.add(
          new Time(
              x,
              point.time(),
              !end && (points.size() > 4 || words),
              words && end && points.size() > 1 ? (i == 0 ? "start" : "end") : "middle"));
      if (point.value().isEmpty()) {
        continue;
      }
      double value = point.value().getAsDouble();
      double down = BOTTOM - (BOTTOM - TOP) * (top == 0 ? 0 : value / top);
      Dot dot =
          new Dot(
              x,
              Formats.plot(down),
              end || points.size() <= 4 ? write.apply(value) : "",
              Formats.plot(down - 10),
              i == 0 ? "start" : i == points.size() - 1 ? "end" : "middle");
      dots.add(dot);
      if (before != null) {
        lines.add(new Line(before.x(), before.y(), x, dot.y(), point.at() - beforeAt >= gap));
      }
      before = dot;
      beforeAt = point.at();
    }
    List<Grid> grid =
        List.of(
            new Grid(Formats.plot(BOTTOM), write.apply(0)),
            new Grid(Formats.plot((TOP + BOTTOM) / 2), write.apply(top / 2)),
            new Grid(Formats.plot(TOP), write.apply(top)));
    return new SeriesPlot(finding, subtitle, dots, lines, grid, times);
  }

  /// The next round value, so that half of it is round too.
  private static double roundUp(double value) {
    if (value <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10}) {
      if (value <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }
}

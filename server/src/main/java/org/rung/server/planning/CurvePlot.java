package org.rung.server.planning;

import java.util.ArrayList;
import java.util.List;
import org.rung.server.pages.Formats;

/// A budget curve as it is drawn, on an axis of worth that begins at 0. Places across are percent
/// of the width, down are pixels.
///
/// @param now where the present budget stands across, empty without it
/// @param lines between neighbours, dashed where they count as equal
/// @param gaps from the worth found up to the most that it could be
public record CurvePlot(
    String now, List<Dot> dots, List<Line> lines, List<Line> gaps, List<Grid> grid) {
  /// The height of the drawing in pixels.
  public static final int HEIGHT = 240;

  private static final double TOP = 28;
  private static final double BOTTOM = 204;
  private static final double LEFT = 14;
  private static final double RIGHT = 94;

  /// @param value written beside the dot, empty for none
  /// @param minor whether what stands under the axis is left out where there is little room
  public record Dot(
      String x,
      String y,
      String value,
      String valueY,
      String anchor,
      String under,
      boolean minor,
      boolean now) {}

  public record Line(String x1, String y1, String x2, String y2, boolean dashed) {}

  /// @param minor whether its label is left out where there is little room
  public record Grid(String y, String label, boolean minor) {}

  static CurvePlot of(BudgetCurve curve) {
    List<BudgetCurve.Point> points = curve.told();
    double most = points.stream().mapToDouble(BudgetCurve.Point::worthCents).max().orElse(0);
    double top = Math.max(100, roundUp(most));
    List<Dot> dots = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    List<Line> gaps = new ArrayList<>();
    String now = "";
    for (int i = 0; i < points.size(); i++) {
      BudgetCurve.Point point = points.get(i);
      String x = across(points, point);
      String y = down(point.worthCents(), top);
      boolean end = i == 0 || i == points.size() - 1;
      dots.add(
          new Dot(
              x,
              y,
              end || point.now() ? Formats.dollars(point.worthCents()) : "",
              // The curve rises to the right: beside it there is room below its start, above its
              // end.
              Formats.plot(Double.parseDouble(y) + (i == 0 ? 22 : -11)),
              i == 0 ? "middle" : "end",
              point.percent() + " %",
              !end && !point.now(),
              point.now()));
      gaps.add(new Line(x, y, x, down(Math.min(point.boundCents(), top), top), false));
      if (point.now()) {
        now = x;
      }
      if (i > 0) {
        BudgetCurve.Point before = points.get(i - 1);
        lines.add(
            new Line(
                across(points, before),
                down(before.worthCents(), top),
                x,
                y,
                BudgetCurve.equal(before, point)));
      }
    }
    return new CurvePlot(
        now,
        dots,
        lines,
        gaps,
        List.of(
            new Grid(Formats.plot(BOTTOM), Formats.dollars(0), false),
            new Grid(Formats.plot((TOP + BOTTOM) / 2), Formats.dollars(Math.round(top / 2)), true),
            new Grid(Formats.plot(TOP), Formats.dollars(Math.round(top)), false)));
  }

  private static String across(List<BudgetCurve.Point> points, BudgetCurve.Point point) {
    double first = points.getFirst().percent();
    double span = Math.max(1, points.getLast().percent() - first);
    return Formats.plot(LEFT + (RIGHT - LEFT) * (point.percent() - first) / span) + "%";
  }

  private static String down(double cents, double top) {
    return Formats.plot(BOTTOM - (BOTTOM - TOP) * Math.max(0, cents) / top);
  }

  /// The next round value, so that half of it is round too.
  private static double roundUp(double value) {
    if (value <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8}) {
      if (value <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }
}

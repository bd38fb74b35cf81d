package org.rung.server.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// What a plan would be worth with other budgets: the worth that was found for each, and the most
/// that any plan could be worth there.
///
/// @param points by budget, the smallest first
public record BudgetCurve(List<Point> points) {
  /// The budget that the plan was made with.
  static final int NOW = 100;

  /// A budget and what it gives.
  ///
  /// @param percent of every fiscal year's present budget
  /// @param budgetCents of all fiscal years
  /// @param people with a place in the plan found
  /// @param worthCents of the plan found
  /// @param boundCents that no plan with this budget exceeds
  /// @param reason why there is no plan, empty where there is one; worth is then nought
  public record Point(
      int percent, long budgetCents, int people, long worthCents, long boundCents, String reason) {
    /// Whether a plan was found.
    public boolean found() {
      return reason.isEmpty();
    }

    /// Whether it is the budget that the plan was made with.
    public boolean now() {
      return percent == NOW;
    }

    /// Whether its worth may be told.
    public boolean told() {
      return found() && !SmallGroups.hides(people);
    }

    /// (bound − worth) ÷ bound.
    public double gap() {
      return (boundCents - worthCents) / (double) Math.max(1, Math.abs(boundCents));
    }
  }

  /// What was found, made as sharp as the points make each other: a plan for less money is a plan
  /// for more, too, and what no plan exceeds with more money none exceeds with less.
  static BudgetCurve of(List<Point> found) {
    List<Point> points = new ArrayList<>(found);
    points.sort(Comparator.comparingInt(Point::percent));
    for (int i = 1; i < points.size(); i++) {
      Point less = points.get(i - 1);
      Point more = points.get(i);
      if (less.found() && (!more.found() || less.worthCents() > more.worthCents())) {
        points.set(
            i,
            new Point(
                more.percent(),
                more.budgetCents(),
                less.people(),
                less.worthCents(),
                more.boundCents(),
                ""));
      }
    }
    for (int i = points.size() - 2; i >= 0; i--) {
      Point less = points.get(i);
      Point more = points.get(i + 1);
      if (less.found() && more.found() && less.boundCents() > more.boundCents()) {
        points.set(
            i,
            new Point(
                less.percent(),
                less.budgetCents(),
                less.people(),
                less.worthCents(),
                more.boundCents(),
                ""));
      }
    }
    return new BudgetCurve(List.copyOf(points));
  }

  /// Whether a point and the next cannot be told apart: what was found for more money is not worth
  /// more than a plan for less may be.
  boolean equal(int position) {
    Point less = points.get(position);
    Point more = points.get(position + 1);
    return less.found() && more.found() && more.worthCents() <= less.boundCents();
  }

  /// The parts of the curve whose points lie within each other's gaps, in words.
  public List<String> equalParts() {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from < points.size() - 1) {
      int to = from;
      while (to < points.size() - 1 && equal(to)) {
        to++;
      }
      if (to > from) {
        parts.add(
            "From %d %% to %d %% of the present budgets the points lie within each other's gaps: their worth counts as equal."
                .formatted(points.get(from).percent(), points.get(to).percent()));
      }
      from = Math.max(to, from + 1);
    }
    return parts;
  }

  /// What a tenth more and a tenth less would do, or how far the curve is.
  public String finding() {
    int now = position(NOW);
    int more = position(NOW + 10);
    int less = position(NOW - 10);
    if (now < 0 || more < 0 || less < 0) {
      return "The budget curve has %s so far"
          .formatted(Formats.counted(points.size(), "point", "points"));
    }
    Point here = points.get(now);
    if (!here.told() || !points.get(more).told() || !points.get(less).told()) {
      return points.get(less).found()
          ? "What other budgets would be worth"
          : "With a tenth less budget no plan keeps every rule";
    }
    return "A tenth more budget %s, a tenth less %s"
        .formatted(
            equal(now)
                ? "adds nothing that can be told"
                : "adds " + Formats.dollars(points.get(more).worthCents() - here.worthCents()),
            equal(less)
                ? "costs nothing that can be told"
                : "costs " + Formats.dollars(here.worthCents() - points.get(less).worthCents()));
  }

  private int position(int percent) {
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).percent() == percent) {
        return i;
      }
    }
    return -1;
  }

  /// What the point's worth is beside the present one's, in cents.
  public long sinceNow(Point point) {
    int now = position(NOW);
    return now < 0 ? 0 : point.worthCents() - points.get(now).worthCents();
  }

  /// The drawing.
  public CurvePlot plot() {
    return CurvePlot.of(this);
  }
}

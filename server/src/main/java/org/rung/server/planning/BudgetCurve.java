package org.rung.server.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// What a plan would be worth with other budgets: the worth that was found for each, and the most
/// that any plan could be worth there.
///
/// @param points by budget, the smallest first
/// @param plan the plan itself, whose figures its page tells whatever the curve says; empty where
///   it tells none
public record BudgetCurve(List<Point> points, Optional<Point> plan) {
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
    Optional<Point> plan =
        points.stream().filter(p -> p.now() && !SmallGroups.hides(p.people())).findAny();
    for (int i = 1, best = 0; i < points.size(); i++) {
      Point less = points.get(best);
      Point more = points.get(i);
      if (less.found() && more.found() && few(less, more)) {
        // Only one of them is told, and each as it was found.
        best = less.worthCents() > more.worthCents() ? best : i;
        continue;
      }
      best = i;
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
    return new BudgetCurve(List.copyOf(points), plan);
  }

  /// Whether one to four people are all that two points differ by.
  private static boolean few(Point one, Point other) {
    return SmallGroups.hides(Math.abs((long) one.people() - other.people()));
  }

  /// In which order points are worked out and may be told: the plan's own first, whose figures its
  /// page tells anyway, then those that lie nearest to it.
  static final Comparator<Integer> NEAREST_FIRST =
      Comparator.<Integer>comparingInt(percent -> Math.abs(percent - NOW))
          .thenComparing(Comparator.naturalOrder());

  /// The points whose people and worth may be told, by budget: none with one to four people, and no
  /// two that differ by one to four, for the difference of their worth would be those people's.
  List<Point> told() {
    List<Point> told = new ArrayList<>();
    points.stream()
        .filter(point -> point.found() && !SmallGroups.hides(point.people()))
        .sorted(Comparator.comparing(Point::percent, NEAREST_FIRST))
        .filter(point -> nearest(told, point).isEmpty())
        .forEach(told::add);
    told.sort(Comparator.comparingInt(Point::percent));
    return List.copyOf(told);
  }

  /// Whether its people and worth may be told.
  public boolean tells(Point point) {
    return told().contains(point);
  }

  /// The point that is told in the place of this one, since they differ by one to four people.
  public Optional<Point> near(Point point) {
    return point.found() && !SmallGroups.hides(point.people())
        ? nearest(told(), point)
        : Optional.empty();
  }

  /// What stands where the people and worth of a point that was found may not be told.
  public String instead(Point point) {
    return near(point)
        .map(other ->
            "as at %d %%, but for under %d people".formatted(other.percent(), SmallGroups.LEAST))
        .orElse("not shown");
  }

  private Optional<Point> nearest(List<Point> told, Point point) {
    return Stream.concat(plan.stream(), told.stream())
        .filter(other -> few(other, point))
        .min(Comparator.comparing(Point::percent, NEAREST_FIRST));
  }

  /// Whether two points cannot be told apart: what was found for more money is not worth more than
  /// a plan for less may be.
  static boolean equal(Point less, Point more) {
    return more.worthCents() <= less.boundCents();
  }

  /// The parts of the curve whose points lie within each other's gaps, in words.
  public List<String> equalParts() {
    List<String> parts = new ArrayList<>();
    List<Point> told = told();
    int from = 0;
    while (from < told.size() - 1) {
      int to = from;
      while (to < told.size() - 1 && equal(told.get(to), told.get(to + 1))) {
        to++;
      }
      if (to > from) {
        parts.add(
            "From %d %% to %d %% of the present budgets the points lie within each other's gaps: their worth counts as equal."
                .formatted(told.get(from).percent(), told.get(to).percent()));
      }
      from = Math.max(to, from + 1);
    }
    return parts;
  }

  /// What a tenth more and a tenth less would do, or how far the curve is.
  public String finding() {
    Optional<Point> now = at(NOW);
    Optional<Point> more = at(NOW + 10);
    Optional<Point> less = at(NOW - 10);
    if (now.isEmpty() || more.isEmpty() || less.isEmpty()) {
      return "The budget curve has %s so far"
          .formatted(Formats.counted(points.size(), "point", "points"));
    }
    if (!less.get().found()) {
      return "With a tenth less budget no plan keeps every rule";
    }
    if (!comparable(now.get(), more.get()) || !comparable(now.get(), less.get())) {
      return "What other budgets would be worth";
    }
    return "A tenth more budget %s, a tenth less %s"
        .formatted(
            same(now.get(), more.get())
                ? "adds nothing that can be told"
                : "adds " + Formats.dollars(sinceNow(more.get())),
            same(less.get(), now.get())
                ? "costs nothing that can be told"
                : "costs " + Formats.dollars(-sinceNow(less.get())));
  }

  /// Whether a point's worth may be told beside the present one's, or that it is not told apart.
  private boolean comparable(Point now, Point point) {
    return tells(now) && (tells(point) || near(point).filter(Point::now).isPresent());
  }

  private boolean same(Point less, Point more) {
    return !tells(less) || !tells(more) || equal(less, more);
  }

  private Optional<Point> at(int percent) {
    return points.stream().filter(point -> point.percent() == percent).findAny();
  }

  /// What the point's worth is beside the present one's, in cents.
  public long sinceNow(Point point) {
    return at(NOW).map(now -> point.worthCents() - now.worthCents()).orElse(0L);
  }

  /// The drawing.
  public CurvePlot plot() {
    return CurvePlot.of(this);
  }
}

package org.rung.server.planning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.jobs.Job;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// A plan under several forecasts of openings: each has the best plan found for it, and every plan
/// is held against every forecast. The regret of a plan under a forecast is what the best plan for
/// it is worth more.
///
/// @param job the work on it, empty until somebody asked
/// @param wanted forecasts that it has in the end
/// @param forecasts in their order, the plan's own first
/// @param cells by `made for` and `under`
public record Regret(
    long plan,
    Optional<Job> job,
    int wanted,
    List<Forecast> forecasts,
    Map<Integer, Map<Integer, Cell>> cells) {

  /// A forecast and the plan found for it.
  ///
  /// @param number 0 for the plan itself
  /// @param openings slots of all roles and years under it
  /// @param reason why there is no plan, empty where there is one
  public record Forecast(
      int number,
      String name,
      long openings,
      int people,
      long worthCents,
      long boundCents,
      String reason) {
    /// Whether a plan was found.
    public boolean found() {
      return reason.isEmpty();
    }

    /// (bound − worth) ÷ bound.
    public double gap() {
      return (boundCents - worthCents) / (double) Math.max(1, Math.abs(boundCents));
    }
  }

  /// What a plan is worth under a forecast.
  ///
  /// @param people whose place is still there
  public record Cell(int people, long worthCents) {}

  /// Whether all is there.
  public boolean whole() {
    return forecasts.size() == wanted
        && forecasts.stream()
            .filter(Forecast::found)
            .allMatch(made -> cells.getOrDefault(made.number(), Map.of()).size() == wanted);
  }

  /// Whether work on it waits or runs.
  public boolean working() {
    return job.filter(Job::open).isPresent();
  }

  /// What the best plan found is worth under a forecast, whichever it was made for.
  private OptionalLong best(int under) {
    return cells.values().stream()
        .filter(row -> row.containsKey(under))
        .mapToLong(row -> cell(row, under).worthCents())
        .max();
  }

  private static Cell cell(Map<Integer, Cell> row, int under) {
    return java.util.Objects.requireNonNull(row.get(under));
  }

  /// What a plan is worth under a forecast, empty until it is known.
  public Optional<Cell> cell(int madeFor, int under) {
    return Optional.ofNullable(cells.getOrDefault(madeFor, Map.of()).get(under));
  }

  /// Whether the worth may be told: nobody is found by it, nor by what those who fall out were
  /// worth.
  public boolean tells(int madeFor, int under) {
    Optional<Cell> cell = cell(madeFor, under);
    Optional<Forecast> made = forecasts.stream().filter(one -> one.number() == madeFor).findFirst();
    return cell.isPresent()
        && made.isPresent()
        && SmallGroups.shownBeside(
            cell.get().people(), (long) made.get().people() - cell.get().people())[0];
  }

  /// What the best plan found for a forecast is worth more than this one there, in cents.
  public OptionalLong regret(int madeFor, int under) {
    Optional<Cell> cell = cell(madeFor, under);
    OptionalLong best = best(under);
    return cell.isEmpty() || best.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(best.getAsLong() - cell.get().worthCents());
  }

  /// The largest regret of a plan; empty until all of its row is known.
  public OptionalLong largest(int madeFor) {
    return cells.getOrDefault(madeFor, Map.of()).size() < wanted
        ? OptionalLong.empty()
        : forecasts.stream().mapToLong(under -> regret(madeFor, under.number()).orElse(0)).max();
  }

  /// Whether every worth of a plan's row may be told.
  public boolean tells(int madeFor) {
    return forecasts.stream().allMatch(under -> tells(madeFor, under.number()));
  }

  /// The plan with the smallest largest regret; the first of equals.
  public Optional<Forecast> least() {
    return whole()
        ? forecasts.stream()
            .filter(Forecast::found)
            .min(java.util.Comparator.comparingLong(made -> largest(made.number()).orElse(0)))
        : Optional.empty();
  }

  /// The finding.
  public String finding() {
    if (!whole()) {
      return forecasts.isEmpty()
          ? "The plan was not held against other forecasts yet"
          : "%s of %s forecasts are planned so far"
              .formatted(Formats.count(forecasts.size()), Formats.count(wanted));
    }
    return least()
        .map(least ->
            tells(least.number())
                ? "%s is regretted least: at most %s under any forecast"
                    .formatted(
                        least.number() == 0
                            ? "This plan"
                            : "The plan for “%s”".formatted(least.name()),
                        Formats.dollarsOrCents(largest(least.number()).orElse(0)))
                : "%s is regretted least"
                    .formatted(
                        least.number() == 0
                            ? "This plan"
                            : "The plan for “%s”".formatted(least.name())))
        .orElse("No plan was found for any forecast");
  }
}

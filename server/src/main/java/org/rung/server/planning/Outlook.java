package org.rung.server.planning;

import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Job;
import org.rung.server.rules.SmallGroups;

/// What lies around a made plan: other budgets, what one more would add, what may come of it.
///
/// @param asked empty until somebody asked for the curve and the ranges
/// @param job the work on them, while it goes on or where it ended without the whole
/// @param total points that the curve has in the end
/// @param oneMore the dearest of each kind
/// @param places filled by role, of the simulation; empty until it was made
/// @param money spent by fiscal year, the same
public record Outlook(
    long plan,
    Optional<Asked> asked,
    Optional<Job> job,
    BudgetCurve curve,
    int total,
    List<OneMore> oneMore,
    List<Ranged> places,
    List<Ranged> money) {
  /// Who asked, and with which seed and how many runs the plan was played.
  ///
  /// @param runs nought until it was played
  public record Asked(String by, long seed, int runs) {}

  /// A range that the simulation gave.
  ///
  /// @param label the role or the fiscal year
  /// @param planned places, or cents
  /// @param told whether it may be told beside the others and their sum
  public record Ranged(
      String label, long planned, long low, long middle, long high, boolean told) {}

  /// Whether everything there is to work out is there.
  public boolean whole() {
    return curve.points().size() == total && asked.filter(a -> a.runs() > 0).isPresent();
  }

  /// Whether work on it waits or runs.
  public boolean working() {
    return job.filter(Job::open).isPresent();
  }

  /// The dearest of a kind.
  public List<OneMore> dearest(String kind) {
    return oneMore.stream().filter(more -> more.kind().equals(kind)).toList();
  }

  /// Ranges with what may not be told marked.
  static List<Ranged> told(List<Simulation.Range> ranges) {
    boolean[] told =
        SmallGroups.shownBeside(ranges.stream().mapToLong(Simulation.Range::people).toArray());
    return java.util.stream.IntStream.range(0, told.length)
        .mapToObj(i -> {
          Simulation.Range range = ranges.get(i);
          return new Ranged(
              range.label(), range.planned(), range.low(), range.middle(), range.high(), told[i]);
        })
        .toList();
  }
}

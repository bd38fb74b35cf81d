package org.rung.server.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// What changed for everybody together.
///
/// @param base the plan before
/// @param causes those that moved most people first
public record SincePlan(long plan, long base, PlanDifference difference, List<Cause> causes) {
  /// @param entered people; whether they may be told is in `told`, by kind
  public record Cause(String name, long entered, long left, long changed, boolean[] told) {
    /// People of all three kinds.
    long all() {
      return entered + left + changed;
    }

    /// People of a kind for a file, empty words for what is not shown.
    ///
    /// @param kind as [PersonChange.Kind#ordinal]
    Object shown(int kind) {
      return told[kind] ? (Object) people(kind) : "not shown";
    }

    private long people(int kind) {
      return kind == 0 ? entered : kind == 1 ? left : changed;
    }

    /// People of a kind, for people to read.
    ///
    /// @param kind as [PersonChange.Kind#ordinal]
    public String words(int kind) {
      return told[kind] ? Formats.count(people(kind)) : "not shown";
    }
  }

  static SincePlan of(
      long plan, long base, PlanDifference difference, Map<String, long[]> byCause) {
    List<String> names = new ArrayList<>(byCause.keySet());
    boolean[][] told = new boolean[3][];
    for (int kind = 0; kind < 3; kind++) {
      int column = kind;
      told[kind] =
          SmallGroups.shownBeside(
              names.stream().mapToLong(name -> at(byCause, name, column)).toArray());
    }
    List<Cause> causes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean[] own = new boolean[3];
      for (int kind = 0; kind < 3; kind++) {
        own[kind] = difference.isTold() && told[kind][i];
      }
      causes.add(
          new Cause(
              names.get(i),
              at(byCause, names.get(i), 0),
              at(byCause, names.get(i), 1),
              at(byCause, names.get(i), 2),
              own));
    }
    causes.sort(Comparator.comparingLong(Cause::all).reversed().thenComparing(Cause::name));
    return new SincePlan(plan, base, difference, List.copyOf(causes));
  }

  private static long at(Map<String, long[]> byCause, String name, int kind) {
    return Objects.requireNonNull(byCause.get(name))[kind];
  }

  /// The finding.
  public String finding() {
    if (!difference.isTold()) {
      return "Who has another place than in plan " + base;
    }
    if (difference.entered() + difference.left() + difference.changed() == 0) {
      return "Everybody keeps what plan %d gave".formatted(base);
    }
    return "%s enter, %s leave and %s change since plan %d"
        .formatted(
            Formats.counted(difference.entered(), "person", "people"),
            Formats.count(difference.left()),
            Formats.count(difference.changed()),
            base);
  }
}

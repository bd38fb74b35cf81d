package org.rung.server.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.rung.server.rules.FourFifths;
import org.rung.server.rules.SmallGroups;

/// How groups fare in a plan: who is here, has a pathway to weigh, is in the plan, and how the rate
/// of the last among the second compares with the highest rate of its table.
///
/// @param leastHundredths a ratio below is named, in hundredths
public record GroupTables(long plan, long leastHundredths, List<Table> tables) {
  /// Groups by one fact.
  ///
  /// @param rows they add up to the whole
  /// @param hidden whether the groups are too small for anything to be told
  public record Table(GroupKind kind, List<Row> rows, boolean hidden) {}

  /// A group, or several too small to be told alone.
  ///
  /// @param alone whether it is one group
  /// @param ratio of `inPlan` ÷ `withCandidate` to the highest; empty where it is not compared
  public record Row(
      String value,
      boolean alone,
      long people,
      long withCandidate,
      long inPlan,
      Optional<FourFifths.Ratio> ratio) {}

  static GroupTables of(long plan, List<GroupCount> counts, long leastHundredths) {
    List<Table> tables = new ArrayList<>();
    for (GroupKind kind : GroupKind.values()) {
      List<GroupCount> own = counts.stream().filter(count -> count.group().kind() == kind).toList();
      if (!own.isEmpty()) {
        tables.add(table(kind, own, leastHundredths));
      }
    }
    return new GroupTables(plan, leastHundredths, List.copyOf(tables));
  }

  private static Table table(GroupKind kind, List<GroupCount> counts, long leastHundredths) {
    SmallGroups.Telling told =
        SmallGroups.told(
            counts.stream()
                .map(count ->
                    new long[] {
                      count.people() - count.withCandidate(),
                      count.withCandidate() - count.inPlan(),
                      count.inPlan()
                    })
                .toArray(long[][]::new));
    if (told.hidden()) {
      return new Table(kind, List.of(), true);
    }
    List<GroupCount> alone = new ArrayList<>();
    long[] rest = new long[3];
    int together = 0;
    for (int i = 0; i < counts.size(); i++) {
      GroupCount count = counts.get(i);
      if (told.alone()[i]) {
        alone.add(count);
      } else {
        together++;
        rest[0] += count.people();
        rest[1] += count.withCandidate();
        rest[2] += count.inPlan();
      }
    }
    List<Optional<FourFifths.Ratio>> ratios =
        FourFifths.of(
            alone.stream()
                .map(count -> new FourFifths.Share(count.inPlan(), count.withCandidate()))
                .toList(),
            leastHundredths);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      GroupCount count = alone.get(i);
      rows.add(
          new Row(
              count.group().value(),
              true,
              count.people(),
              count.withCandidate(),
              count.inPlan(),
              ratios.get(i)));
    }
    if (together > 0) {
      rows.add(
          new Row(
              "%s too small to be told alone, together"
                  .formatted(Formats.counted(together, "group", "groups")),
              false,
              rest[0],
              rest[1],
              rest[2],
              Optional.empty()));
    }
    return new Table(kind, List.copyOf(rows), false);
  }

  /// The sum of a column of a table.
  ///
  /// @param column 0 people, 1 with a pathway, 2 in the plan
  public static long sum(Table table, int column) {
    return table.rows().stream()
        .mapToLong(
            row -> column == 0 ? row.people() : column == 1 ? row.withCandidate() : row.inPlan())
        .sum();
  }

  private long compared(boolean low) {
    return tables.stream()
        .flatMap(table -> table.rows().stream())
        .map(Row::ratio)
        .flatMap(Optional::stream)
        .filter(ratio -> !low || ratio.low())
        .count();
  }

  /// How many rows of a table lie below.
  public static String below(Table table) {
    String[] low =
        table.rows().stream()
            .filter(row -> row.ratio().filter(FourFifths.Ratio::low).isPresent())
            .map(Row::value)
            .toArray(String[]::new);
    return low.length == 0
        ? "none below four fifths"
        : low.length <= 3
            ? String.join(", ", Arrays.asList(low)) + " below four fifths"
            : Formats.counted(low.length, "group", "groups") + " below four fifths";
  }

  /// The finding.
  public String finding() {
    if (tables.isEmpty()) {
      return "No groups were counted for plan " + plan;
    }
    long all = compared(false);
    long low = compared(true);
    if (all == 0) {
      return "No group is large enough beside another to be compared";
    }
    return low == 0
        ? "No group lies below four fifths of the highest rate"
        : "%s of %s %s below four fifths of the highest rate"
            .formatted(
                Formats.count(low),
                Formats.counted(all, "group", "groups"),
                low == 1 ? "lies" : "lie");
  }
}

package org.rung.server.fairness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// How groups fare: their shares of staff, of people with a pathway and of planned people, and how
/// their chance of either compares with the group that has the highest.
///
/// @param takenOn of the newest workforce file
/// @param plan the published one
/// @param leastHundredths of a ratio below which a group is named, in hundredths
public record Shares(
    Optional<LocalDate> takenOn, Optional<Long> plan, long leastHundredths, List<Table> tables) {
  /// A base smaller than this shows counts only.
  static final int LEAST_BASE = 10;

  public Shares {
    tables = List.copyOf(tables);
  }

  /// Groups by one attribute.
  ///
  /// @param rows in their order; they add up to the whole
  /// @param hidden whether the groups are too small for anything to be told
  public record Table(String attribute, List<Row> rows, boolean hidden) {
    public Table {
      rows = List.copyOf(rows);
    }
  }

  /// A group, or several together.
  ///
  /// @param group its name, for people
  /// @param compared whether it is one group whose members said so
  /// @param reach candidates ÷ staff beside the highest of all groups, where both bases are large
  ///   enough
  /// @param place planned ÷ candidates, in the same way
  public record Row(
      String group,
      boolean compared,
      long staff,
      long candidates,
      long planned,
      Optional<Ratio> reach,
      Optional<Ratio> place) {}

  /// A rate of a group beside the highest one.
  ///
  /// @param rate 0 to 1
  /// @param ratio to the highest rate, 0 to 1
  /// @param low whether the ratio lies below the least
  public record Ratio(double rate, double ratio, boolean low) {}

  static Shares of(Attributes.Basis basis, List<Attributes.Line> lines, long leastHundredths) {
    List<Table> tables = new ArrayList<>();
    for (String kind : lines.stream().map(Attributes.Line::kind).distinct().toList()) {
      List<Attributes.Line> own = lines.stream().filter(line -> line.kind().equals(kind)).toList();
      boolean hidden = own.stream().anyMatch(line -> line.part().equals("hidden"));
      Optional<Share> reach = highest(own, false);
      Optional<Share> place = basis.plan().isEmpty() ? Optional.empty() : highest(own, true);
      tables.add(
          new Table(
              name(kind),
              hidden
                  ? List.of()
                  : own.stream()
                      .map(line ->
                          new Row(
                              group(line),
                              compared(line),
                              line.staff(),
                              line.candidates(),
                              line.planned(),
                              basis.plan().isEmpty()
                                  ? Optional.empty()
                                  : ratio(line, reach, false, leastHundredths),
                              ratio(line, place, true, leastHundredths)))
                      .toList(),
              hidden));
    }
    return new Shares(basis.takenOn(), basis.plan(), leastHundredths, tables);
  }

  private static String name(String kind) {
    return kind.equals("age")
        ? Attribute.BIRTH_YEAR.words
        : Arrays.stream(Attribute.values())
            .filter(attribute -> attribute.code.equals(kind))
            .map(attribute -> attribute.words)
            .findFirst()
            .orElseThrow();
  }

  private static String group(Attributes.Line line) {
    return switch (line.part()) {
      case "silent" -> "not said";
      case "together" ->
          "%s too small to be told alone, together"
              .formatted(Formats.counted(line.groups(), "group", "groups"));
      default -> line.value();
    };
  }

  private static boolean compared(Attributes.Line line) {
    return line.part().equals("group");
  }

  private record Share(long part, long whole) {
    static Share of(Attributes.Line line, boolean place) {
      return place
          ? new Share(line.planned(), line.candidates())
          : new Share(line.candidates(), line.staff());
    }

    boolean large() {
      return whole >= LEAST_BASE;
    }

    int compare(Share other) {
      return Long.compare(part * other.whole, other.part * whole);
    }
  }

  private static Optional<Share> highest(List<Attributes.Line> lines, boolean place) {
    List<Share> shares =
        lines.stream()
            .filter(Shares::compared)
            .map(line -> Share.of(line, place))
            .filter(Share::large)
            .toList();
    return shares.size() < 2
        ? Optional.empty()
        : shares.stream().max(Share::compare).filter(share -> share.part() > 0);
  }

  private static Optional<Ratio> ratio(
      Attributes.Line line, Optional<Share> highest, boolean place, long leastHundredths) {
    Share own = Share.of(line, place);
    if (highest.isEmpty() || !compared(line) || !own.large()) {
      return Optional.empty();
    }
    Share most = highest.get();
    double rate = own.part() / (double) own.whole();
    return Optional.of(
        new Ratio(
            rate,
            rate * most.whole() / most.part(),
            own.part() * most.whole() * 100 < leastHundredths * most.part() * own.whole()));
  }

  /// How many ratios lie below the least, of how many.
  private long low(boolean all) {
    return tables.stream()
        .flatMap(table -> table.rows().stream())
        .flatMap(row -> java.util.stream.Stream.of(row.reach(), row.place()))
        .flatMap(Optional::stream)
        .filter(ratio -> all || ratio.low())
        .count();
  }

  /// The finding.
  public String title() {
    if (tables.isEmpty()) {
      return "No protected attributes are held, so no groups can be compared";
    }
    if (plan.isEmpty()) {
      return "No plan is published, so groups are shown among staff alone";
    }
    if (low(true) == 0) {
      return "No group is large enough beside another to be compared";
    }
    return low(false) == 0
        ? "No group lies below four fifths of the highest"
        : "%s of %s %s below four fifths of the highest"
            .formatted(
                Formats.count(low(false)),
                Formats.counted(low(true), "comparison", "comparisons"),
                low(false) == 1 ? "lies" : "lie");
  }

  /// A share of a column in words: count and percent of the whole of the table.
  public static String share(Table table, Row row, int column) {
    long whole = table.rows().stream().mapToLong(other -> count(other, column)).sum();
    long part = count(row, column);
    return whole < LEAST_BASE
        ? Formats.count(part)
        : "%s (%s)".formatted(Formats.count(part), Formats.percent(part / (double) whole));
  }

  static long count(Row row, int column) {
    return switch (column) {
      case 0 -> row.staff();
      case 1 -> row.candidates();
      default -> row.planned();
    };
  }

  /// The sum of a column.
  public static long sum(Table table, int column) {
    return table.rows().stream().mapToLong(row -> count(row, column)).sum();
  }
}

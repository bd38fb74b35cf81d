package org.rung.server.fairness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.rung.server.rules.FourFifths;

/// How groups fare: their shares of staff, of people with a pathway and of planned people, and how
/// their chance of either compares with the group that has the highest.
///
/// @param takenOn of the newest workforce file
/// @param plan the published one
/// @param leastHundredths of a ratio below which a group is named, in hundredths
public record Shares(
    Optional<LocalDate> takenOn, Optional<Long> plan, long leastHundredths, List<Table> tables) {
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
      Optional<FourFifths.Ratio> reach,
      Optional<FourFifths.Ratio> place) {}

  static Shares of(Attributes.Basis basis, List<Attributes.Line> lines, long leastHundredths) {
    List<Table> tables = new ArrayList<>();
    for (String kind : lines.stream().map(Attributes.Line::kind).distinct().toList()) {
      List<Attributes.Line> own = lines.stream().filter(line -> line.kind().equals(kind)).toList();
      boolean hidden = own.stream().anyMatch(line -> line.part().equals("hidden"));
      List<Optional<FourFifths.Ratio>> none =
          own.stream().map(line -> Optional.<FourFifths.Ratio>empty()).toList();
      boolean planned = basis.plan().isPresent() && !hidden;
      List<Optional<FourFifths.Ratio>> reach = planned ? ratios(own, false, leastHundredths) : none;
      List<Optional<FourFifths.Ratio>> place = planned ? ratios(own, true, leastHundredths) : none;
      List<Row> rows = new ArrayList<>();
      for (int i = 0; !hidden && i < own.size(); i++) {
        Attributes.Line line = own.get(i);
        rows.add(
            new Row(
                group(line),
                compared(line),
                line.staff(),
                line.candidates(),
                line.planned(),
                reach.get(i),
                place.get(i)));
      }
      tables.add(new Table(name(kind), rows, hidden));
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

  /// The ratios of the groups that are compared, none for the others.
  private static List<Optional<FourFifths.Ratio>> ratios(
      List<Attributes.Line> lines, boolean place, long leastHundredths) {
    List<Attributes.Line> groups = lines.stream().filter(Shares::compared).toList();
    List<Optional<FourFifths.Ratio>> ratios =
        FourFifths.of(
            groups.stream()
                .map(line ->
                    place
                        ? new FourFifths.Share(line.planned(), line.candidates())
                        : new FourFifths.Share(line.candidates(), line.staff()))
                .toList(),
            leastHundredths);
    return lines.stream()
        .map(line ->
            compared(line) ? ratios.get(groups.indexOf(line)) : Optional.<FourFifths.Ratio>empty())
        .toList();
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
    return whole < FourFifths.LEAST_BASE
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

package org.rung.server.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;

/// Strategies and their programmes, planned beside actual.
///
/// @param plan the published one
public record OverviewPage(Optional<Long> plan, List<Group> groups, Telling telling) {
  public OverviewPage {
    groups = List.copyOf(groups);
  }

  /// A strategy with its programmes.
  public record Group(Strategy strategy, List<Row> rows) {
    public Group {
      rows = List.copyOf(rows);
    }

    /// What it is to bring, in words.
    public String returns() {
      return Return.of(strategy).stream()
          .map(kind -> kind.label().toLowerCase(java.util.Locale.ROOT))
          .collect(java.util.stream.Collectors.joining(", "));
    }

    /// Committed for its programmes.
    public long committed() {
      return rows.stream().mapToLong(row -> row.line().actual().committedCents()).sum();
    }

    /// Paid for its programmes.
    public long paid() {
      return rows.stream().mapToLong(row -> row.line().actual().paidCents()).sum();
    }

    /// A sum of counts; empty where one of them is not told.
    public OptionalLong sum(java.util.function.Function<Row, OptionalLong> count) {
      long sum = 0;
      for (Row row : rows) {
        OptionalLong one = count.apply(row);
        if (one.isEmpty()) {
          return OptionalLong.empty();
        }
        sum += one.getAsLong();
      }
      return OptionalLong.of(sum);
    }
  }

  /// A programme.
  ///
  /// @param planned people in the published plan; empty where it is not told
  /// @param told counts of what happened
  public record Row(ProgrammeLine line, OptionalLong planned, Telling.Told told) {
    /// What is planned of money may be told where the people are.
    public String plannedMoney() {
      return line.planned().isEmpty()
          ? "none"
          : planned.isEmpty() ? "not shown" : Formats.dollars(line.planned().get().priceCents());
    }

    /// How many are expected to get through.
    public String expected() {
      return line.planned().isEmpty()
          ? ""
          : planned.isEmpty()
              ? ""
              : "%s to %s expected through"
                  .formatted(
                      Formats.count(line.planned().get().low()),
                      Formats.count(line.planned().get().high()));
    }
  }

  /// People in the published plan, empty where it is not told.
  static OptionalLong planned(ProgrammeLine line) {
    return line.planned().isEmpty()
        ? OptionalLong.of(0)
        : line.planned().get().told()
            ? OptionalLong.of(line.planned().get().people())
            : OptionalLong.empty();
  }

  static List<Row> rows(List<ProgrammeLine> lines, Telling telling) {
    return lines.stream()
        .map(line -> new Row(line, planned(line), telling.of(line.actual())))
        .toList();
  }

  static OverviewPage of(Optional<Long> plan, List<ProgrammeLine> lines, Telling telling) {
    List<Row> rows = rows(lines, telling);
    List<Group> groups = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      groups.add(
          new Group(
              strategy, rows.stream().filter(row -> row.line().strategy() == strategy).toList()));
    }
    return new OverviewPage(plan, groups, telling);
  }

  /// Whether there is nothing to report.
  public boolean empty() {
    return groups.stream().allMatch(group -> group.rows().isEmpty());
  }

  /// The finding.
  public String title() {
    if (empty()) {
      return "Nothing to report yet";
    }
    long paid = groups.stream().mapToLong(Group::paid).sum();
    OptionalLong completed =
        new Group(Strategy.UPSKILLING, groups.stream().flatMap(g -> g.rows().stream()).toList())
            .sum(row -> row.told().completed());
    return completed.isPresent()
        ? "%s completed a programme, for %s paid so far"
            .formatted(
                completed.getAsLong() == 0
                    ? "Nobody has"
                    : Formats.counted(completed.getAsLong(), "person", "people"),
                Formats.cents(paid))
        : "%s paid for programmes so far".formatted(Formats.cents(paid));
  }
}

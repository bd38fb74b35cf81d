package org.rung.server.insights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;

/// Programmes that lead to the same, by the way they are taught: own or partner, class, portal or
/// on the job, with cost and completion side by side.
///
/// @param rows by way of teaching, this programme's way first
public record Choices(List<Row> rows, Telling telling) {
  /// Under so many people who ended a share is not written and decides nothing.
  public static final int SMALL = 10;

  public Choices {
    rows = List.copyOf(rows);
  }

  /// One programme.
  ///
  /// @param here whether it is the programme of the report
  /// @param told its counts as they may be told
  public record Row(ProgrammeLine line, boolean here, Telling.Told told) {
    /// Share who completed, of those whose time is over; empty where nobody's is or it is not told.
    public Optional<Interval> completion() {
      return told.ended().isPresent() && told.completed().isPresent() && line.actual().ended() > 0
          ? Optional.of(
              Interval.share(
                  line.actual().completed() / (double) line.actual().ended(),
                  line.actual().ended()))
          : Optional.empty();
    }

    /// Paid for those whose time is over, for each who completed; empty where nobody did or it is
    /// not told.
    public OptionalLong costPerCompletion() {
      return completion().isPresent() && line.actual().completed() > 0
          ? OptionalLong.of(
              Math.round(line.actual().endedCents() / (double) line.actual().completed()))
          : OptionalLong.empty();
    }

    /// The cost in words.
    public String cost() {
      return line.actual().endedCents() == 0
          ? "nothing paid"
          : costPerCompletion().isPresent()
              ? Formats.cents(costPerCompletion().getAsLong())
              : "none yet";
    }

    /// How long it took, in words.
    public String days() {
      return line.actual().days().isPresent()
          ? Formats.decimal(line.actual().days().getAsDouble(), 0)
          : "under 5 people";
    }

    /// The columns that a phone has no room for, in a line.
    public String phone() {
      return "Price %s; per completion %s; days: %s; %s"
          .formatted(
              Formats.cents(line.priceCents()),
              cost(),
              days(),
              Formats.counted(line.actual().seats(), "seat", "seats"));
    }

    /// Whether the interval says little.
    public boolean small() {
      return line.actual().ended() < SMALL;
    }
  }

  static Choices of(long here, List<ProgrammeLine> lines, Telling telling) {
    Optional<ProgrammeLine> own = lines.stream().filter(line -> line.id() == here).findFirst();
    String first = own.map(ProgrammeLine::option).orElse("");
    return new Choices(
        lines.stream()
            .sorted(
                Comparator.comparing((ProgrammeLine line) -> !line.option().equals(first))
                    .thenComparing(ProgrammeLine::option)
                    .thenComparing(line -> line.id() != here)
                    .thenComparing(line -> -line.actual().ended())
                    .thenComparing(ProgrammeLine::name)
                    .thenComparing(ProgrammeLine::id))
            .map(line -> new Row(line, line.id() == here, telling.of(line.actual())))
            .toList(),
        telling);
  }

  /// The ways of teaching with enough people to compare: completed and ended, by option.
  private Map<String, long[]> compared() {
    Map<String, long[]> ways = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.completion().isPresent()) {
        long[] sum = ways.computeIfAbsent(row.line().option(), option -> new long[2]);
        sum[0] += row.line().actual().completed();
        sum[1] += row.line().actual().ended();
      }
    }
    ways.values().removeIf(sum -> sum[1] < SMALL);
    return ways;
  }

  /// The finding: what the numbers allow to say, and no more.
  public String finding() {
    Map<String, long[]> ways = compared();
    long options = rows.stream().map(row -> row.line().option()).distinct().count();
    if (options < 2) {
      return "Nothing to choose between yet: all of it is taught in one way";
    }
    if (ways.size() < 2) {
      return "Too few have ended to compare: it takes %d people in two ways of teaching at least"
          .formatted(SMALL);
    }
    // The further apart the ends of a list, the more chance alone moves them: the interval is as
    // much wider as there are pairs (Bonferroni).
    double z = widened(ways.size());
    List<Map.Entry<String, Interval>> ranked = new ArrayList<>();
    ways.forEach((option, sum) ->
        ranked.add(Map.entry(option, Interval.share(sum[0] / (double) sum[1], sum[1], z))));
    ranked.sort(Comparator.comparingDouble(entry -> -entry.getValue().value()));
    Map.Entry<String, Interval> most = ranked.getFirst();
    Map.Entry<String, Interval> least = ranked.getLast();
    Interval apart = Interval.difference(least.getValue(), most.getValue());
    String numbers =
        "%s %s of %s, %s %s of %s"
            .formatted(
                most.getKey(),
                Formats.percent(most.getValue().value()),
                Formats.count(Math.round(most.getValue().people())),
                least.getKey().toLowerCase(java.util.Locale.ROOT),
                Formats.percent(least.getValue().value()),
                Formats.count(Math.round(least.getValue().people())));
    return apart.low() > 0
        ? "More complete in one way of teaching than chance explains: " + numbers
        : "No way of teaching is ahead beyond chance: " + numbers;
  }

  private static double widened(int ways) {
    return switch (ways) {
      case 2 -> 1.959964;
      case 3 -> 2.393980;
      case 4 -> 2.638257;
      case 5 -> 2.807034;
      default -> 2.935199;
    };
  }
}

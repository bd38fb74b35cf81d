package org.rung.server.growth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rung.server.rules.SmallGroups;

/// Works out what the pages and the file of growth do not say: takes every number of movers that is
/// told anywhere from every whole that stands beside it.
final class Complements {
  private static final Pattern EXACT = Pattern.compile("([\\d,]+) of ([\\d,]+) came from");
  private static final int TITLE = 0;
  private static final int JOINERS = 9;
  private static final int LEAVERS = 10;
  private static final int MOVED_IN = 11;
  private static final int MOVED_OUT = 12;
  private static final int SOURCE = 13;

  private Complements() {}

  private record Move(int source, int target) {}

  /// Groups of one to four that can be worked out, in words; and how many moves are told.
  record Found(List<String> groups, int told) {}

  static Found in(Review review) {
    Map<Move, Long> told = new HashMap<>();
    Map<Integer, Object[]> cells = new HashMap<>();
    List<String> groups = new ArrayList<>();
    for (Change change : review.roles()) {
      Object[] row = GrowthPages.cells(change, review);
      cells.put(change.roleId(), row);
      Matcher exact = EXACT.matcher(row[SOURCE].toString());
      if (exact.find()) {
        told.put(
            new Move(change.oneSource().orElseThrow().roleId(), change.roleId()),
            number(exact.group(1)));
      }
      RolePage page =
          new RoleView(review, change)
              .page(
                  List.of(change.from(), change.to()),
                  List.of(),
                  java.util.Optional.empty(),
                  List.of(),
                  java.util.Optional.empty());
      for (RolePage.Moves.Row in : page.in().rows()) {
        if (!in.href().isEmpty()) {
          told.put(new Move(role(in), change.roleId()), number(in.people()));
        }
      }
      for (RolePage.Moves.Row out : page.out().rows()) {
        if (!out.href().isEmpty()) {
          told.put(new Move(change.roleId(), role(out)), number(out.people()));
        }
      }
    }
    for (Change change : review.roles()) {
      Object[] row = Objects.requireNonNull(cells.get(change.roleId()));
      List<Long> in = told(told, move -> move.target() == change.roleId());
      List<Long> out = told(told, move -> move.source() == change.roleId());
      check(row, "into", in, Stream.of(change.to(), shown(row[MOVED_IN])), groups);
      check(row, "out of", out, Stream.of(change.from(), shown(row[MOVED_OUT])), groups);
      // Joiners and movers together follow from the two headcounts and the other side.
      if (shown(row[LEAVERS]) >= 0 && shown(row[MOVED_OUT]) >= 0) {
        check(row, "new in", in, Stream.of(change.movedIn() + change.joiners()), groups);
      }
      if (shown(row[JOINERS]) >= 0 && shown(row[MOVED_IN]) >= 0) {
        check(row, "gone from", out, Stream.of(change.movedOut() + change.leavers()), groups);
      }
    }
    return new Found(groups, told.size());
  }

  /// Each number alone and all together.
  private static void check(
      Object[] row, String what, List<Long> parts, Stream<Long> wholes, List<String> groups) {
    List<Long> all = new ArrayList<>(parts);
    all.add(parts.stream().mapToLong(Long::longValue).sum());
    wholes
        .filter(whole -> whole >= 0 && !SmallGroups.hides(whole))
        .forEach(whole ->
            all.stream()
                .filter(part -> part > 0 && SmallGroups.hides(whole - part))
                .forEach(
                    part -> groups.add("%d of %d %s %s".formatted(part, whole, what, row[TITLE]))));
  }

  private static List<Long> told(Map<Move, Long> told, java.util.function.Predicate<Move> which) {
    return told.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static int role(RolePage.Moves.Row row) {
    return Integer.parseInt(row.href().replaceFirst(".*/", ""));
  }

  private static long shown(Object cell) {
    return cell.toString().matches("[\\d,]+") ? number(cell.toString()) : -1;
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }
}

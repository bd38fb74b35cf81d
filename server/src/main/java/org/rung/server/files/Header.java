package org.rung.server.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// The header row of a table: which of the first rows it is, and the names it gives.
///
/// @param index among the first rows, -1 when none of them is a header
/// @param columns names, none empty, none twice
record Header(int index, List<String> columns) {
  /// How many of the first rows are looked at.
  static final int LOOK = 40;

  private static final Pattern NUMBER_OR_DATE =
      Pattern.compile("[-+(]?\\p{Sc}?\\s*\\d[\\d.,'/ :%-]*\\)?");

  /// Finds the header: among the rows above the first one with a number or a date, the one with the
  /// most known names, then the most filled cells, then the first.
  ///
  /// @param first the first rows that are not empty, values as in the file
  static Header find(List<String[]> first, ToIntFunction<List<String>> known) {
    int width = width(first);
    int best = -1;
    int bestKnown = -1;
    int bestFilled = -1;
    for (int i = 0; i < first.size(); i++) {
      List<String> cells = List.of(first.get(i));
      int filled = (int) cells.stream().filter(cell -> !cell.isBlank()).count();
      boolean data = cells.stream().anyMatch(cell -> NUMBER_OR_DATE.matcher(cell).matches());
      int names = known.applyAsInt(cells);
      if (data && names < 2) {
        // A title line may hold a date alone; a row with two cells and a number is data.
        if (filled > 1) {
          break;
        }
        continue;
      }
      if (filled < 2 || filled * 2 < width) {
        continue;
      }
      if (names > bestKnown || (names == bestKnown && filled > bestFilled)) {
        best = i;
        bestKnown = names;
        bestFilled = filled;
      }
      // Rows of words alone below a header that is known are rows of people.
      if (bestKnown >= 2 && i - best >= 2) {
        break;
      }
    }
    return new Header(best, best < 0 ? numbered(width) : names(first.get(best), width));
  }

  /// Whether a row says the header again, as printed lists do on each page.
  static boolean repeats(List<String> columns, String[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equalsIgnoreCase(columns.get(i))
          && !(values[i].isEmpty() && columns.get(i).startsWith("column "))) {
        return false;
      }
    }
    return true;
  }

  private static int width(List<String[]> rows) {
    int[] count = new int[20_000];
    int best = 0;
    for (String[] row : rows) {
      int width = Math.min(row.length, count.length - 1);
      if (++count[width] > count[best] || (count[width] == count[best] && width > best)) {
        best = width;
      }
    }
    return best;
  }

  private static List<String> names(String[] header, int width) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int columns = header.length;
    while (columns > width && header[columns - 1].isBlank()) {
      columns--;
    }
    for (int i = 0; i < columns; i++) {
      String plain = header[i].strip().replaceAll("\\s+", " ");
      String name = plain.isEmpty() ? "column " + (i + 1) : plain;
      if (!taken.add(name.toLowerCase(Locale.ROOT))) {
        name = name + " (column " + (i + 1) + ")";
        taken.add(name.toLowerCase(Locale.ROOT));
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static List<String> numbered(int width) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      names.add("column " + i);
    }
    return List.copyOf(names);
  }
}

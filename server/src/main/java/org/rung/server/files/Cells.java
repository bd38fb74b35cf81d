package org.rung.server.files;

/// How a cell is read: without the blanks around it, without the apostrophe that our own exports
/// put before what a spreadsheet would take for a formula, and without letters that nobody sees, by
/// which two names that look the same would be two.
final class Cells {
  private Cells() {}

  static String clean(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && blank(cell.charAt(from))) {
      from++;
    }
    while (from < to && blank(cell.charAt(to - 1))) {
      to--;
    }
    if (to - from >= 2
        && cell.charAt(from) == '\''
        && CsvDownload.startsFormula(cell.charAt(from + 1))) {
      from++;
    }
    String clean = from == 0 && to == cell.length() ? cell : cell.substring(from, to);
    for (int i = 0; i < clean.length(); i++) {
      if (unseen(clean.charAt(i))) {
        return seen(clean);
      }
    }
    return clean;
  }

  private static String seen(String text) {
    StringBuilder seen = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!unseen(text.charAt(i))) {
        seen.append(text.charAt(i));
      }
    }
    return seen.toString();
  }

  /// Control letters but tab and line ends, marks of writing direction, and blanks without width.
  private static boolean unseen(char c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r'
        || c >= '\u007F' && c <= '\u009F'
        || c >= '\u200B' && c <= '\u200F'
        || c >= '\u202A' && c <= '\u202E'
        || c >= '\u2060' && c <= '\u2069'
        || c == '\uFEFF';
  }

  static boolean empty(String[] cells) {
    for (String cell : cells) {
      if (!cell.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// The values for the columns of a table: cut where more are given, filled up where fewer are.
  static String[] fit(String[] cells, int columns) {
    if (cells.length == columns) {
      return cells;
    }
    String[] fitted = new String[columns];
    for (int i = 0; i < columns; i++) {
      fitted[i] = i < cells.length ? cells[i] : "";
    }
    return fitted;
  }

  /// How many values a row gives: empty ones beyond the columns do not count.
  static int given(String[] cells, int columns) {
    int given = cells.length;
    while (given > columns && cells[given - 1].isEmpty()) {
      given--;
    }
    return given;
  }

  private static boolean blank(char c) {
    return c <= ' ' || c == '\u00A0' || c == '\u2007' || c == '\u202F' || c == '\uFEFF';
  }
}

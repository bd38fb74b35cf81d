package org.rung.server.files;

/// How a cell is read: without the blanks around it, and without the apostrophe that our own
/// exports put before what a spreadsheet would take for a formula.
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
    // The database knows no zero letter, and no table means one.
    return clean.indexOf('\0') < 0 ? clean : clean.replace("\0", "");
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

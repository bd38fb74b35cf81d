package org.rung.matching.spark;

import java.util.Arrays;

/// One row of a table, used again for the next: numbers, texts and what is there at all, by the
/// columns asked for.
final class Row {
  final long[] number;
  final String[] text;
  final boolean[] present;

  Row(int columns) {
    number = new long[columns];
    text = new String[columns];
    present = new boolean[columns];
    clear();
  }

  void clear() {
    Arrays.fill(text, "");
    Arrays.fill(present, false);
  }

  void set(int column, long value) {
    number[column] = value;
    present[column] = true;
  }

  void set(int column, String value) {
    text[column] = value;
    present[column] = true;
  }
}

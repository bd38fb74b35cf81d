package org.rung.matching;

/// A sparse matrix, column by column and row by row. Variable `j` is the column `j`, or from
/// `columns` on the slack of row `j - columns`.
final class Matrix {
  final int rows;
  final int columns;
  final int[] start; // length columns + 1
  final int[] entryRow;
  final double[] entry;
  final int[] rowStart; // length rows + 1: the same entries row by row
  final int[] rowColumn;
  final double[] rowEntry;

  /// @param entry kept, not copied, as are `start` and `entryRow`
  Matrix(int rows, int columns, int[] start, int[] entryRow, double[] entry) {
    this.rows = rows;
    this.columns = columns;
    this.start = start;
    this.entryRow = entryRow;
    this.entry = entry;
    rowStart = new int[rows + 1];
    int entries = start[columns];
    for (int i = 0; i < entries; i++) {
      rowStart[entryRow[i] + 1]++;
    }
    for (int r = 0; r < rows; r++) {
      rowStart[r + 1] += rowStart[r];
    }
    rowColumn = new int[entries];
    rowEntry = new double[entries];
    int[] fill = rowStart.clone();
    for (int j = 0; j < columns; j++) {
      for (int i = start[j]; i < start[j + 1]; i++) {
        int at = fill[entryRow[i]]++;
        rowColumn[at] = j;
        rowEntry[at] = entry[i];
      }
    }
  }

  /// The variable's column, into a vector of nought.
  void write(int variable, double[] vector) {
    if (variable >= columns) {
      vector[variable - columns] = 1;
      return;
    }
    for (int i = start[variable]; i < start[variable + 1]; i++) {
      vector[entryRow[i]] = entry[i];
    }
  }

  /// The column times a vector by row.
  double times(int column, double[] vector) {
    double sum = 0;
    for (int i = start[column]; i < start[column + 1]; i++) {
      sum += vector[entryRow[i]] * entry[i];
    }
    return sum;
  }
}

package org.rung.matching;

import java.util.Arrays;

/// A basis as the product of a lower and an upper triangle, each kept by column and by row so that
/// nought is passed over whichever way it is solved. Pivots are picked to fill in little: columns
/// with one row left and rows with one column left first, then by the product of what else is in
/// row and column (Markowitz 1957), among entries that are not small in their row.
final class Triangles {
  private static final double NOUGHT = 1e-11;
  private static final double NOT_SMALL = 0.1; // of the largest in the row
  private static final double LEAST = 1e-7; // a pivot
  private static final int LOOKED_AT = 4; // lists with a pivot, before the best is taken

  private final Matrix matrix;
  private final int rows;

  // By step: the pivot's row and value. A variable's place is the row of its pivot.
  private final int[] pivotRow;
  private final double[] pivot;
  private int steps;
  private final Entries lower = new Entries(); // by step: rows, multipliers
  private final Entries lowerByRow = new Entries(); // by row: rows of pivots, multipliers
  private final Entries upper = new Entries(); // by step: rows of later pivots, amounts
  private final Entries upperByColumn = new Entries(); // by row of pivot: rows of earlier pivots

  // What is left to eliminate.
  private int[] variable = new int[0]; // by column
  private final int[][] rowColumn; // by row
  private final double[][] rowEntry;
  private final int[] rowLength;
  private int[][] columnRow = new int[0][];
  private int[] columnLength = new int[0];
  private final Buckets byRow;
  private Buckets byColumn = new Buckets(0, 0);
  private final int[] scratch; // per row
  private int[] stepOfColumn = new int[0];
  private final int[] stepOfRow;

  Triangles(Matrix matrix) {
    this.matrix = matrix;
    rows = matrix.rows;
    pivotRow = new int[rows];
    pivot = new double[rows];
    rowColumn = new int[rows][];
    rowEntry = new double[rows][];
    rowLength = new int[rows];
    byRow = new Buckets(rows, rows);
    scratch = new int[rows];
    stepOfRow = new int[rows];
  }

  /// Entries of several lists, one after the other.
  private static final class Entries {
    int[] start = new int[1];
    int[] at = new int[1024];
    double[] amount = new double[1024];
    int count; // lists closed
    int end;

    void clear(int lists) {
      if (start.length < lists + 1) {
        start = new int[lists + 1];
      }
      count = 0;
      end = 0;
      start[0] = 0;
    }

    void add(int index, double value) {
      if (end == at.length) {
        at = Arrays.copyOf(at, 2 * end);
        amount = Arrays.copyOf(amount, 2 * end);
      }
      at[end] = index;
      amount[end++] = value;
    }

    void close() {
      start[++count] = end;
    }

    /// Turns lists told by `from` into lists told by what they hold.
    ///
    /// @param name of each list of `from`
    /// @param of per entry's index, the list it goes to
    void turn(Entries from, int[] name, int lists, int[] scratch) {
      clear(lists);
      if (at.length < from.end) {
        at = new int[from.end];
        amount = new double[from.end];
      }
      Arrays.fill(start, 0, lists + 1, 0);
      for (int i = 0; i < from.end; i++) {
        start[from.at[i] + 1]++;
      }
      for (int n = 0; n < lists; n++) {
        start[n + 1] += start[n];
        scratch[n] = start[n];
      }
      for (int n = 0; n < from.count; n++) {
        for (int i = from.start[n]; i < from.start[n + 1]; i++) {
          int to = scratch[from.at[i]]++;
          at[to] = name[n];
          amount[to] = from.amount[i];
        }
      }
      end = from.end;
      count = lists;
    }
  }

  /// Numbers by how long their list is.
  private static final class Buckets {
    final int[] first; // by length
    final int[] next;
    final int[] previous;

    Buckets(int numbers, int longest) {
      first = new int[longest + 1];
      next = new int[numbers];
      previous = new int[numbers];
      Arrays.fill(first, -1);
    }

    void add(int n, int length) {
      next[n] = first[length];
      previous[n] = -1;
      if (next[n] >= 0) {
        previous[next[n]] = n;
      }
      first[length] = n;
    }

    void remove(int n, int length) {
      if (previous[n] >= 0) {
        next[previous[n]] = next[n];
      } else {
        first[length] = next[n];
      }
      if (next[n] >= 0) {
        previous[next[n]] = previous[n];
      }
    }
  }

  /// @param variables one a row, rising; those that depend on others give way to slacks
  /// @param at receives per row the variable whose pivot it has
  void factor(int[] variables, int[] at) {
    steps = 0;
    for (Entries entries : new Entries[] {lower, upper}) {
      entries.clear(rows);
    }
    Arrays.fill(at, -1);
    Arrays.fill(stepOfRow, -1);
    gather(variables);
    for (int r = 0; r < rows; r++) {
      int slack = matrix.columns + r;
      if (Arrays.binarySearch(variables, slack) >= 0) {
        at[r] = slack;
        // A unit column: its row is never eliminated from others.
        stepOfRow[r] = -2;
      }
    }
    takeUnits();
    for (int r = 0; r < rows; r++) {
      if (stepOfRow[r] == -1) {
        byRow.add(r, rowLength[r]);
      }
    }
    for (int c = 0; c < columnLength.length; c++) {
      byColumn.add(c, columnLength[c]);
    }
    while (eliminate(at)) {
      // One pivot after the other.
    }
    for (int r = 0; r < rows; r++) {
      if (at[r] < 0) {
        at[r] = matrix.columns + r;
        pivotRow[steps] = r;
        pivot[steps] = 1;
        stepOfRow[r] = steps++;
        lower.close();
        upper.close();
      }
    }
    finish();
  }

  /// Lists the columns of the basis, and their rows.
  private void gather(int[] variables) {
    int count = 0;
    while (count < rows && variables[count] < matrix.columns) {
      count++;
    }
    variable = Arrays.copyOf(variables, count);
    columnRow = new int[count][];
    columnLength = new int[count];
    stepOfColumn = new int[count];
    Arrays.fill(stepOfColumn, -1);
    byColumn = new Buckets(count, rows);
    Arrays.fill(byRow.first, -1);
    Arrays.fill(rowLength, 0);
    for (int c = 0; c < count; c++) {
      int from = matrix.start[variable[c]];
      int to = matrix.start[variable[c] + 1];
      for (int i = from; i < to; i++) {
        rowLength[matrix.entryRow[i]]++;
      }
    }
    for (int r = 0; r < rows; r++) {
      if (rowColumn[r] == null || rowColumn[r].length < rowLength[r]) {
        rowColumn[r] = new int[rowLength[r]];
        rowEntry[r] = new double[rowLength[r]];
      }
      rowLength[r] = 0;
    }
    for (int c = 0; c < count; c++) {
      int from = matrix.start[variable[c]];
      int to = matrix.start[variable[c] + 1];
      columnRow[c] = new int[to - from];
      for (int i = from; i < to; i++) {
        int r = matrix.entryRow[i];
        if (matrix.entry[i] != 0) {
          columnRow[c][columnLength[c]++] = r;
          rowColumn[r][rowLength[r]] = c;
          rowEntry[r][rowLength[r]++] = matrix.entry[i];
        }
      }
    }
  }

  /// The slacks' steps come first: their rows go to the upper triangle as they are.
  private void takeUnits() {
    for (int r = 0; r < rows; r++) {
      if (stepOfRow[r] != -2) {
        continue;
      }
      pivotRow[steps] = r;
      pivot[steps] = 1;
      stepOfRow[r] = steps++;
      for (int i = 0; i < rowLength[r]; i++) {
        int c = rowColumn[r][i];
        upper.add(c, rowEntry[r][i]);
        dropRow(c, r);
      }
      lower.close();
      upper.close();
    }
  }

  private void dropRow(int c, int r) {
    int[] list = columnRow[c];
    int length = columnLength[c];
    for (int i = 0; i < length; i++) {
      if (list[i] == r) {
        list[i] = list[length - 1];
        break;
      }
    }
    columnLength[c] = length - 1;
  }

  private int pickedRow;
  private int pickedColumn;
  private long pickedCost;

  /// Eliminates one pivot.
  ///
  /// @return whether there was one
  private boolean eliminate(int[] at) {
    if (!pick()) {
      return false;
    }
    int r = pickedRow;
    int c = pickedColumn;
    double value = 0;
    int[] columns = rowColumn[r];
    double[] entries = rowEntry[r];
    int length = rowLength[r];
    byRow.remove(r, length);
    for (int i = 0; i < length; i++) {
      int other = columns[i];
      byColumn.remove(other, columnLength[other]);
      dropRow(other, r);
      if (other == c) {
        value = entries[i];
      } else {
        upper.add(other, entries[i]);
      }
    }
    int[] below = columnRow[c];
    for (int n = 0; n < columnLength[c]; n++) {
      reduce(below[n], r, c, value);
    }
    for (int i = 0; i < length; i++) {
      if (columns[i] != c) {
        byColumn.add(columns[i], columnLength[columns[i]]);
      }
    }
    pivotRow[steps] = r;
    pivot[steps] = value;
    at[r] = variable[c];
    stepOfColumn[c] = steps;
    stepOfRow[r] = steps++;
    lower.close();
    upper.close();
    return true;
  }

  private double[] work = new double[0]; // per column
  private boolean[] mark = new boolean[0]; // per column

  /// Takes the pivot's row off another row, so that it has nothing left in the pivot's column.
  private void reduce(int row, int pivotRow, int c, double value) {
    if (work.length < variable.length) {
      work = new double[variable.length];
      mark = new boolean[variable.length];
    }
    int[] columns = rowColumn[row];
    double[] entries = rowEntry[row];
    int length = rowLength[row];
    byRow.remove(row, length);
    int at = 0;
    while (columns[at] != c) {
      at++;
    }
    double by = entries[at] / value;
    columns[at] = columns[--length];
    entries[at] = entries[length];
    lower.add(row, by);
    int[] others = rowColumn[pivotRow];
    double[] amounts = rowEntry[pivotRow];
    int count = rowLength[pivotRow];
    if (count > 1) {
      for (int i = 0; i < count; i++) {
        if (others[i] != c) {
          work[others[i]] = amounts[i] * by;
          mark[others[i]] = true;
        }
      }
      for (int i = 0; i < length; i++) {
        int other = columns[i];
        if (!mark[other]) {
          continue;
        }
        mark[other] = false;
        double left = entries[i] - work[other];
        if (Math.abs(left) < NOUGHT) {
          length--;
          columns[i] = columns[length];
          entries[i] = entries[length];
          dropRow(other, row);
          i--;
        } else {
          entries[i] = left;
        }
      }
      for (int i = 0; i < count; i++) {
        int other = others[i];
        if (other == c || !mark[other]) {
          continue;
        }
        mark[other] = false;
        if (Math.abs(work[other]) < NOUGHT) {
          continue;
        }
        if (length == columns.length) {
          columns = Arrays.copyOf(columns, 2 * length + 4);
          entries = Arrays.copyOf(entries, columns.length);
          rowColumn[row] = columns;
          rowEntry[row] = entries;
        }
        columns[length] = other;
        entries[length++] = -work[other];
        if (columnLength[other] == columnRow[other].length) {
          columnRow[other] = Arrays.copyOf(columnRow[other], 2 * columnLength[other] + 4);
        }
        columnRow[other][columnLength[other]++] = row;
      }
    }
    rowLength[row] = length;
    byRow.add(row, length);
  }

  /// Picks the next pivot.
  private boolean pick() {
    pickedCost = Long.MAX_VALUE;
    int looked = 0;
    for (int length = 1; length <= rows; length++) {
      if (pickedCost <= (long) (length - 1) * (length - 1)) {
        return true;
      }
      if (length < byColumn.first.length) {
        for (int c = byColumn.first[length]; c >= 0; c = byColumn.next[c]) {
          if (lookAtColumn(c) && (++looked >= LOOKED_AT || pickedCost == 0)) {
            return true;
          }
        }
      }
      for (int r = byRow.first[length]; r >= 0; r = byRow.next[r]) {
        if (lookAtRow(r) && (++looked >= LOOKED_AT || pickedCost == 0)) {
          return true;
        }
      }
    }
    return pickedCost < Long.MAX_VALUE;
  }

  private boolean lookAtColumn(int c) {
    boolean found = false;
    for (int n = 0; n < columnLength[c]; n++) {
      int r = columnRow[c][n];
      long cost = (long) (rowLength[r] - 1) * (columnLength[c] - 1);
      if (cost < pickedCost && isLarge(r, c)) {
        found = true;
        pickedCost = cost;
        pickedRow = r;
        pickedColumn = c;
      }
    }
    return found;
  }

  /// Whether the row's entry in the column is not small beside its others.
  private boolean isLarge(int r, int c) {
    double largest = LEAST;
    double value = 0;
    for (int i = 0; i < rowLength[r]; i++) {
      double size = Math.abs(rowEntry[r][i]);
      if (rowColumn[r][i] == c) {
        value = size;
      }
      largest = Math.max(largest, size);
    }
    return value >= LEAST && value >= NOT_SMALL * largest;
  }

  private boolean lookAtRow(int r) {
    double largest = LEAST;
    for (int i = 0; i < rowLength[r]; i++) {
      largest = Math.max(largest, Math.abs(rowEntry[r][i]));
    }
    boolean found = false;
    for (int i = 0; i < rowLength[r]; i++) {
      double size = Math.abs(rowEntry[r][i]);
      int c = rowColumn[r][i];
      long cost = (long) (rowLength[r] - 1) * (columnLength[c] - 1);
      if (size >= LEAST && size >= NOT_SMALL * largest) {
        found = true;
        if (cost < pickedCost) {
          pickedCost = cost;
          pickedRow = r;
          pickedColumn = c;
        }
      }
    }
    return found;
  }

  /// Tells the triangles' columns by the rows of their pivots, and turns both.
  private void finish() {
    int[] rowOfColumn = new int[variable.length];
    for (int c = 0; c < variable.length; c++) {
      rowOfColumn[c] = stepOfColumn[c] < 0 ? -1 : pivotRow[stepOfColumn[c]];
    }
    int to = 0;
    int from = 0;
    for (int n = 0; n < steps; n++) {
      int end = upper.start[n + 1];
      for (; from < end; from++) {
        int r = rowOfColumn[upper.at[from]];
        if (r >= 0) {
          upper.at[to] = r;
          upper.amount[to++] = upper.amount[from];
        }
      }
      upper.start[n + 1] = to;
    }
    upper.end = to;
    upperByColumn.turn(upper, pivotRow, rows, scratch);
    lowerByRow.turn(lower, pivotRow, rows, scratch);
  }

  /// Entries off the diagonal.
  int size() {
    return lower.end + upper.end;
  }

  /// Solves Bx = `vector` in place.
  void forward(double[] vector) {
    for (int n = 0; n < steps; n++) {
      int from = lower.start[n];
      int end = lower.start[n + 1];
      if (from == end) {
        continue;
      }
      double x = vector[pivotRow[n]];
      if (x != 0) {
        for (int i = from; i < end; i++) {
          vector[lower.at[i]] -= x * lower.amount[i];
        }
      }
    }
    for (int n = steps - 1; n >= 0; n--) {
      int r = pivotRow[n];
      double x = vector[r];
      if (x != 0) {
        x /= pivot[n];
        vector[r] = x;
        for (int i = upperByColumn.start[r]; i < upperByColumn.start[r + 1]; i++) {
          vector[upperByColumn.at[i]] -= x * upperByColumn.amount[i];
        }
      }
    }
  }

  /// Solves yB = `vector` in place.
  void backward(double[] vector) {
    for (int n = 0; n < steps; n++) {
      int r = pivotRow[n];
      double x = vector[r];
      if (x != 0) {
        x /= pivot[n];
        vector[r] = x;
        for (int i = upper.start[n]; i < upper.start[n + 1]; i++) {
          vector[upper.at[i]] -= x * upper.amount[i];
        }
      }
    }
    for (int n = steps - 1; n >= 0; n--) {
      int r = pivotRow[n];
      double x = vector[r];
      if (x != 0) {
        for (int i = lowerByRow.start[r]; i < lowerByRow.start[r + 1]; i++) {
          vector[lowerByRow.at[i]] -= x * lowerByRow.amount[i];
        }
      }
    }
  }
}

package org.rung.matching;

import java.util.Arrays;

/// Which variables are basic, one a row, and the inverse of their columns, made anew every
/// [#REINVERT] exchanges.
final class Basis {
  private static final int REINVERT = 100;

  private final Matrix matrix;
  private final int rows;
  private final int columns;
  private final Factors factors = new Factors();
  private final int[] basic; // per row, variable
  private final boolean[] isBasic;
  private int fresh; // factors of the last inversion
  private boolean inverted; // the product is of the basis, freshly made

  /// Of slacks only.
  Basis(Matrix matrix) {
    this.matrix = matrix;
    rows = matrix.rows;
    columns = matrix.columns;
    basic = new int[rows];
    isBasic = new boolean[columns + rows];
    for (int r = 0; r < rows; r++) {
      basic[r] = columns + r;
      isBasic[columns + r] = true;
    }
  }

  /// Takes of these variables as many as there are rows, columns first. What depends on others
  /// gives way to slacks.
  void take(boolean[] variables) {
    Arrays.fill(isBasic, false);
    inverted = false;
    int count = 0;
    for (int j = 0; j < variables.length && count < rows; j++) {
      if (variables[j]) {
        isBasic[j] = true;
        basic[count++] = j;
      }
    }
    for (int j = columns; count < rows; j++) {
      if (!isBasic[j]) {
        isBasic[j] = true;
        basic[count++] = j;
      }
    }
  }

  /// Takes a basis of this matrix.
  void take(int[] variables) {
    System.arraycopy(variables, 0, basic, 0, rows);
    Arrays.fill(isBasic, false);
    for (int variable : basic) {
      isBasic[variable] = true;
    }
    inverted = false;
  }

  int[] variables() {
    return basic.clone();
  }

  /// The variable of a row.
  int at(int row) {
    return basic[row];
  }

  boolean has(int variable) {
    return isBasic[variable];
  }

  /// Whether nothing was exchanged since the inverse was made.
  boolean isFresh() {
    return inverted && factors.count() == fresh;
  }

  void forward(double[] vector) {
    factors.forward(vector);
  }

  void backward(double[] vector) {
    factors.backward(vector);
  }

  /// A variable's column in terms of the basis.
  void expand(int variable, double[] column) {
    Arrays.fill(column, 0);
    matrix.write(variable, column);
    factors.forward(column);
  }

  /// @param column the entering variable's, expanded
  /// @return whether the inverse was made anew
  boolean exchange(int entering, int leaving, double[] column) {
    isBasic[basic[leaving]] = false;
    isBasic[entering] = true;
    basic[leaving] = entering;
    inverted = false;
    factors.add(column, leaving);
    if (factors.count() - fresh >= REINVERT) {
      invert();
      return true;
    }
    return false;
  }

  void ensureInverted() {
    if (!inverted) {
      invert();
    }
  }

  /// Makes the product anew. Slacks are unit columns and need no factor. A row that only one column
  /// still has goes first, a column with only one row left goes last: neither fills anything in.
  /// What is between goes by fewest entries. A column that depends on others gives way to a slack.
  void invert() {
    factors.clear();
    boolean[] openRow = new boolean[rows];
    int[] inRow = new int[rows]; // columns that still have the row
    int count = 0;
    int[] what = new int[rows];
    for (int r = 0; r < rows; r++) {
      openRow[r] = true;
    }
    for (int r = 0; r < rows; r++) {
      if (basic[r] >= columns) {
        openRow[basic[r] - columns] = false;
      } else {
        what[count++] = basic[r];
      }
    }
    Arrays.sort(what, 0, count); // the same product whichever way the basis came about
    int[] length = new int[count];
    int[] byRowStart = new int[rows + 1];
    for (int n = 0; n < count; n++) {
      for (int i = matrix.start[what[n]]; i < matrix.start[what[n] + 1]; i++) {
        if (openRow[matrix.entryRow[i]]) {
          length[n]++;
          inRow[matrix.entryRow[i]]++;
          byRowStart[matrix.entryRow[i] + 1]++;
        }
      }
    }
    for (int r = 0; r < rows; r++) {
      byRowStart[r + 1] += byRowStart[r];
    }
    int[] byRow = new int[byRowStart[rows]];
    int[] fill = byRowStart.clone();
    for (int n = 0; n < count; n++) {
      for (int i = matrix.start[what[n]]; i < matrix.start[what[n] + 1]; i++) {
        if (openRow[matrix.entryRow[i]]) {
          byRow[fill[matrix.entryRow[i]]++] = n;
        }
      }
    }
    boolean[] done = new boolean[count];
    int[] pivotOf = new int[count];
    int[] order = new int[count];
    int front = 0;
    int back = count;
    int[] queue = new int[rows + count];
    int tail = 0;
    for (int r = 0; r < rows; r++) {
      if (openRow[r] && inRow[r] == 1) {
        queue[tail++] = r;
      }
    }
    for (int head = 0; head < tail; head++) {
      int r = queue[head];
      if (!openRow[r] || inRow[r] != 1) {
        continue;
      }
      int n = only(byRow, byRowStart, r, done);
      if (n < 0 || Math.abs(matrix.amount(what[n], r)) < 1e-6) {
        continue;
      }
      order[front++] = n;
      pivotOf[n] = r;
      done[n] = true;
      openRow[r] = false;
      for (int i = matrix.start[what[n]]; i < matrix.start[what[n] + 1]; i++) {
        int other = matrix.entryRow[i];
        if (openRow[other] && --inRow[other] == 1) {
          queue[tail++] = other;
        }
      }
    }
    for (int n = 0; n < count; n++) {
      length[n] = 0;
      for (int i = matrix.start[what[n]]; i < matrix.start[what[n] + 1] && !done[n]; i++) {
        length[n] += openRow[matrix.entryRow[i]] ? 1 : 0;
      }
    }
    tail = 0;
    int[] columnQueue = new int[2 * count + 1];
    boolean[] queued = new boolean[count];
    for (int n = 0; n < count; n++) {
      if (!done[n] && length[n] == 1) {
        columnQueue[tail++] = n;
        queued[n] = true;
      }
    }
    for (int head = 0; head < tail; head++) {
      int n = columnQueue[head];
      int r = -1;
      for (int i = matrix.start[what[n]]; i < matrix.start[what[n] + 1]; i++) {
        if (openRow[matrix.entryRow[i]] && Math.abs(matrix.entry[i]) > 1e-6) {
          r = matrix.entryRow[i];
        }
      }
      if (done[n] || r < 0) {
        continue;
      }
      order[--back] = n;
      pivotOf[n] = r;
      done[n] = true;
      openRow[r] = false;
      for (int i = byRowStart[r]; i < byRowStart[r + 1]; i++) {
        int other = byRow[i];
        if (!done[other] && --length[other] == 1 && !queued[other]) {
          queued[other] = true;
          columnQueue[tail++] = other;
        }
      }
    }
    int[] newBasic = new int[rows];
    Arrays.fill(newBasic, -1);
    double[] column = new double[rows];
    for (int i = 0; i < front; i++) {
      // Its row is in no later column, so no earlier factor changes it.
      factors.add(matrix, what[order[i]], pivotOf[order[i]]);
      newBasic[pivotOf[order[i]]] = what[order[i]];
    }
    // The rest, shortest first; the pivot is the row fewest columns have among the large entries.
    long[] rest = new long[count];
    int left = 0;
    for (int n = 0; n < count; n++) {
      if (!done[n]) {
        rest[left++] = (long) length[n] << 32 | n;
      }
    }
    Arrays.sort(rest, 0, left);
    for (int i = 0; i < left; i++) {
      int n = (int) rest[i];
      expand(what[n], column);
      double largest = 0;
      for (int r = 0; r < rows; r++) {
        if (openRow[r]) {
          largest = Math.max(largest, Math.abs(column[r]));
        }
      }
      if (largest < 1e-7) {
        isBasic[what[n]] = false;
        continue;
      }
      int pivot = -1;
      for (int r = 0; r < rows; r++) {
        if (openRow[r]
            && Math.abs(column[r]) >= 0.1 * largest
            && (pivot < 0 || inRow[r] < inRow[pivot])) {
          pivot = r;
        }
      }
      openRow[pivot] = false;
      newBasic[pivot] = what[n];
      factors.add(column, pivot);
    }
    for (int i = back; i < count; i++) {
      factor(what[order[i]], pivotOf[order[i]], column, newBasic);
    }
    for (int r = 0; r < rows; r++) {
      if (newBasic[r] < 0) {
        newBasic[r] = columns + r;
        isBasic[columns + r] = true;
      }
      basic[r] = newBasic[r];
    }
    fresh = factors.count();
    inverted = true;
  }

  private void factor(int variable, int pivot, double[] column, int[] newBasic) {
    expand(variable, column);
    if (Math.abs(column[pivot]) < 1e-9) {
      isBasic[variable] = false;
      return;
    }
    newBasic[pivot] = variable;
    factors.add(column, pivot);
  }

  private static int only(int[] byRow, int[] byRowStart, int r, boolean[] done) {
    for (int i = byRowStart[r]; i < byRowStart[r + 1]; i++) {
      if (!done[byRow[i]]) {
        return byRow[i];
      }
    }
    return -1;
  }
}

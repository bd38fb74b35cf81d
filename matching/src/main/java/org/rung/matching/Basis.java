package org.rung.matching;

import java.util.Arrays;

/// Which variables are basic, one a row, and the inverse of their columns: triangles, and a factor
/// for each exchange since they were made.
final class Basis {
  private static final int REINVERT = 50;

  private final Matrix matrix;
  private final int rows;
  private final int columns;
  private final Triangles triangles;
  private final Factors factors = new Factors(); // of the exchanges
  private final int[] basic; // per row, variable
  private final boolean[] isBasic;
  private boolean inverted; // the triangles are of the basis, freshly made

  /// Of slacks only.
  Basis(Matrix matrix) {
    this.matrix = matrix;
    rows = matrix.rows;
    columns = matrix.columns;
    triangles = new Triangles(matrix);
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
    return inverted;
  }

  void forward(double[] vector) {
    triangles.forward(vector);
    factors.forward(vector);
  }

  void backward(double[] vector) {
    factors.backward(vector);
    triangles.backward(vector);
  }

  /// A variable's column in terms of the basis.
  void expand(int variable, double[] column) {
    Arrays.fill(column, 0);
    matrix.write(variable, column);
    forward(column);
  }

  /// @param column the entering variable's, expanded
  /// @return whether the inverse was made anew
  boolean exchange(int entering, int leaving, double[] column) {
    isBasic[basic[leaving]] = false;
    isBasic[entering] = true;
    basic[leaving] = entering;
    inverted = false;
    factors.add(column, leaving);
    if (factors.count() >= REINVERT) {
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

  /// Makes the triangles anew. A column that depends on others gives way to a slack.
  void invert() {
    factors.clear();
    int[] variables = basic.clone();
    Arrays.sort(variables); // the same triangles whichever way the basis came about
    triangles.factor(variables, basic);
    Arrays.fill(isBasic, false);
    for (int variable : basic) {
      isBasic[variable] = true;
    }
    inverted = true;
  }
}

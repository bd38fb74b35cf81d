package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What Newton steps ([Cholesky]) and the linear program ([Triangles], [Independent]) spend their
/// time with.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AlgebraBenchmark {
  private static final int ENTRIES = 4; // of a column, as money, opening and seat with one more

  @Param({"400", "1600"})
  public int rows;

  private final Workers workers = new Workers(1);
  private final Cholesky cholesky = new Cholesky(workers);
  private double[][] square = {};
  private double[][] root = {};
  private double[] right = {};
  private double[] vector = {};
  private Triangles triangles =
      new Triangles(new Matrix(0, 0, new int[1], new int[0], new double[0]));
  private Independent independent = new Independent(0);

  /// Draws a positive definite square and a sparse basis.
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    square = new double[rows][rows];
    root = new double[rows][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = i + 1; j < rows; j++) {
        square[i][j] = random.nextInt(10) == 0 ? random.nextDouble(-1, 1) : 0;
      }
      square[i][i] = rows;
    }
    right = random.doubles(rows, -1, 1).toArray();
    vector = right.clone();
    copy();
    cholesky.factor(root, rows);
    int[] start = new int[rows + 1];
    int[] entryRow = new int[rows * ENTRIES];
    double[] entry = new double[rows * ENTRIES];
    for (int column = 0; column < rows; column++) {
      int[] own = random.ints(0, rows).distinct().limit(ENTRIES - 1).toArray();
      int at = start[column];
      for (int row : own) {
        if (row != column) {
          entryRow[at] = row;
          entry[at++] = random.nextDouble(-1, 1);
        }
      }
      entryRow[at] = column;
      entry[at++] = ENTRIES;
      start[column + 1] = at;
    }
    int[] basis = new int[rows];
    Arrays.setAll(basis, i -> i); // columns; slacks come after them
    triangles = new Triangles(new Matrix(rows, rows, start, entryRow, entry));
    triangles.factor(basis, new int[rows]);
    independent = new Independent(rows);
    for (int column = 0; column < rows; column++) {
      double[] next = independent.next();
      for (int i = start[column]; i < start[column + 1]; i++) {
        next[entryRow[i]] = entry[i];
      }
      independent.offer();
    }
  }

  /// Ends the threads.
  @TearDown
  public void close() {
    workers.close();
  }

  private void copy() {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(square[i], i, root[i], i, rows - i);
    }
  }

  /// Roots a square; copies it first.
  @Benchmark
  public Object factor() {
    copy();
    cholesky.factor(root, rows);
    return root;
  }

  /// Solves with a root.
  @Benchmark
  public Object substitute() {
    System.arraycopy(right, 0, vector, 0, rows);
    cholesky.substitute(root, rows, vector);
    return vector;
  }

  /// Solves with the basis' triangles.
  @Benchmark
  public Object forward() {
    System.arraycopy(right, 0, vector, 0, rows);
    triangles.forward(vector);
    return vector;
  }

  /// Solves with the triangles of the basis turned.
  @Benchmark
  public Object backward() {
    System.arraycopy(right, 0, vector, 0, rows);
    triangles.backward(vector);
    return vector;
  }

  /// Offers a column that depends on those taken.
  @Benchmark
  public boolean offer() {
    System.arraycopy(right, 0, independent.next(), 0, rows);
    return independent.offer();
  }
}

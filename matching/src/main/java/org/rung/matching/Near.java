package org.rung.matching;

import java.io.Serializable;

/// Some of the candidates of a block as the kernels read them: limits and intakes are rows of one
/// list (limits first), uses and seats entries of one list, amounts `double`. People who have none
/// are left out.
final class Near implements Serializable {
  private static final long serialVersionUID = 1;

  final int[] start; // per person and one more
  final double[] worth; // cents
  final int[] entryStart; // per candidate and one more
  final int[] entryRow;
  final double[] entryAmount;
  final int mostCandidates; // of one person

  /// @param kept counted from the block's first candidate
  Near(Block block, boolean[] kept) {
    this(new OfBlock(block), kept);
  }

  private Near(Source whole, boolean[] kept) {
    int people = 0;
    int candidates = 0;
    int entries = 0;
    int most = 0;
    for (int e = 0; e < whole.people(); e++) {
      int before = candidates;
      for (int k = whole.start(e); k < whole.start(e + 1); k++) {
        if (kept[k]) {
          candidates++;
          entries = Math.addExact(entries, whole.entries(k));
        }
      }
      people += candidates > before ? 1 : 0;
      most = Math.max(most, candidates - before);
    }
    start = new int[people + 1];
    worth = new double[candidates];
    entryStart = new int[candidates + 1];
    entryRow = new int[entries];
    entryAmount = new double[entries];
    mostCandidates = most;
    int to = 0;
    int k = 0;
    for (int e = 0; e < whole.people(); e++) {
      for (int from = whole.start(e); from < whole.start(e + 1); from++) {
        if (kept[from]) {
          worth[k] = whole.worth(from);
          entryStart[k + 1] = entryStart[k] + whole.entries(from);
          whole.copy(from, entryRow, entryAmount, entryStart[k++]);
        }
      }
      if (k > start[to]) {
        start[++to] = k;
      }
    }
  }

  /// Where candidates are taken from; people and candidates count from nought.
  private interface Source {
    int people();

    /// The person's first candidate; of the one past the last, the number of candidates.
    int start(int e);

    double worth(int k);

    int entries(int k);

    /// Copies the candidate's entries to `at` and after it.
    void copy(int k, int[] row, double[] amount, int at);
  }

  private record OfBlock(Block block, Instance whole, int first) implements Source {
    OfBlock(Block block) {
      this(block, block.instance, block.firstCandidate());
    }

    @Override
    public int people() {
      return block.to - block.from;
    }

    @Override
    public int start(int e) {
      return whole.start[block.from + e] - first;
    }

    @Override
    public double worth(int k) {
      return whole.worth[first + k];
    }

    @Override
    public int entries(int k) {
      int from = first + k;
      return whole.useStart[from + 1]
          - whole.useStart[from]
          + whole.seatStart[from + 1]
          - whole.seatStart[from];
    }

    @Override
    public void copy(int k, int[] row, double[] amount, int at) {
      int from = first + k;
      int to = at;
      for (int i = whole.useStart[from]; i < whole.useStart[from + 1]; i++) {
        row[to] = whole.useLimit[i];
        amount[to++] = whole.useAmount[i];
      }
      for (int i = whole.seatStart[from]; i < whole.seatStart[from + 1]; i++) {
        row[to] = whole.capacity.length + whole.seatIntake[i];
        amount[to++] = 1;
      }
    }
  }

  private record OfNear(Near whole) implements Source {
    @Override
    public int people() {
      return whole.start.length - 1;
    }

    @Override
    public int start(int e) {
      return whole.start[e];
    }

    @Override
    public double worth(int k) {
      return whole.worth[k];
    }

    @Override
    public int entries(int k) {
      return whole.entryStart[k + 1] - whole.entryStart[k];
    }

    @Override
    public void copy(int k, int[] row, double[] amount, int at) {
      System.arraycopy(whole.entryRow, whole.entryStart[k], row, at, entries(k));
      System.arraycopy(whole.entryAmount, whole.entryStart[k], amount, at, entries(k));
    }
  }

  /// Only those within `reach` cents of their person's best at the prices.
  Near narrowed(double[] price, double reach) {
    boolean[] kept = new boolean[worth.length];
    double[] after = new double[mostCandidates];
    for (int e = 0; e + 1 < start.length; e++) {
      double best = 0;
      for (int k = start[e]; k < start[e + 1]; k++) {
        after[k - start[e]] = afterPrices(price, k);
        best = Math.max(best, after[k - start[e]]);
      }
      for (int k = start[e]; k < start[e + 1]; k++) {
        kept[k] = after[k - start[e]] >= best - reach;
      }
    }
    return new Near(new OfNear(this), kept);
  }

  /// Worth less the price of what it uses, in cents.
  double afterPrices(double[] price, int k) {
    double sum = worth[k];
    for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
      sum -= entryAmount[i] * price[entryRow[i]];
    }
    return sum;
  }

  /// How many candidates and entries there are, and the largest amount of each row without sign.
  static final class Extent implements Summand<Extent> {
    private static final long serialVersionUID = 1;

    long candidates;
    long entries;
    final double[] largest; // per row

    Extent(int rows) {
      largest = new double[rows];
    }

    @Override
    public void add(Extent other, int part) {
      candidates += other.candidates;
      entries += other.entries;
      for (int row = 0; row < largest.length; row++) {
        largest[row] = Math.max(largest[row], other.largest[row]);
      }
    }
  }

  Extent extent(int rows) {
    Extent extent = new Extent(rows);
    extent.candidates = worth.length;
    extent.entries = entryRow.length;
    for (int i = 0; i < entryRow.length; i++) {
      int row = entryRow[i];
      extent.largest[row] = Math.max(extent.largest[row], Math.abs(entryAmount[i]));
    }
    return extent;
  }
}

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
    Instance whole = block.instance;
    int first = block.firstCandidate();
    Size size = new Size();
    for (int e = block.from; e < block.to; e++) {
      for (int k = whole.start[e]; k < whole.start[e + 1]; k++) {
        if (kept[k - first]) {
          size.add(
              whole.useStart[k + 1]
                  - whole.useStart[k]
                  + whole.seatStart[k + 1]
                  - whole.seatStart[k]);
        }
      }
      size.endPerson();
    }
    start = new int[size.people + 1];
    worth = new double[size.candidates];
    entryStart = new int[size.candidates + 1];
    entryRow = new int[size.entries];
    entryAmount = new double[size.entries];
    mostCandidates = size.most;
    int to = 0;
    int k = 0;
    int at = 0;
    for (int e = block.from; e < block.to; e++) {
      for (int from = whole.start[e]; from < whole.start[e + 1]; from++) {
        if (!kept[from - first]) {
          continue;
        }
        worth[k] = whole.worth[from];
        for (int i = whole.useStart[from]; i < whole.useStart[from + 1]; i++) {
          entryRow[at] = whole.useLimit[i];
          entryAmount[at++] = whole.useAmount[i];
        }
        for (int i = whole.seatStart[from]; i < whole.seatStart[from + 1]; i++) {
          entryRow[at] = whole.capacity.length + whole.seatIntake[i];
          entryAmount[at++] = 1;
        }
        entryStart[++k] = at;
      }
      if (k > start[to]) {
        start[++to] = k;
      }
    }
  }

  private Near(Near whole, boolean[] kept) {
    Size size = new Size();
    for (int e = 0; e + 1 < whole.start.length; e++) {
      for (int k = whole.start[e]; k < whole.start[e + 1]; k++) {
        if (kept[k]) {
          size.add(whole.entryStart[k + 1] - whole.entryStart[k]);
        }
      }
      size.endPerson();
    }
    start = new int[size.people + 1];
    worth = new double[size.candidates];
    entryStart = new int[size.candidates + 1];
    entryRow = new int[size.entries];
    entryAmount = new double[size.entries];
    mostCandidates = size.most;
    int to = 0;
    int k = 0;
    int at = 0;
    for (int e = 0; e + 1 < whole.start.length; e++) {
      for (int from = whole.start[e]; from < whole.start[e + 1]; from++) {
        if (!kept[from]) {
          continue;
        }
        worth[k] = whole.worth[from];
        int length = whole.entryStart[from + 1] - whole.entryStart[from];
        System.arraycopy(whole.entryRow, whole.entryStart[from], entryRow, at, length);
        System.arraycopy(whole.entryAmount, whole.entryStart[from], entryAmount, at, length);
        at += length;
        entryStart[++k] = at;
      }
      if (k > start[to]) {
        start[++to] = k;
      }
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
    return new Near(this, kept);
  }

  /// Worth less the price of what it uses, in cents.
  double afterPrices(double[] price, int k) {
    double sum = worth[k];
    for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
      sum -= entryAmount[i] * price[entryRow[i]];
    }
    return sum;
  }

  private static final class Size {
    int people;
    int candidates;
    int entries;
    int most;
    private int before;

    void add(int more) {
      candidates++;
      entries = Math.addExact(entries, more);
    }

    void endPerson() {
      people += candidates > before ? 1 : 0;
      most = Math.max(most, candidates - before);
      before = candidates;
    }
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

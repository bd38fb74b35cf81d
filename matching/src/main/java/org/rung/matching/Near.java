package org.rung.matching;

import java.io.Serializable;
import java.util.Arrays;

/// Some of the candidates of a block as the kernels read them: limits and intakes are rows of one
/// list (limits first), uses and seats entries of one list, amounts `double`. People who have none
/// are left out. Those who have but one, with all else far behind, are *decided*: of them there is
/// only what they add up to.
final class Near implements Serializable {
  private static final long serialVersionUID = 1;

  final int[] start; // per person and one more
  final double[] worth; // cents
  final int[] entryStart; // per candidate and one more
  final int[] entryRow;
  final double[] entryAmount;
  final int mostCandidates; // of one person
  final double decidedWorth; // in all, cents
  final double[] decidedUse; // per row; empty where nobody is decided

  private Near(Taken taken) {
    start = Arrays.copyOf(taken.start, taken.people + 1);
    worth = Arrays.copyOf(taken.worth, taken.candidates);
    entryStart = Arrays.copyOf(taken.entryStart, taken.candidates + 1);
    entryRow = Arrays.copyOf(taken.entryRow, taken.entryStart[taken.candidates]);
    entryAmount = Arrays.copyOf(taken.entryAmount, entryRow.length);
    mostCandidates = taken.most;
    decidedWorth = taken.decidedWorth;
    decidedUse = taken.decidedUse;
  }

  /// All candidates of every so many people.
  static Near sample(Block block, int every) {
    int[] kept = block.sample(every);
    Taken taken = new Taken(kept.length, 0, new double[0]);
    taken.all(new OfBlock(block), kept, kept.length);
    return new Near(taken);
  }

  /// The candidates within `reach` cents of their person's best, or of nothing, at the prices.
  static Near all(Block block, double[] price, double reach, Scratch scratch) {
    return of(block, price, reach, Double.POSITIVE_INFINITY, scratch);
  }

  /// The same; whoever is left with one alone is decided.
  static Near of(Block block, double[] price, double reach, Scratch scratch) {
    return of(block, price, reach, reach, scratch);
  }

  private static Near of(
      Block block, double[] price, double reach, double decided, Scratch scratch) {
    OfBlock whole = new OfBlock(block);
    int[] kept = new int[block.mostOfStretch()];
    Taken taken = new Taken(block.people(), 0, new double[price.length]);
    for (int first = 0; first < block.people(); first += Block.STRETCH) {
      int count = block.near(price, reach, first, kept, scratch);
      taken.undecided(whole, kept, count, price, decided);
    }
    return new Near(taken);
  }

  /// What is taken so far.
  private static final class Taken {
    int people;
    int candidates;
    int most;
    int[] start;
    double[] worth;
    int[] entryStart;
    int[] entryRow;
    double[] entryAmount;
    double decidedWorth;
    final double[] decidedUse;
    private int[] row = new int[0];
    private double[] amount = new double[0];
    private int e; // person of the source

    Taken(int some, double decidedWorth, double[] decidedUse) {
      start = new int[some / 4 + 2];
      worth = new double[some + 1];
      entryStart = new int[some + 2];
      entryRow = new int[3 * some + 1];
      entryAmount = new double[3 * some + 1];
      this.decidedWorth = decidedWorth;
      this.decidedUse = decidedUse;
    }

    /// @param kept rising, after what was taken before
    void all(Source whole, int[] kept, int count) {
      for (int i = 0, to; i < count; i = to) {
        to = endOfPerson(whole, kept, i, count);
        person(whole, kept, i, to);
      }
    }

    /// Those with one candidate alone that is worth more than `least` cents at the prices are added
    /// up.
    void undecided(Source whole, int[] kept, int count, double[] price, double least) {
      for (int i = 0, to; i < count; i = to) {
        to = endOfPerson(whole, kept, i, count);
        if (to > i + 1 || !decide(whole, kept[i], price, least)) {
          person(whole, kept, i, to);
        }
      }
    }

    private int endOfPerson(Source whole, int[] kept, int from, int count) {
      while (kept[from] >= whole.start(e + 1)) {
        e++;
      }
      int end = whole.start(e + 1);
      int to = from + 1;
      while (to < count && kept[to] < end) {
        to++;
      }
      return to;
    }

    private boolean decide(Source whole, int k, double[] price, double least) {
      int entries = whole.entries(k);
      if (row.length < entries) {
        row = new int[entries];
        amount = new double[entries];
      }
      whole.copy(k, row, amount, 0);
      double after = whole.worth(k);
      for (int n = 0; n < entries; n++) {
        after -= amount[n] * price[row[n]];
      }
      if (after <= least) {
        return false; // nothing is about as good
      }
      decidedWorth += whole.worth(k);
      for (int n = 0; n < entries; n++) {
        decidedUse[row[n]] += amount[n];
      }
      return true;
    }

    private void person(Source whole, int[] kept, int from, int to) {
      if (worth.length < candidates + to - from) {
        worth = Arrays.copyOf(worth, 2 * worth.length + to - from);
        entryStart = Arrays.copyOf(entryStart, worth.length + 1);
      }
      for (int i = from; i < to; i++) {
        int k = kept[i];
        int at = entryStart[candidates];
        int end = Math.addExact(at, whole.entries(k));
        if (entryRow.length < end) {
          entryRow = Arrays.copyOf(entryRow, Instance.grown(2 * end, end));
          entryAmount = Arrays.copyOf(entryAmount, entryRow.length);
        }
        worth[candidates] = whole.worth(k);
        whole.copy(k, entryRow, entryAmount, at);
        entryStart[++candidates] = end;
      }
      if (start.length < people + 2) {
        start = Arrays.copyOf(start, 2 * start.length);
      }
      start[++people] = candidates;
      most = Math.max(most, to - from);
    }
  }

  /// Where candidates are taken from; people and candidates count from nought.
  private interface Source {
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

  /// Only those within `reach` cents of their person's best at the prices; whoever is left with one
  /// alone is decided.
  Near narrowed(double[] price, double reach) {
    int[] kept = new int[worth.length];
    int count = 0;
    double[] after = new double[mostCandidates];
    for (int e = 0; e + 1 < start.length; e++) {
      double best = 0;
      for (int k = start[e]; k < start[e + 1]; k++) {
        after[k - start[e]] = afterPrices(price, k);
        best = Math.max(best, after[k - start[e]]);
      }
      for (int k = start[e]; k < start[e + 1]; k++) {
        if (after[k - start[e]] >= best - reach) {
          kept[count++] = k;
        }
      }
    }
    Taken taken = new Taken(count, decidedWorth, Arrays.copyOf(decidedUse, price.length));
    taken.undecided(new OfNear(this), kept, count, price, reach);
    return new Near(taken);
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

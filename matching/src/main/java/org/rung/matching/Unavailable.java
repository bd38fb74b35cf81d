package org.rung.matching;

import java.util.Arrays;

/// Prices what there is none of: a linear program leaves out whoever would need it, so its prices
/// say nothing of it, and the bound would count people who can have it at no price. Such a row's
/// price times its capacity is nought, so a higher one only lowers the bound.
///
/// @param gone per limit and intake, whether there is none of it
record Unavailable(Prices prices, boolean[] gone) implements Pass<Block, Unavailable.Raise> {
  /// Millionths of a cent beyond what sums of floating point lose.
  private static final double SPARE = 1_000;

  /// How much dearer rows are to be; the most of all blocks.
  static final class Raise implements Summand<Raise> {
    private static final long serialVersionUID = 1;

    final double[] by; // per row, millionths of a cent a unit

    Raise(int rows) {
      by = new double[rows];
    }

    @Override
    public void add(Raise other, int part) {
      for (int row = 0; row < by.length; row++) {
        by[row] = Math.max(by[row], other.by[row]);
      }
    }
  }

  /// The prices, and where there is none of something just enough that nobody is better off with
  /// it.
  static Prices priced(Population population, Survey survey, Prices found) {
    Instance frame = population.frame;
    int limits = frame.limitCount();
    boolean[] gone = new boolean[limits + frame.intakeCount()];
    boolean any = false;
    for (int row = 0; row < gone.length; row++) {
      gone[row] =
          row < limits
              ? frame.capacity[row] == 0 && survey.leastUse[row] == 0
              : frame.seats[row - limits] == 0;
      any |= gone[row];
    }
    if (!any) {
      return found;
    }
    double[] by = population.blocks.sum(new Unavailable(found, gone)).by;
    long[] limit = found.limit.clone();
    long[] seat = found.seat.clone();
    Arrays.setAll(limit, j -> raised(limit[j], by[j]));
    Arrays.setAll(seat, c -> raised(seat[c], by[limits + c]));
    return Prices.of(frame, limit, seat, found.minimum);
  }

  private static long raised(long price, double by) {
    return by == 0 ? price : (long) Math.min(Prices.MOST, Math.ceil(price + by + SPARE));
  }

  @Override
  public Raise over(Block block, Scratch scratch) {
    Instance instance = block.instance;
    Raise raise = new Raise(gone.length);
    for (int e = block.from; e < block.to; e++) {
      double best = 0;
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        if (goneUse(instance, k) < 0 && goneSeat(instance, k) < 0) {
          best = Math.max(best, afterPrices(instance, k));
        }
      }
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        double more = afterPrices(instance, k) - best;
        if (more <= 0) {
          continue;
        }
        int use = goneUse(instance, k);
        int seat = goneSeat(instance, k);
        if (use >= 0) {
          raise(raise, instance.useLimit[use], more / instance.useAmount[use]);
        } else if (seat >= 0) {
          raise(raise, instance.capacity.length + instance.seatIntake[seat], more);
        }
      }
    }
    return raise;
  }

  private static void raise(Raise raise, int row, double by) {
    raise.by[row] = Math.max(raise.by[row], by);
  }

  /// Where the candidate uses something that is gone, or -1.
  private int goneUse(Instance instance, int k) {
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      if (gone[instance.useLimit[i]] && instance.useAmount[i] > 0) {
        return i;
      }
    }
    return -1;
  }

  private int goneSeat(Instance instance, int k) {
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (gone[instance.capacity.length + instance.seatIntake[i]]) {
        return i;
      }
    }
    return -1;
  }

  /// Worth after prices, millionths.
  private double afterPrices(Instance instance, int k) {
    double sum = (double) instance.worth[k] * Prices.MILLION;
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      sum -= (double) instance.useAmount[i] * prices.limit[instance.useLimit[i]];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      sum += (double) prices.minimum[c] - prices.seat[c];
    }
    return sum;
  }
}

package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// How many of each class have what, in whole numbers, and what room that leaves.
final class Placed {
  private static final int MENDS = 500;

  private final Instance instance;
  private final Classes classes;
  private final byte[] state; // per intake, as in Dual
  private final boolean[] mixed; // per limit: some use it below nought
  final int[] number; // per column
  final long[] left; // per limit
  final long[] seats; // per intake, free
  final long[] sits; // per intake
  final int[] people; // per class, without anything
  long worth; // cents, fixed prices taken off

  Placed(Instance instance, Classes classes, byte[] state) {
    this.instance = instance;
    this.classes = classes;
    this.state = state;
    mixed = new boolean[instance.limitCount()];
    for (int i = 0; i < instance.useLimit.length; i++) {
      mixed[instance.useLimit[i]] |= instance.useAmount[i] < 0;
    }
    number = new int[classes.columns()];
    left = instance.capacity.clone();
    seats = instance.seats.clone();
    sits = new long[seats.length];
    people = new int[classes.count];
    for (int g = 0; g < people.length; g++) {
      people[g] = classes.size(g);
    }
  }

  /// Takes over what everybody has.
  void take(Plan plan) {
    for (int g = 0; g < classes.count; g++) {
      clear(g);
      for (int i = classes.memberStart[g]; i < classes.memberStart[g + 1]; i++) {
        int e = classes.member[i];
        if (plan.choice[e] != Choice.NONE) {
          place(classes.columnStart[g] + plan.choice[e] - instance.start[e], 1);
        }
      }
    }
  }

  /// Whether all the column's intakes may run.
  boolean runs(int q) {
    int k = classes.candidate[q];
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      if (state[c] == Dual.CLOSED || instance.seats[c] == 0) {
        return false;
      }
    }
    return true;
  }

  void place(int q, int more) {
    int k = classes.candidate[q];
    number[q] += more;
    people[classes.classOf[q]] -= more;
    worth += more * instance.worth[k];
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      left[instance.useLimit[i]] -= more * instance.useAmount[i];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      boolean ran = sits[c] > 0;
      sits[c] += more;
      seats[c] -= more;
      if (ran != sits[c] > 0) {
        long fixed = ran ? -instance.fixed[c] : instance.fixed[c];
        worth -= fixed;
        if (instance.moneyLimit[c] != Instance.NONE) {
          left[instance.moneyLimit[c]] -= fixed;
        }
      }
    }
  }

  boolean keepsEveryRule() {
    for (long room : left) {
      if (room < 0) {
        return false;
      }
    }
    for (int c = 0; c < sits.length; c++) {
      if (seats[c] < 0 || sits[c] > 0 && sits[c] < instance.minimum[c]) {
        return false;
      }
    }
    return true;
  }

  /// Takes from everybody what they have.
  void clear() {
    for (int g = 0; g < classes.count; g++) {
      clear(g);
    }
  }

  /// Takes from a class all it has.
  void clear(int g) {
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      if (number[q] > 0) {
        place(q, -number[q]);
      }
    }
  }

  /// How many more of the column fit, up to `wanted`.
  ///
  /// @param strict whether limits that some use below nought count; before the end they do not, for
  ///   others will make room
  int most(int q, int wanted, boolean strict) {
    int k = classes.candidate[q];
    long most = Math.min(wanted, people[classes.classOf[q]]);
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1] && most > 0; i++) {
      int c = instance.seatIntake[i];
      most = Math.min(most, seats[c]);
      int money = instance.moneyLimit[c];
      if (sits[c] == 0 && money != Instance.NONE && left[money] < instance.fixed[c]) {
        most = 0;
      }
    }
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1] && most > 0; i++) {
      long amount = instance.useAmount[i];
      int j = instance.useLimit[i];
      if (amount > 0 && (strict || !mixed[j])) {
        long room = left[j];
        for (int s = instance.seatStart[k]; s < instance.seatStart[k + 1]; s++) {
          int c = instance.seatIntake[s];
          room -= sits[c] == 0 && instance.moneyLimit[c] == j ? instance.fixed[c] : 0;
        }
        most = Math.min(most, Math.max(0, room) / amount);
      }
    }
    return (int) Math.max(0, most);
  }

  /// What a class has that was placed altogether in one column; -1 for nothing.
  int had(int g) {
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      if (number[q] > 0) {
        return q;
      }
    }
    return -1;
  }

  /// Worth after prices of one of the column; of nothing (-1), nought.
  double afterPrices(int q, double[] price) {
    if (q < 0) {
      return 0;
    }
    int k = classes.candidate[q];
    double sum = instance.worth[k];
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      sum -= instance.useAmount[i] * price[instance.useLimit[i]];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      sum -= price[left.length + instance.seatIntake[i]];
    }
    return sum;
  }

  /// Rounding leaves limits over that some use below nought, for others were to make room. Moves
  /// single people to other candidates or to nothing, what loses least per unit first, until all
  /// limits are kept or nothing helps.
  void mend(double[] price, BooleanSupplier goesOn) {
    for (int n = 0; n < MENDS && goesOn.getAsBoolean(); n++) {
      int over = 0;
      while (over < left.length && left[over] >= 0) {
        over++;
      }
      if (over == left.length || !mend(over, price)) {
        return;
      }
    }
  }

  private boolean mend(int over, double[] price) {
    double least = Double.POSITIVE_INFINITY;
    int bestFrom = -1;
    int bestTo = -1;
    double missing = -left[over];
    for (int g = 0; g < classes.count; g++) {
      int end = classes.columnStart[g + 1];
      for (int from = classes.columnStart[g] - 1; from < end; from++) {
        boolean nothing = from < classes.columnStart[g];
        if (nothing ? people[g] == 0 : number[from] == 0) {
          continue;
        }
        int giver = nothing ? -1 : from;
        long had = use(giver, over);
        double before = afterPrices(giver, price) + price[over] * had;
        for (int n = classes.columnStart[g] - 1; n < end; n++) {
          int to = n < classes.columnStart[g] ? -1 : n;
          long uses = use(to, over);
          double relief = (double) had - uses;
          if (relief <= 0) {
            continue;
          }
          double after = afterPrices(to, price) + price[over] * uses;
          double loss = Math.max(0, before - after) / Math.min(relief, missing);
          if (loss < least && mayMove(giver, to, over)) {
            least = loss;
            bestFrom = giver;
            bestTo = to;
          }
        }
      }
    }
    if (bestFrom >= 0) {
      place(bestFrom, -1);
    }
    if (bestTo >= 0) {
      place(bestTo, 1);
    }
    return bestFrom >= 0 || bestTo >= 0;
  }

  private long use(int q, int j) {
    if (q >= 0) {
      int k = classes.candidate[q];
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        if (instance.useLimit[i] == j) {
          return instance.useAmount[i];
        }
      }
    }
    return 0;
  }

  /// Whether one person may change from one candidate to another (-1: nothing) without breaking a
  /// rule but the limit that is to be mended.
  private boolean mayMove(int from, int to, int over) {
    if (from >= 0) {
      int k = classes.candidate[from];
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        int c = instance.seatIntake[i];
        if (sits[c] <= Math.max(1, instance.minimum[c])) {
          return false;
        }
      }
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        int j = instance.useLimit[i];
        if (j != over && left[j] + instance.useAmount[i] - use(to, j) < Math.min(0, left[j])) {
          return false;
        }
      }
    }
    if (to >= 0) {
      int k = classes.candidate[to];
      if (!runs(to) || !sitsInRunning(to)) {
        return false;
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        if (seats[instance.seatIntake[i]] == 0) {
          return false;
        }
      }
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        int j = instance.useLimit[i];
        if (j != over && left[j] + use(from, j) - instance.useAmount[i] < Math.min(0, left[j])) {
          return false;
        }
      }
    }
    return true;
  }

  /// Places whatever still fits, what loses least at the prices first.
  void fill(double[] price) {
    int[] fits = new int[16];
    int count = 0;
    for (int q = 0; q < number.length; q++) {
      if (instance.worth[classes.candidate[q]] > 0
          && people[classes.classOf[q]] > 0
          && runs(q)
          && sitsInRunning(q)
          && most(q, 1, true) > 0) {
        fits = count < fits.length ? fits : Arrays.copyOf(fits, 2 * count);
        fits[count++] = q;
      }
    }
    double[] after = new double[count];
    Integer[] order = new Integer[count];
    for (int n = 0; n < count; n++) {
      after[n] = afterPrices(fits[n], price);
      order[n] = n;
    }
    Arrays.sort(order, (a, b) -> Double.compare(after[b], after[a]));
    for (int n : order) {
      int more = most(fits[n], Integer.MAX_VALUE, true);
      if (more > 0) {
        place(fits[n], more);
      }
    }
  }

  private boolean sitsInRunning(int q) {
    int k = classes.candidate[q];
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (sits[instance.seatIntake[i]] == 0) {
        return false;
      }
    }
    return true;
  }

  /// Who of a class gets what goes by their order.
  Plan plan() {
    Plan plan = new Plan(instance);
    for (int g = 0; g < classes.count; g++) {
      int at = classes.memberStart[g];
      for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
        for (int n = 0; n < number[q]; n++) {
          int e = classes.member[at++];
          plan.give(e, instance.start[e] + q - classes.columnStart[g]);
        }
      }
    }
    return plan;
  }
}

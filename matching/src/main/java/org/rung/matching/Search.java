package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// Makes a whole-number plan from prices and improves it. Prices say what a unit is worth
/// elsewhere, so whoever moves first is the person who loses least by it.
///
/// A plan falls short of the bound by what people lose against their best at the prices, and by
/// priced capacity left over (holes). Improvement takes a hole or a loss, gathers the dozen people
/// whose change could mend it (those who could come in, those in their way, those who could fill
/// what is freed), and tries all their near-best options at once ([BranchAndBound]).
final class Search {
  private static final int GATHERED = 14;
  private static final int OPTIONS = 8;
  private static final long BRANCHES = 4_000;

  /// What a unit over costs at first, as part of what is usual: so little that only those move who
  /// lose nearly nothing; and from when on intakes under their minimum are closed.
  private static final double GENTLE = 1e-3;

  private static final double FIRM = 0.5;

  private final Model model;
  private final Instance instance;
  private final byte[] state; // per intake, see Dual
  private final SplittableRandom random;
  private final BooleanSupplier goesOn;
  final Plan plan;
  private final int[] order;
  private final double[] price;
  private final double[] penalty; // per row, cents per unit over
  private double factor = 1; // in all penalties; rises, but not what filling up an intake is worth
  private final BranchAndBound branches;

  // Near-best candidates by row, least loss first.
  private int[] nearStart = new int[0];
  private int[] near = new int[0];
  private double[] best = new double[0]; // per person, worth after prices or 0
  private double reach;

  Search(
      Model model, byte[] state, double[] price, SplittableRandom random, BooleanSupplier goesOn) {
    this.model = model;
    this.state = state;
    this.goesOn = goesOn;
    this.price = price;
    instance = model.instance;
    this.random = random;
    plan = new Plan(instance);
    order = new int[instance.personCount()];
    for (int e = 0; e < order.length; e++) {
      order[e] = e;
    }
    penalty = new double[model.rows];
    branches = new BranchAndBound(plan, price);
  }

  /// Fills the plan person by person at the prices, then mends what breaks a rule at rising
  /// penalties. An intake that does not reach its minimum is closed in the end.
  ///
  /// @return whether the plan keeps every rule
  boolean construct(double scale) {
    double[] size = new double[model.rows];
    for (int i = 0; i < model.entryRow.length; i++) {
      size[model.entryRow[i]] = Math.max(size[model.entryRow[i]], Math.abs(model.entryAmount[i]));
    }
    factor = GENTLE;
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int row = 0; row < model.rows; row++) {
        penalty[row] = factor * (Math.abs(price[row]) + scale / Math.max(1, size[row]));
      }
      shuffle();
      int changed = 0;
      for (int i = 0; i < order.length; i++) {
        if ((i & 4095) == 0 && !goesOn.getAsBoolean()) {
          return plan.keepsEveryRule();
        }
        changed += respond(order[i], 1, true) ? 1 : 0;
      }
      if (sweep > 0 && plan.keepsEveryRule()) {
        return true;
      }
      if (sweep > 0) {
        factor = Math.min(1e6, factor * 2);
      }
      if (factor >= FIRM && sweep % 2 == 0) {
        closeTheEmptiest();
      }
    }
    return plan.keepsEveryRule();
  }

  /// Closes a third of the intakes that are under their minimum, those that lack most first.
  private void closeTheEmptiest() {
    int under = 0;
    for (int c = 0; c < state.length; c++) {
      under += plan.count[c] > 0 && plan.count[c] < instance.minimum[c] ? 1 : 0;
    }
    for (int n = 0; n < (under + 2) / 3; n++) {
      int pick = -1;
      double least = 1;
      for (int c = 0; c < state.length; c++) {
        double part = plan.count[c] / (double) Math.max(1, instance.minimum[c]);
        if (plan.count[c] > 0 && part < least) {
          least = part;
          pick = c;
        }
      }
      if (pick >= 0) {
        empty(pick);
      }
    }
  }

  /// Closes an intake: whoever sits in it gets nothing.
  private void empty(int c) {
    state[c] = Dual.CLOSED;
    for (int e = 0; e < order.length; e++) {
      if (sits(plan.choice[e], c)) {
        change(e, Choice.NONE);
      }
    }
  }

  private boolean sits(int k, int c) {
    if (k != Choice.NONE) {
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        if (instance.seatIntake[i] == c) {
          return true;
        }
      }
    }
    return false;
  }

  // Changes since the last mark, to be taken back.
  private int[] changedPerson = new int[64];
  private int[] changedFrom = new int[64];
  private int changes;

  private void change(int e, int k) {
    if (changes == changedPerson.length) {
      changedPerson = Arrays.copyOf(changedPerson, 2 * changes);
      changedFrom = Arrays.copyOf(changedFrom, 2 * changes);
    }
    changedPerson[changes] = e;
    changedFrom[changes++] = plan.choice[e];
    plan.give(e, k);
  }

  private void takeBack() {
    while (changes > 0) {
      changes--;
      plan.give(changedPerson[changes], changedFrom[changes]);
    }
  }

  /// Tries to close each intake that runs and to open each that does not, and keeps what gains.
  ///
  /// @return cents gained
  long tryIntakes() {
    long before = plan.worth;
    int[][] wanted = candidatesByIntake();
    for (int c = 0; c < state.length && goesOn.getAsBoolean(); c++) {
      if (plan.count[c] == 0) {
        tryOpen(c, wanted[c]);
      } else if (instance.minimum[c] > 0 || instance.fixed[c] > 0) {
        tryClose(c);
      }
    }
    return plan.worth - before;
  }

  private int[][] candidatesByIntake() {
    int[] length = new int[state.length];
    for (int c : instance.seatIntake) {
      length[c]++;
    }
    int[][] found = new int[state.length][];
    for (int c = 0; c < state.length; c++) {
      found[c] = new int[length[c]];
    }
    for (int k = instance.candidateCount() - 1; k >= 0; k--) {
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        int c = instance.seatIntake[i];
        found[c][--length[c]] = k;
      }
    }
    return found;
  }

  private void tryClose(int c) {
    long before = plan.worth;
    byte was = state[c];
    changes = 0;
    empty(c);
    int left = changes;
    for (int i = 0; i < left; i++) {
      joinIfBetter(changedPerson[i]);
    }
    for (int i = 0; i < left && near.length > 0; i++) {
      int k = changedFrom[i];
      for (int at = model.entryStart[k]; at < model.entryStart[k + 1]; at++) {
        int row = model.entryRow[at];
        int length = nearStart[row + 1] - nearStart[row];
        if (price[row] > 0 && length > 0 && row != model.limits + c) {
          for (int look = 0; look < 8; look++) {
            joinIfBetter(nearPerson[nearStart[row] + random.nextInt(length)]);
          }
        }
      }
    }
    if (plan.worth <= before || !plan.keepsEveryRule()) {
      takeBack();
      state[c] = was;
    }
  }

  /// Gives the person what is worth most to it among what fits, if that is worth more than what it
  /// has.
  private void joinIfBetter(int e) {
    int had = plan.choice[e];
    long worthBefore = plan.worth;
    plan.give(e, Choice.NONE);
    if (had != Choice.NONE && broken(had)) {
      plan.give(e, had);
      return;
    }
    int pick = had;
    double most = had == Choice.NONE ? 0 : model.worth[had];
    for (int k = model.start[e]; k < model.start[e + 1]; k++) {
      if (model.worth[k] > most && runs(k) && fits(k)) {
        most = model.worth[k];
        pick = k;
      }
    }
    plan.give(e, pick);
    boolean worse = plan.worth < worthBefore || pick != Choice.NONE && broken(pick);
    plan.give(e, had);
    if (!worse && pick != had) {
      change(e, pick);
    }
  }

  private boolean fits(int k) {
    for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
      if (model.entryAmount[i] > 0 && room(model.entryRow[i]) < model.entryAmount[i]) {
        return false;
      }
    }
    return true;
  }

  private void tryOpen(int c, int[] wanted) {
    long before = plan.worth;
    byte was = state[c];
    changes = 0;
    state[c] = Dual.OPEN;
    long[] byGain = new long[wanted.length];
    int count = 0;
    for (int n = 0; n < wanted.length; n++) {
      int k = wanted[n];
      if (!runs(k)) {
        continue;
      }
      int had = plan.choice[instance.personOf(k)];
      double gain = model.worth[k] - (had == Choice.NONE ? 0 : model.worth[had]);
      if (gain > 0) {
        // The gain in whole cents above, the place below: sorts by gain, then by order.
        byGain[count++] = -((long) gain << 22) + (n & 0x3fffff);
      }
    }
    Arrays.sort(byGain, 0, count);
    for (int i = 0; i < count && plan.count[c] < instance.seats[c]; i++) {
      int k = wanted[(int) (byGain[i] & 0x3fffff)];
      int e = instance.personOf(k);
      int had = plan.choice[e];
      if (sits(had, c)) {
        continue;
      }
      plan.give(e, Choice.NONE);
      boolean may = (had == Choice.NONE || !broken(had)) && fits(k) && fixedFits(c);
      plan.give(e, had);
      if (may) {
        change(e, k);
      }
    }
    if (plan.worth <= before || !plan.keepsEveryRule()) {
      takeBack();
      state[c] = was;
    }
  }

  /// Whether the intake's fixed price can be charged, if it is not yet.
  private boolean fixedFits(int c) {
    int money = instance.moneyLimit[c];
    return plan.count[c] > 0 || money == Instance.NONE || room(money) >= instance.fixed[c];
  }

  /// Moves single people while that gains, first by what gains most for the prices of what it uses.
  void fill() {
    for (double weight : new double[] {1, 0.95, 0.85, 0.7, 0.5, 0.25, 0, 0}) {
      shuffle();
      for (int i = 0; i < order.length; i++) {
        if ((i & 4095) == 0 && !goesOn.getAsBoolean()) {
          return;
        }
        respond(order[i], weight, false);
      }
    }
  }

  /// Gives the person what is best for it, at a share of the prices. Soft: breaking a rule costs
  /// its penalty. Hard: no rule may break, and the plan's worth may not fall.
  private boolean respond(int e, double weight, boolean soft) {
    int had = plan.choice[e];
    long worthBefore = plan.worth;
    plan.give(e, Choice.NONE);
    if (!soft && had != Choice.NONE && broken(had)) {
      plan.give(e, had);
      return false;
    }
    int pick = Choice.NONE;
    double pickValue = 0;
    if (had == Choice.NONE) {
      pickValue += 1e-9;
    }
    for (int k = model.start[e]; k < model.start[e + 1]; k++) {
      if (!runs(k)) {
        continue;
      }
      double value = model.worth[k];
      boolean fits = true;
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1] && fits; i++) {
        int row = model.entryRow[i];
        double amount = model.entryAmount[i];
        value -= weight * amount * price[row];
        double cost = soft ? cost(row, amount) : 0;
        value -= cost;
        fits = soft || room(row) >= amount || amount < 0;
      }
      if (k == had) {
        value += 1e-9 * Math.abs(value);
      }
      if (fits && value > pickValue) {
        pickValue = value;
        pick = k;
      }
    }
    plan.give(e, pick);
    if (!soft && pick != had && (plan.worth < worthBefore || pick != Choice.NONE && broken(pick))) {
      plan.give(e, had);
      return false;
    }
    return pick != had;
  }

  /// What adding the amount costs in broken rules; negative where it mends one.
  private double cost(int row, double amount) {
    if (row < model.limits) {
      double over = plan.used[row] - instance.capacity[row];
      return penalty[row] * (Math.max(0, over + amount) - Math.max(0, over));
    }
    int c = row - model.limits;
    if (plan.count[c] >= instance.seats[c]) {
      return penalty[row];
    }
    return plan.count[c] < instance.minimum[c] && state[c] == Dual.OPEN
        ? -Math.min(1, 1 / factor) * penalty[row]
        : 0;
  }

  private double room(int row) {
    return row < model.limits
        ? (double) (instance.capacity[row] - plan.used[row])
        : (double) (instance.seats[row - model.limits] - plan.count[row - model.limits]);
  }

  /// Whether a rule is broken that the candidate has to do with.
  private boolean broken(int k) {
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      int j = instance.useLimit[i];
      if (plan.used[j] > instance.capacity[j]) {
        return true;
      }
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      if (plan.count[c] > 0
          && (plan.count[c] < instance.minimum[c] || plan.count[c] > instance.seats[c])) {
        return true;
      }
      int money = instance.moneyLimit[c];
      if (money != Instance.NONE && plan.used[money] > instance.capacity[money]) {
        return true;
      }
    }
    return false;
  }

  /// Lists for each row the candidates within `within` cents of their person's best at the prices.
  void listNear(double within) {
    reach = within;
    int people = order.length;
    best = new double[people];
    int[] fill = new int[model.rows + 1];
    for (int e = 0; e < people; e++) {
      double most = 0;
      for (int k = model.start[e]; k < model.start[e + 1]; k++) {
        if (runs(k)) {
          most = Math.max(most, model.afterPrices(price, k));
        }
      }
      best[e] = most;
      for (int k = model.start[e]; k < model.start[e + 1]; k++) {
        if (isNear(e, k)) {
          for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
            fill[model.entryRow[i] + 1]++;
          }
        }
      }
    }
    for (int row = 0; row < model.rows; row++) {
      fill[row + 1] += fill[row];
    }
    nearStart = fill.clone();
    near = new int[fill[model.rows]];
    nearPerson = new int[near.length];
    for (int e = 0; e < people; e++) {
      for (int k = model.start[e]; k < model.start[e + 1]; k++) {
        if (isNear(e, k)) {
          for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
            int at = fill[model.entryRow[i]]++;
            near[at] = k;
            nearPerson[at] = e;
          }
        }
      }
    }
  }

  private int[] nearPerson = new int[0];

  private boolean isNear(int e, int k) {
    return plan.choice[e] == k || runs(k) && model.afterPrices(price, k) >= best[e] - reach;
  }

  // The people gathered for one improvement.
  private final int[] who = new int[GATHERED];
  private int gathered;
  private int[] mark = new int[0];
  private int round;

  /// Tries to mend holes and losses, the dearest first.
  ///
  /// @param rounds of attempts
  /// @return cents gained
  long improve(int rounds) {
    if (mark.length == 0) {
      mark = new int[order.length];
    }
    long before = plan.worth;
    double[] dear = new double[model.rows];
    for (int attempt = 0; attempt < rounds; attempt++) {
      if ((attempt & 15) == 0 && !goesOn.getAsBoolean()) {
        break;
      }
      round++;
      gathered = 0;
      int row = attempt % 8 == 7 ? random.nextInt(Math.max(1, model.rows)) : dearestHole(dear);
      if (row < 0 || nearStart[row] == nearStart[row + 1]) {
        if (near.length == 0) {
          break;
        }
        gather(nearPerson[random.nextInt(near.length)]);
      } else {
        gatherFor(row, 4, -1);
      }
      for (int i = 0; i < gathered && gathered < GATHERED; i++) {
        widen(who[i]);
      }
      attemptOnGathered();
    }
    return plan.worth - before;
  }

  /// A hole, picked with a chance in proportion to what its units would be worth.
  private int dearestHole(double[] dear) {
    double sum = 0;
    for (int row = 0; row < model.rows; row++) {
      double p = price[row];
      double space =
          row >= model.limits && state[row - model.limits] == Dual.CLOSED ? 0 : room(row);
      int length = nearStart[row + 1] - nearStart[row];
      dear[row] = p > 0 && space > 0 && length > 0 ? Math.min(p * space, reach) : 0;
      sum += dear[row];
    }
    double at = random.nextDouble() * sum;
    for (int row = 0; row < model.rows; row++) {
      at -= dear[row];
      if (at < 0) {
        return row;
      }
    }
    return -1;
  }

  private boolean gather(int e) {
    if (gathered == GATHERED || mark[e] == round) {
      return false;
    }
    mark[e] = round;
    who[gathered++] = e;
    return true;
  }

  /// Gathers people who could use the row: of some looked at, those who lose least by it.
  private void gatherFor(int row, int count, int unless) {
    int from = nearStart[row];
    int length = nearStart[row + 1] - from;
    for (int n = 0; n < count && length > 0; n++) {
      int pick = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int look = 0; look < 6; look++) {
        int at = from + random.nextInt(length);
        int e = nearPerson[at];
        if (mark[e] == round || plan.choice[e] == near[at] || e == unless) {
          continue;
        }
        double had = plan.choice[e] == Choice.NONE ? 0 : model.afterPrices(price, plan.choice[e]);
        double loss = had - model.afterPrices(price, near[at]);
        if (loss < least) {
          least = loss;
          pick = e;
        }
      }
      if (pick >= 0) {
        gather(pick);
      }
    }
  }

  /// Gathers people who use the row now and would lose little by leaving it.
  private void gatherUsers(int row, int count) {
    int from = nearStart[row];
    int length = nearStart[row + 1] - from;
    int taken = 0;
    for (int look = 0; look < 24 && taken < count && length > 0; look++) {
      int at = from + random.nextInt(length);
      int e = nearPerson[at];
      if (mark[e] != round && plan.choice[e] == near[at] && gather(e)) {
        taken++;
      }
    }
  }

  /// Gathers those in the way of the person's near-best options, and those who could fill what it
  /// would free.
  private void widen(int e) {
    int had = plan.choice[e];
    int count = 0;
    for (int k = model.start[e]; k < model.start[e + 1] && count < 3; k++) {
      if (k == had || !isNear(e, k)) {
        continue;
      }
      if (random.nextInt(3) == 0) {
        continue;
      }
      count++;
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
        int row = model.entryRow[i];
        if (model.entryAmount[i] > 0 && room(row) < model.entryAmount[i] && !uses(had, row)) {
          gatherUsers(row, 1);
        }
      }
    }
    if (had != Choice.NONE) {
      for (int i = model.entryStart[had]; i < model.entryStart[had + 1]; i++) {
        int row = model.entryRow[i];
        if (price[row] > 0 && room(row) < 3 * model.entryAmount[i] && random.nextBoolean()) {
          gatherFor(row, 1, e);
        }
      }
    }
  }

  private boolean uses(int k, int row) {
    if (k != Choice.NONE) {
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
        if (model.entryRow[i] == row) {
          return true;
        }
      }
    }
    return false;
  }

  private void attemptOnGathered() {
    int[] people = Arrays.copyOf(who, gathered);
    int[][] options = new int[gathered][];
    double[][] after = new double[gathered][];
    for (int i = 0; i < gathered; i++) {
      options(people[i], i, options, after);
    }
    branches.improve(people, options, after, false, BRANCHES, goesOn);
  }

  /// The person's best options at the prices, what it has among them.
  private void options(int e, int i, int[][] options, double[][] after) {
    int had = plan.choice[e];
    int[] what = new int[OPTIONS + 2];
    double[] value = new double[OPTIONS + 2];
    int count = 0;
    for (int k = model.start[e]; k < model.start[e + 1]; k++) {
      if (k != had && runs(k)) {
        double worth = model.afterPrices(price, k);
        if (worth >= best[e] - reach) {
          count = insert(what, value, Math.min(count, OPTIONS - 1), k, worth);
        }
      }
    }
    if (had != Choice.NONE) {
      count = insert(what, value, count, had, model.afterPrices(price, had));
    }
    if (had == Choice.NONE || best[e] <= reach) {
      count = insert(what, value, count, Choice.NONE, 0);
    }
    options[i] = Arrays.copyOf(what, count);
    after[i] = Arrays.copyOf(value, count);
  }

  /// All the person's candidates and nothing, best after prices first.
  static void allOptions(Model model, double[] price, int e, int[][] options, double[][] after) {
    int most = model.start[e + 1] - model.start[e] + 1;
    int[] what = new int[most];
    double[] value = new double[most];
    int count = insert(what, value, 0, Choice.NONE, 0);
    for (int k = model.start[e]; k < model.start[e + 1]; k++) {
      count = insert(what, value, count, k, model.afterPrices(price, k));
    }
    options[e] = what;
    after[e] = value;
  }

  private static int insert(int[] what, double[] value, int count, int k, double worth) {
    int at = count;
    while (at > 0 && value[at - 1] < worth) {
      what[at] = what[at - 1];
      value[at] = value[at - 1];
      at--;
    }
    what[at] = k;
    value[at] = worth;
    return count + 1;
  }

  /// Whether all the candidate's intakes may run.
  private boolean runs(int k) {
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (state[instance.seatIntake[i]] == Dual.CLOSED) {
        return false;
      }
    }
    return true;
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int e = order[i];
      order[i] = order[j];
      order[j] = e;
    }
  }
}

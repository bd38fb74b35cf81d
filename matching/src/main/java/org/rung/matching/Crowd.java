package org.rung.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Makes a plan from the linear program over classes ([Program]).
///
/// What an intake may do in part costs its fixed price in part, a seat's share each, so its minimum
/// never binds there. The program's prices give the bound. Then intakes are settled one by one,
/// each tried against the program in which exactly the open ones run and have their minimum as a
/// row; and whole numbers are taken from that, a few fractions rounded up at a time and the rest
/// solved anew.
final class Crowd {
  private static final long SETTLING_STEPS = 20_000;
  private static final double CLOSE = 5e-4; // to the program in which intakes run in part
  private static final double AFTER_CLOSE = 1.125; // of the steps until then, to look on
  private static final int WAYS = 6; // to settle the intakes, tried to the end
  private static final int FIRST_ATTEMPTS = 60; // to improve each of these
  private static final int ROUNDS = 400;
  private static final int LARGE = 2; // times as many classes as are looked at closely
  private static final int MANY = 200; // fractions; of more, more are rounded up at a time
  private static final double WHOLE = 1e-4; // as good as a whole number

  private final Instance instance;
  private final Classes classes;
  private final long seed;
  private final BooleanSupplier goesOn;
  private final int intakes;
  private final boolean ruled; // whether it is to be settled which intakes run
  final byte[] state; // per intake, as in Dual
  private final Placed placed;
  private final Program program;
  private final List<Settled> ways = new ArrayList<>(); // best first
  private long lastStep; // of settling
  private double inPart; // worth of the program in which intakes run in part, cents
  private final double[] price; // per row of a Model, of the program with the intakes settled

  Crowd(Instance instance, Classes classes, long seed, BooleanSupplier goesOn) {
    this.instance = instance;
    this.classes = classes;
    this.seed = seed;
    this.goesOn = goesOn;
    intakes = instance.intakeCount();
    ruled = Settling.isNeeded(instance);
    state = new byte[intakes];
    for (int c = 0; c < intakes; c++) {
      state[c] = Takers.isRuled(instance, c) ? Dual.FREE : Dual.OPEN;
    }
    placed = new Placed(instance, classes, state);
    program = new Program(instance, classes, placed, state, seed, goesOn);
    price = program.price.clone();
  }

  /// Prices by limit and intake once the intakes are settled, as [Search] reads them.
  double[] price() {
    return price;
  }

  /// @param start prices to start from, by limit and intake
  /// @param most that a plan is worth, as far as known, cents
  /// @param enough whether a plan of such worth will do
  /// @param hears the prices of the program in which intakes run in part, where they are new
  /// @return a plan, which may break a rule; nothing when the program did not come to an end
  @Nullable Plan solve(double[] start, double most, Consumer<Prices> hears, LongPredicate enough) {
    program.begin(start, many(start));
    boolean ended = program.sift(most);
    if (!program.keptPrices()) {
      hears.accept(program.prices());
    }
    System.arraycopy(program.price, 0, price, 0, price.length);
    if (!ended) {
      return null;
    }
    double[] root = program.price.clone();
    inPart = program.worth();
    return best(root, settle(), enough);
  }

  /// @param settled which intakes run, and prices near the best then
  /// @param enough whether a plan of such worth will do
  /// @return a plan, which may break a rule; nothing when the program would hold nearly everybody
  @Nullable Plan solve(Settling.Settled settled, LongPredicate enough) {
    byte[] runs = settled.state();
    return best(
        settled.price(),
        List.of(new Settled(Double.POSITIVE_INFINITY, runs, runs, new int[0])),
        enough);
  }

  /// The best of the plans made for some ways to settle the intakes.
  private @Nullable Plan best(double[] root, List<Settled> found, LongPredicate enough) {
    Plan best = new Plan(instance);
    byte[] bestState = state.clone();
    boolean feasible = false;
    boolean fromPrices = found.get(0).basis.length == 0;
    int many = many(root);
    for (int n = 0; n < found.size(); n++) {
      if (n > 0 && (!goesOn.getAsBoolean() || feasible && enough.test(best.worth))) {
        break;
      }
      // Placing what is whole first is quick and does well where many are alike; where that is not
      // enough, rounding up alone leaves the others free to move to the end.
      for (int way = 0; way < 2; way++) {
        if (way > 0
            && (!goesOn.getAsBoolean() || feasible && (fromPrices || enough.test(best.worth)))) {
          break;
        }
        Settled settled = found.get(n);
        boolean goesOnFromThere = n + way == 0 && settled.basis.length > 0;
        if (goesOnFromThere) {
          System.arraycopy(settled.before, 0, state, 0, intakes);
          program.startFrom(settled.basis);
          if (ruled && program.rows() > LARGE * many) {
            program.solve(false);
            program.narrow(many);
          }
        }
        System.arraycopy(settled.state, 0, state, 0, intakes);
        if (!goesOnFromThere) {
          placed.clear();
          program.begin(root, many);
        }
        if (ruled || !goesOnFromThere) {
          program.sift(settled.most);
        }
        if (program.isTooWide()) {
          return feasible ? best : atPrices(settled.state, root);
        }
        double[] at = program.price.clone();
        draw(at, way == 0);
        if (found.size() > 1 || !placed.keepsEveryRule()) {
          refinement(at).run(FIRST_ATTEMPTS, enough);
        }
        Plan plan = placed.plan();
        boolean keeps = plan.keepsEveryRule();
        if (n + way == 0 || keeps && (!feasible || plan.worth > best.worth)) {
          feasible = keeps;
          best.copyFrom(plan);
          System.arraycopy(state, 0, bestState, 0, intakes);
          System.arraycopy(at, 0, price, 0, price.length);
        }
      }
    }
    System.arraycopy(bestState, 0, state, 0, intakes);
    return best;
  }

  /// Leaves the prices and which intakes run to whoever makes the plan person by person.
  private @Nullable Plan atPrices(byte[] settled, double[] root) {
    for (int c = 0; c < intakes; c++) {
      state[c] = settled[c] == Dual.CLOSED ? Dual.CLOSED : Dual.OPEN;
    }
    System.arraycopy(root, 0, price, 0, price.length);
    return null;
  }

  /// Improves a plan further.
  Plan improve(Plan plan, int attempts, LongPredicate enough) {
    placed.take(plan);
    refinement(price).run(attempts, enough);
    return placed.plan();
  }

  private Refinement refinement(double[] at) {
    return new Refinement(
        instance, classes, placed, program, state, at, new SplittableRandom(seed), goesOn);
  }

  /// How many classes are looked at closely: some for each row that has a price.
  private static int many(double[] price) {
    int priced = 0;
    for (double one : price) {
      priced += one == 0 ? 0 : 1;
    }
    return 1_000 + 3 * priced / 2;
  }

  /// Which intakes run.
  ///
  /// @param most that the program is worth then, cents
  /// @param before what was settled when no intake ran in part any more
  /// @param basis of the program then
  private record Settled(double most, byte[] state, byte[] before, int[] basis) {}

  /// Settles which intakes run, by branching on the program in which the undecided run in part.
  ///
  /// @return some of the best ways, best first
  private List<Settled> settle() {
    ways.clear();
    lastStep = program.steps() + SETTLING_STEPS;
    branch();
    if (ways.isEmpty()) {
      byte[] all = new byte[intakes];
      Arrays.fill(all, Dual.OPEN);
      ways.add(new Settled(Double.POSITIVE_INFINITY, all, all, program.basis()));
    }
    return List.copyOf(ways);
  }

  private boolean promises(double worth) {
    return ways.size() < WAYS || worth > ways.get(ways.size() - 1).most;
  }

  private void branch() {
    if (!ways.isEmpty() && (program.steps() > lastStep || !goesOn.getAsBoolean())) {
      return;
    }
    if (!program.solve(false) || program.granted() || !promises(program.worth())) {
      return;
    }
    int pick = -1;
    double least = 1 - WHOLE;
    for (int c = 0; c < intakes; c++) {
      double runs = program.runs(c);
      if (runs > WHOLE && runs < least) {
        least = runs;
        pick = c;
      }
    }
    if (pick < 0) {
      byte[] settled = new byte[intakes];
      for (int c = 0; c < intakes; c++) {
        settled[c] = program.runs(c) > 0.5 ? Dual.OPEN : Dual.CLOSED;
      }
      double close = inPart - CLOSE * Math.abs(inPart);
      if (program.worth() >= close && (ways.isEmpty() || ways.get(0).most < close)) {
        lastStep = Math.min(lastStep, (long) (AFTER_CLOSE * program.steps()));
      }
      ways.add(new Settled(program.worth(), settled, state.clone(), program.basis()));
      ways.sort(Comparator.comparingDouble((Settled way) -> -way.most));
      if (ways.size() > WAYS) {
        ways.remove(WAYS);
      }
      return;
    }
    int[] basis = program.basis();
    double[] worth = new double[2];
    for (int way = 0; way < 2; way++) {
      state[pick] = way == 0 ? Dual.OPEN : Dual.CLOSED;
      program.solve(false);
      worth[way] = program.granted() ? Double.NEGATIVE_INFINITY : program.worth();
      program.startFrom(basis);
    }
    for (int n = 0; n < 2; n++) {
      int way = worth[0] >= worth[1] ? n : 1 - n;
      if (worth[way] > Double.NEGATIVE_INFINITY && promises(worth[way])) {
        state[pick] = way == 0 ? Dual.OPEN : Dual.CLOSED;
        branch();
        program.startFrom(basis);
      }
    }
    state[pick] = Dual.FREE;
  }

  /// Draws whole numbers with the intakes settled.
  ///
  /// @param wholeFirst whether what is whole in the program is placed before anything is rounded
  private void draw(double[] at, boolean wholeFirst) {
    int tries = 0;
    program.narrow(many(at));
    for (int round = 0; round < ROUNDS && goesOn.getAsBoolean(); round++) {
      program.solve(true);
      boolean any = wholeFirst && placeWhole();
      if (round(wholeFirst) || any) {
        if (any) {
          program.leaveOutPlaced();
        }
        continue;
      }
      if (!wholeFirst) {
        placeWhole();
      }
      // Intakes that do not come to their minimum close, and whoever sits in them moves on.
      boolean again = false;
      for (int c = 0; c < intakes; c++) {
        if (placed.sits[c] > 0 && placed.sits[c] < instance.minimum[c]) {
          state[c] = Dual.CLOSED;
          again = true;
        }
      }
      if (!again || ++tries > 20) {
        break;
      }
      for (int q = 0; q < placed.number.length; q++) {
        if (placed.number[q] > 0 && !placed.runs(q) && program.isOpen(classes.classOf[q])) {
          placed.place(q, -placed.number[q]);
        }
      }
      program.emptyTheClosed();
    }
    placed.mend(at, goesOn);
    placed.fill(at);
  }

  /// Of the fractions of the solution, rounds the largest few up for good.
  ///
  /// @param rest whether the whole part of each is placed already
  /// @return whether there were any
  private boolean round(boolean rest) {
    long[] byFraction = new long[program.columns()];
    int count = 0;
    for (int n = 0; n < byFraction.length; n++) {
      double value = program.value(n);
      double fraction = value - Math.floor(value + WHOLE);
      if (fraction > WHOLE) {
        byFraction[count++] = -((long) (fraction * (1 << 20)) << 32) + n;
      }
    }
    Arrays.sort(byFraction, 0, count);
    int up = Math.max(1, count > MANY ? count / 3 : count / 8);
    boolean any = false;
    for (int i = 0; i < count && up > 0; i++) {
      int n = (int) byFraction[i];
      int wanted = rest ? 1 : (int) (program.value(n) + WHOLE) + 1;
      int more = placed.most(program.column(n), wanted, false);
      if (more > 0) {
        placed.place(program.column(n), more);
        any = true;
        up--;
      }
    }
    return any;
  }

  /// @return whether anything was placed
  private boolean placeWhole() {
    boolean any = false;
    for (int n = 0; n < program.columns(); n++) {
      int number = (int) (program.value(n) + WHOLE);
      int more = number > 0 ? placed.most(program.column(n), number, false) : 0;
      if (more > 0) {
        placed.place(program.column(n), more);
        any = true;
      }
    }
    return any;
  }
}

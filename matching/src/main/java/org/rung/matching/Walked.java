package org.rung.matching;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// The best plan walked to ([Walk]) at prices on their way to the best. A walk takes milliseconds,
/// so several are tried at each prices, the later ones with more patience.
final class Walked {
  private static final double TIES = 4.5; // a priced row, per person, in parts of the typical worth
  private static final double NARROWEST = 1e-4; // of the typical worth
  private static final double WIDEST = 0.25;
  private static final double OFF = 0.011; // of the typical worth, what a unit off costs, at first
  private static final double MORE_PATIENCE = 0.6; // times as much, the next time
  private static final int PATIENCE = 5; // times, then again from the first
  private static final int FIRST_TRIES = 2; // more at the same prices where these come near
  private static final int TRIES = 40;
  private static final int STEPS = 60; // a row, of all tries together

  private final Population population;
  private final double scale;
  private final long seed;
  private final LongPredicate enough;
  private final LongPredicate near;
  private final BooleanSupplier goesOn;
  private Shortlist shortlist;
  private final boolean all; // whether everybody's candidates are on the list
  private Plan best;
  private Shortlist here; // of the last prices
  private double reach; // likewise

  /// @param shortlist all candidates, or nobody's where they are many
  /// @param scale the typical worth, cents
  /// @param enough whether a plan of such worth will do
  /// @param near whether, after one of such worth, it is worth trying again at the same prices
  Walked(
      Population population,
      Shortlist shortlist,
      double scale,
      long seed,
      LongPredicate enough,
      LongPredicate near,
      BooleanSupplier goesOn) {
    this.population = population;
    this.scale = scale;
    this.seed = seed;
    this.enough = enough;
    this.near = near;
    this.goesOn = goesOn;
    this.shortlist = shortlist;
    here = shortlist;
    all = shortlist != Shortlist.NOBODY;
    best = new Plan(shortlist.instance);
  }

  /// What the best plan chooses from.
  Shortlist shortlist() {
    return shortlist;
  }

  /// Whether there is a plan that keeps every rule.
  boolean found() {
    return best.keepsEveryRule() && shortlist != Shortlist.NOBODY;
  }

  Plan best() {
    return best;
  }

  /// The best plan as one of another list, or an empty one if there is none there.
  Plan among(Shortlist list) {
    Plan plan = new Plan(list.instance);
    if (found()) {
      int[] choice = list.choice(shortlist.places(best.choice));
      for (int e = 0; e < choice.length; e++) {
        plan.give(e, choice[e]);
      }
    }
    return plan.keepsEveryRule() ? plan : new Plan(list.instance);
  }

  /// Lists who and what comes into question at these prices, where that is not everything.
  ///
  /// @param price per limit and intake, cents
  /// @return the bound at the prices, if it was found with it
  Optional<BigInteger> list(double[] price, Prices rounded) {
    reach = reach(price);
    if (all) {
      return Optional.empty();
    }
    Shortlist.Priced priced = Shortlist.priced(population, rounded, reach);
    here = priced.shortlist();
    return Optional.of(priced.bound());
  }

  /// Walks at the prices of the last list.
  ///
  /// @return whether the best plan will do
  boolean isEnough(double[] price) {
    Model model = new Model(here.instance);
    Undecided undecided = new Undecided(model, price, reach);
    long steps = (long) STEPS * model.rows;
    for (int n = 0; n < TRIES && steps > 0 && goesOn.getAsBoolean(); n++) {
      if (n >= FIRST_TRIES && !(found() && near.test(best.worth))) {
        break;
      }
      double unit = OFF * scale * Math.pow(MORE_PATIENCE, n % PATIENCE);
      Walk walk = new Walk(undecided, price, reach, unit, seed + n, goesOn);
      steps -= walk.run(steps);
      Plan plan = walk.plan();
      if (plan.keepsEveryRule() && (!found() || plan.worth > best.worth)) {
        best = plan;
        shortlist = here;
      }
      if (found() && enough.test(best.worth)) {
        return true;
      }
    }
    return false;
  }

  /// How far behind a person's best an option takes part, cents: the fewer people there are for
  /// each row that has a price, the farther.
  private double reach(double[] price) {
    int priced = 0;
    for (double one : price) {
      priced += one == 0 ? 0 : 1;
    }
    double part = TIES * priced / Math.max(1, population.people);
    return scale * Math.max(NARROWEST, Math.min(WIDEST, part));
  }
}

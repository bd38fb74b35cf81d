package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {
  private static final int PEOPLE = 3_000;
  private static final double REACH = 60_000; // cents
  private static final double UNIT = 10_000;
  private static final long MOST_STEPS = 100_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void comesFromEverybodysBestToAPlanCloseToTheBound(long seed) {
    Instance instance = Scarce.people(PEOPLE, 1_000_000, seed);
    double[] price = Scarce.prices(instance);
    double bound = Bound.cents(instance, Prices.rounded(instance, price)).doubleValue();
    Undecided undecided = new Undecided(new Model(instance), price, REACH);

    Plan plan = walked(undecided, price, seed).plan();

    assertThat(undecided.best.keepsEveryRule()).isFalse();
    assertThat(plan.keepsEveryRule()).isTrue();
    assertThat((double) plan.worth).isBetween(0.997 * bound, bound);
  }

  @Test
  void isTheSameForTheSameSeedAlone() {
    Instance instance = Scarce.people(PEOPLE, 1_000_000, 4);
    double[] price = Scarce.prices(instance);
    Undecided undecided = new Undecided(new Model(instance), price, REACH);

    int[] first = walked(undecided, price, 7).plan().choice;

    assertThat(walked(undecided, price, 7).plan().choice).isEqualTo(first);
    assertThat(walked(undecided, price, 8).plan().choice).isNotEqualTo(first);
  }

  @Test
  void sendsAwayWhoIsOverWhereNobodyHesitates() {
    Instance instance = Scarce.people(600, 1_000_000, 5);
    double[] free = new double[instance.limitCount() + instance.intakeCount()];
    Undecided undecided = new Undecided(new Model(instance), free, 0);

    Walk walk = new Walk(undecided, free, 0, UNIT, 1, () -> true);
    long steps = walk.run(MOST_STEPS);

    assertThat(undecided.people).isZero();
    assertThat(steps).isLessThan(MOST_STEPS);
    assertThat(undecided.best.keepsEveryRule()).isFalse();
    assertThat(walk.plan().keepsEveryRule()).isTrue();
    assertThat(walk.plan().worth).isPositive();
  }

  @Test
  void bringsPeopleToAFloor() {
    Plan plan = walkedToAFloorOfTwo(400);

    assertThat(plan.keepsEveryRule()).isTrue();
    assertThat(plan.worth).isEqualTo(-1_000 - 1_400);
  }

  @Test
  void saysSoWhereAFloorIsOutOfReach() {
    Plan plan = walkedToAFloorOfTwo(150);

    assertThat(plan.keepsEveryRule()).isFalse();
  }

  /// Two of three have to come, at a price of 1,200 cents that pays one of them.
  private static Plan walkedToAFloorOfTwo(double reach) {
    Instance.Builder builder = Instance.builder();
    int floor = builder.limit("at least two", -2);
    for (long worth : new long[] {-1_000, -1_550, -1_400}) {
      builder.person("costs " + -worth);
      builder.candidate("comes", worth);
      builder.use(floor, -1);
    }
    Instance instance = builder.build();
    double[] price = {1_200};
    Undecided undecided = new Undecided(new Model(instance), price, reach);
    Walk walk = new Walk(undecided, price, reach, UNIT, 1, () -> true);
    walk.run(MOST_STEPS);
    return walk.plan();
  }

  @Test
  void standsStillWhenToldTo() {
    Instance instance = Scarce.people(PEOPLE, 1_000_000, 6);
    double[] price = Scarce.prices(instance);
    Walk walk =
        new Walk(
            new Undecided(new Model(instance), price, REACH), price, REACH, UNIT, 1, () -> false);

    assertThat(walk.run(MOST_STEPS)).isZero();
  }

  private static Walk walked(Undecided undecided, double[] price, long seed) {
    Walk walk = new Walk(undecided, price, REACH, UNIT, seed, () -> true);
    walk.run(MOST_STEPS);
    return walk;
  }
}

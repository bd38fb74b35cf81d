package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.matching.testkit.SeededInstances.anInstance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.matching.Certificate;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Outcome.StoppedBy;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

class OptimiserTest {
  private static final int SEEDS_IN_BLOCK = 250;

  private static Settings exactly(int threads) {
    return new Settings(0, Duration.ofSeconds(20), threads, 1);
  }

  static Stream<Integer> blocks() {
    return IntStream.range(0, 16).boxed();
  }

  @ParameterizedTest(name = "block {0}")
  @MethodSource("blocks")
  void agreesWithTryingAllPlans(int block) {
    for (long seed = (long) block * SEEDS_IN_BLOCK; seed < (block + 1L) * SEEDS_IN_BLOCK; seed++) {
      SeededInstances shape = anInstance();
      switch (block % 4) {
        case 0 -> shape.people(1, 6).candidates(3).floors(0);
        case 1 -> shape.people(2, 5).candidates(4).intakes(4).floors(2);
        case 2 -> shape.people(1, 7).candidates(2).budgets(4).floors(2);
        default -> shape.people(3, 8).candidates(2).intakes(2).worth(100_000);
      }
      Instance instance = shape.seed(seed);
      OptionalLong best = BruteForce.bestWorth(instance);
      Outcome outcome = Optimiser.solve(instance, exactly(1), Progress.UNHEARD);
      switch (outcome) {
        case Outcome.Solved solved -> {
          assertThat(best).as("seed %d: a plan was found where there is none", seed).isPresent();
          assertThat(solved.certificate())
              .isEqualTo(Certificate.of(instance, solved.choice(), solved.cases()));
          assertThat(solved.certificate().boundCents())
              .as("bound, seed %d", seed)
              .isGreaterThanOrEqualTo(best.getAsLong());
          assertThat(solved.certificate().worthCents())
              .as("worth, seed %d", seed)
              .isEqualTo(best.getAsLong());
          assertThat(solved.stoppedBy()).isIn(StoppedBy.GAP_REACHED, StoppedBy.SEARCH_EXHAUSTED);
        }
        case Outcome.Infeasible infeasible ->
            assertThat(best).as("seed %d: %s", seed, infeasible.reason()).isEmpty();
        case Outcome.NothingFeasible nothing ->
            assertThat(best).as("seed %d: %s", seed, nothing.reason()).isEmpty();
      }
    }
  }

  @Test
  void smallInstancesHoldEveryKindOfAnswer() {
    List<String> seen = new ArrayList<>();
    for (long seed = 0; seed < 300; seed++) {
      Instance instance = anInstance().floors(2).intakes(3).seed(seed);
      seen.add(
          switch (Optimiser.solve(instance, exactly(1), Progress.UNHEARD)) {
            case Outcome.Solved solved ->
                solved.stoppedBy()
                    + (solved.certificate().openIntakes() > 0 ? " with intakes" : "");
            case Outcome.Infeasible infeasible -> "infeasible";
            case Outcome.NothingFeasible nothing -> "nothing feasible";
          });
    }
    assertThat(seen)
        .contains(
            "GAP_REACHED",
            "GAP_REACHED with intakes",
            "SEARCH_EXHAUSTED with intakes",
            "infeasible")
        .doesNotContain("nothing feasible");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void givesTheSamePlanOnAnyNumberOfThreads(long seed) {
    Instance instance = SeededInstances.workforce(1_500, seed);
    Outcome one = solve(instance, 1);
    assertThat(one).isInstanceOf(Outcome.Solved.class);
    assertThat(solve(instance, 2)).isEqualTo(one);
    assertThat(solve(instance, 4)).isEqualTo(one);
  }

  private static Outcome solve(Instance instance, int threads) {
    return Optimiser.solve(
        instance, new Settings(0.02, Duration.ofMinutes(2), threads, 7), Progress.UNHEARD);
  }

  @Test
  void provesAWorkforcePlanWithinItsCertifiedGap() {
    Instance instance = SeededInstances.workforce(5_000, 11);
    Outcome outcome =
        Optimiser.solve(
            instance, new Settings(0.03, Duration.ofSeconds(60), 2, 1), Progress.UNHEARD);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              assertThat(solved.stoppedBy()).isEqualTo(StoppedBy.GAP_REACHED);
              assertThat(solved.certificate().gap()).isLessThanOrEqualTo(0.03);
              assertThat(solved.certificate())
                  .isEqualTo(Certificate.of(instance, solved.choice(), solved.cases()));
            });
  }

  @Test
  void answersWithTheBestPlanSoFarWhenCancelled() {
    Instance instance = withoutFloors(3_000);
    List<Progress.Report> heard = new ArrayList<>();
    Outcome outcome =
        Optimiser.solve(
            instance,
            new Settings(0, Duration.ofMinutes(5), 2, 1),
            report -> {
              heard.add(report);
              return report.phase() != Progress.Phase.IMPROVING;
            });
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              assertThat(solved.stoppedBy()).isEqualTo(StoppedBy.CANCELLED);
              assertThat(solved.certificate().worthCents()).isPositive();
            });
    assertThat(heard).extracting(Progress.Report::phase).contains(Progress.Phase.PRICING);
  }

  @Test
  void endsAtOnceWhenCancelledAtTheFirstReport() {
    Instance instance = withoutFloors(3_000);
    List<Progress.Report> heard = new ArrayList<>();
    Outcome outcome =
        Optimiser.solve(
            instance,
            exactly(1),
            report -> {
              heard.add(report);
              return false;
            });
    assertThat(heard).hasSize(1);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              assertThat(solved.stoppedBy()).isEqualTo(StoppedBy.CANCELLED);
              assertThat(solved.choice().assigned()).isZero();
            });
  }

  @Test
  void keepsToTheTimeLimit() {
    Instance instance = withoutFloors(8_000);
    long start = System.nanoTime();
    Outcome outcome =
        Optimiser.solve(
            instance, new Settings(0, Duration.ofMillis(1_500), 2, 1), Progress.UNHEARD);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> assertThat(solved.stoppedBy()).isEqualTo(StoppedBy.TIME_LIMIT));
    assertThat(taken).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void namesTheFloorThatNobodyCanMeet() {
    Instance.Builder builder = Instance.builder();
    int floor = builder.limit("people of strategy outskilling", -3);
    for (int e = 0; e < 2; e++) {
      builder.person("person " + e);
      builder.candidate("only", 500);
      builder.use(floor, -1);
    }
    assertThat(Optimiser.solve(builder.build(), exactly(1), Progress.UNHEARD))
        .isInstanceOfSatisfying(
            Outcome.Infeasible.class,
            answer ->
                assertThat(answer.reason())
                    .contains("people of strategy outskilling", "reaches 2", "at least 3"));
  }

  @Test
  void namesTheFloorsThatConflict() {
    Instance.Builder builder = Instance.builder();
    int pledge = builder.limit("people in all", -60);
    int budget = builder.limit("budget of 2027", 50_000);
    int elsewhere = builder.limit("budget of 2028", 1_000_000);
    for (int e = 0; e < 100; e++) {
      builder.person("person " + e);
      builder.candidate("only", 500 + e);
      builder.use(pledge, -1).use(budget, 1_000 + e).use(elsewhere, 10);
    }
    Instance instance = builder.build();

    Outcome outcome = Optimiser.solve(instance, exactly(1), Progress.UNHEARD);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Infeasible.class,
            answer -> {
              assertThat(answer.conflicting())
                  .containsExactlyInAnyOrder("people in all", "budget of 2027");
              assertThat(
                      Outcome.Infeasible.isProvedBy(instance, answer.multipliers().orElseThrow()))
                  .isTrue();
            });
    Instance richer = instance.varied().capacity(budget, 63_000).build();
    assertThat(Optimiser.solve(richer, exactly(1), Progress.UNHEARD))
        .isInstanceOf(Outcome.Solved.class);
  }

  @Test
  void startsFromThePricesOfBefore() {
    Instance instance = SeededInstances.firstExperiment(4_000, 60, 80, 20, 2);
    Outcome.Solved first = (Outcome.Solved) solve(instance, 2);
    Instance richer = instance.varied().capacity(0, instance.capacity(0) * 21 / 20).build();

    Outcome.Solved again =
        (Outcome.Solved)
            Optimiser.again(
                richer,
                first.prices(),
                new Settings(1e-4, Duration.ofSeconds(30), 2, 1),
                Progress.UNHEARD);

    assertThat(again.certificate())
        .isEqualTo(Certificate.of(richer, again.choice(), again.cases()));
    assertThat(again.certificate().gap()).isLessThanOrEqualTo(2e-4);
    assertThat(again.certificate().worthCents()).isGreaterThan(first.certificate().worthCents());
  }

  @Test
  void solvesAnInstanceWithNobodyInIt() {
    assertThat(Optimiser.solve(Instance.builder().build(), exactly(1), Progress.UNHEARD))
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              assertThat(solved.certificate()).isEqualTo(new Certificate(0, 0, 0, 0));
              assertThat(solved.choice())
                  .isEqualTo(Choice.of(Instance.builder().build(), new int[0]));
            });
  }

  @Test
  void explainsWhatWouldHaveToChange() {
    Instance.Builder builder = Instance.builder();
    int slot = builder.limit("slot", 1);
    builder.person("ann");
    builder.candidate("a", 900);
    builder.use(slot, 1);
    builder.person("bob");
    int lost = builder.candidate("b", 700);
    builder.use(slot, 1);
    Instance instance = builder.build();
    assertThat(Optimiser.solve(instance, exactly(1), Progress.UNHEARD))
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              long price = solved.prices().limit(slot);
              assertThat(price).isBetween(700_000_000L, 900_000_000L);
              assertThat(solved.prices().worthAfterPrices(instance, lost))
                  .isEqualTo(700_000_000L - price);
              assertThat(solved.prices().shortfall(instance, lost)).isEqualTo(price - 700_000_000L);
            });
  }

  /// A workforce with the floors taken out, so that the empty plan is one.
  private static Instance withoutFloors(int people) {
    Instance from = SeededInstances.workforce(people, 5);
    Instance.Builder builder = Instance.builder();
    for (int j = 0; j < from.limitCount(); j++) {
      builder.limit(from.limitName(j), Math.max(0, from.capacity(j)));
    }
    for (int c = 0; c < from.intakeCount(); c++) {
      builder.intake(
          from.intakeName(c),
          from.seats(c),
          from.minimum(c),
          from.fixedCents(c),
          from.moneyLimit(c));
    }
    for (int e = 0; e < from.personCount(); e++) {
      builder.person(from.personName(e));
      for (int k = from.firstCandidate(e); k < from.endOfCandidates(e); k++) {
        builder.candidate(from.candidateName(k), from.worthCents(k));
        for (int i = 0; i < from.useCount(k); i++) {
          builder.use(from.useLimit(k, i), from.useAmount(k, i));
        }
        for (int i = 0; i < from.seatCount(k); i++) {
          builder.seat(from.seatIntake(k, i));
        }
      }
    }
    return builder.build();
  }
}

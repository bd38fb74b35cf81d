package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.matching.testkit.SeededInstances.anInstance;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.rung.matching.Certificate;
import org.rung.matching.Choice;
import org.rung.matching.Explanation;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Prices;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

/// What an explanation says, against plans made again. Small instances are searched to the end, so
/// that the answer to every change is known.
class ExplanationTest {
  private static final long FORCED = 1_000_000;
  private static final BigInteger MILLION = BigInteger.valueOf(Prices.MILLION);

  private static Optional<Outcome.Solved> best(Instance instance) {
    Settings exactly = new Settings(0, Duration.ofMinutes(1), 1, 1);
    return Optimiser.solve(instance, exactly, Progress.UNHEARD) instanceof Outcome.Solved solved
        ? Optional.of(solved)
        : Optional.empty();
  }

  /// The most that a plan is worth in which the person gets the candidate; nothing if none is.
  private static OptionalLong with(Instance instance, int candidate) {
    Instance forced =
        instance.varied().worth(candidate, instance.worthCents(candidate) + FORCED).build();
    Outcome.Solved solved = best(forced).orElseThrow();
    return solved.choice().candidateOf(instance.personOf(candidate)) == candidate
        ? OptionalLong.of(solved.certificate().worthCents() - FORCED)
        : OptionalLong.empty();
  }

  private static List<Instance> instances() {
    List<Instance> all = new ArrayList<>();
    for (long seed = 0; seed < 150; seed++) {
      all.add(anInstance().people(3, 8).candidates(3).budgets(2).intakes(2).seed(seed));
    }
    return all;
  }

  /// One amount is the price in all limits it is charged to, as in [Explanation.Change.Price].
  private static boolean money(Instance instance, int limit) {
    return instance.limitName(limit).startsWith("budget");
  }

  private static Explanation explained(Instance instance, Outcome.Solved solved, int person) {
    return Explanation.of(
        instance, solved.choice(), solved.prices(), person, limit -> money(instance, limit));
  }

  private static long gap(Instance instance, Outcome.Solved solved) {
    return Certificate.of(instance, solved.choice(), solved.prices()).gapNumerator();
  }

  @Test
  void worthAndWhatItWasPreferredToAreAsThePricesSay() {
    int seen = 0;
    for (Instance instance : instances()) {
      Outcome.Solved solved = best(instance).orElse(null);
      if (solved == null) {
        continue;
      }
      for (int e = 0; e < instance.personCount(); e++) {
        Explanation explanation = explained(instance, solved, e);
        int chosen = solved.choice().candidateOf(e);
        assertThat(explanation.chosen().orElse(Choice.NONE)).isEqualTo(chosen);
        if (chosen != Choice.NONE) {
          assertThat(explanation.worthCents()).isEqualTo(instance.worthCents(chosen));
          // What the choice itself is short of the person's best is part of the gap.
          assertThat(
                  solved.prices().bestAfterPrices(instance, e).subtract(explanation.afterPrices()))
              .isBetween(
                  BigInteger.ZERO, BigInteger.valueOf(gap(instance, solved) + 1).multiply(MILLION));
        }
        BigInteger nearest = null;
        for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
          if (k != chosen) {
            BigInteger lack = solved.prices().shortfall(instance, k);
            nearest = nearest == null ? lack : nearest.min(lack);
          }
        }
        assertThat(explanation.next().map(Explanation.Alternative::lostBy))
            .isEqualTo(Optional.ofNullable(nearest));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(300);
  }

  @Test
  void aChangeSmallerThanToldByMoreThanTheGapNeverDoesAndWhatDoesIsFoundByPlanningAgain() {
    int never = 0;
    int chosen = 0;
    int asTold = 0;
    for (Instance instance : instances()) {
      Outcome.Solved solved = best(instance).orElse(null);
      if (solved == null) {
        continue;
      }
      long worth = solved.certificate().worthCents();
      for (int e = 0; e < instance.personCount(); e++) {
        for (Explanation.Change change : explained(instance, solved, e).changes()) {
          if (!(change instanceof Explanation.Change.Worth raise)) {
            continue;
          }
          int k = raise.candidate();
          OptionalLong forced = with(instance, k);
          if (forced.isEmpty()) {
            continue; // No plan has it, whatever it is worth.
          }
          long needed = worth - forced.getAsLong();
          assertThat(needed)
              .as("what planning again says, beside what is told")
              .isGreaterThanOrEqualTo(raise.cents() - gap(instance, solved) - 1);
          never++;
          // A hair beyond what planning again says, the person is chosen and worth that much.
          Instance changed = raise.applied(instance, needed - raise.cents() + 1);
          Outcome.Solved again = best(changed).orElseThrow();
          assertThat(again.choice().candidateOf(e)).isEqualTo(k);
          assertThat(explained(changed, again, e).worthCents())
              .isEqualTo(instance.worthCents(k) + needed + 1);
          assertThat(again.certificate().worthCents()).isEqualTo(worth + 1);
          chosen++;
          if (needed <= raise.cents()) {
            asTold++;
          }
        }
      }
    }
    assertThat(never).isGreaterThan(200);
    assertThat(chosen).isEqualTo(never);
    assertThat(asTold).as("what is told is enough by itself, mostly").isGreaterThan(chosen / 2);
  }

  @Test
  void aLowerPriceIsAlsoLessMoneyAndGoesFurtherThanAsMuchMoreWorth() {
    int seen = 0;
    int asTold = 0;
    for (Instance instance : instances()) {
      Outcome.Solved solved = best(instance).orElse(null);
      if (solved == null) {
        continue;
      }
      for (int e = 0; e < instance.personCount(); e++) {
        for (Explanation.Change change : explained(instance, solved, e).changes()) {
          if (!(change instanceof Explanation.Change.Price price)) {
            continue;
          }
          int k = price.candidate();
          Instance changed = price.applied(instance, 0);
          BigInteger left = solved.prices().shortfall(changed, k);
          assertThat(left).as("nothing is missing at the prices").isZero();
          Instance dearer =
              instance.varied().worth(k, instance.worthCents(k) + price.cents()).build();
          Outcome.Solved again = best(changed).orElseThrow();
          assertThat(again.certificate().worthCents())
              .isGreaterThanOrEqualTo(best(dearer).orElseThrow().certificate().worthCents());
          Outcome.Solved hair = best(price.applied(instance, 1)).orElseThrow();
          if (hair.choice().candidateOf(e) == k) {
            asTold++;
          }
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(30);
    assertThat(asTold).as("a hair more is enough by itself, mostly").isGreaterThan(seen / 2);
  }

  @Test
  void oneMoreOfWhatIsNotToldDoesNotHelpWhereItsPriceAndTheGapAreLessThanWhatIsMissing() {
    int ruledOut = 0;
    int told = 0;
    for (Instance instance : instances()) {
      Outcome.Solved solved = best(instance).orElse(null);
      if (solved == null) {
        continue;
      }
      for (int e = 0; e < instance.personCount(); e++) {
        told +=
            (int)
                explained(instance, solved, e).changes().stream()
                    .filter(change -> change instanceof Explanation.Change.Seat)
                    .count();
        for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
          for (int i = 0; i < instance.seatCount(k); i++) {
            int intake = instance.seatIntake(k, i);
            BigInteger given =
                BigInteger.valueOf(solved.prices().seat(intake))
                    .add(BigInteger.valueOf(gap(instance, solved) + 1).multiply(MILLION));
            if (given.compareTo(solved.prices().shortfall(instance, k)) < 0) {
              Instance roomier = new Explanation.Change.Seat(k, intake).applied(instance, 0);
              OptionalLong forced = with(roomier, k);
              if (forced.isPresent()) {
                assertThat(forced.getAsLong()).isLessThan(solved.certificate().worthCents());
                ruledOut++;
              }
            }
          }
        }
      }
    }
    assertThat(ruledOut).isGreaterThan(50);
    assertThat(told).isPositive();
  }
}

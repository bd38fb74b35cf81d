package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rung.matching.Certificate;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.matching.Variation;

/// Workforces in which no two people are alike and nearly everything is scarce.
class ManyPeopleTest {
  private static final Settings SETTINGS = new Settings(1e-4, Duration.ofSeconds(60), 2, 1);

  @Test
  void provesAPlanWithinTwoTenThousandths() {
    Outcome.Solved solved = solved(SeededInstances.firstExperiment(10_000, 150, 200, 30, 1), 2);

    assertThat(solved.certificate().gap()).isLessThanOrEqualTo(2e-4);
    assertThat(solved.certificate().assigned()).isGreaterThan(3_000);
  }

  @Test
  void isNotLostWhereOpeningsAreFewerThanKindsOfThem() {
    Outcome.Solved solved = solved(SeededInstances.firstExperiment(2_000, 200, 300, 30, 1), 2);

    assertThat(solved.certificate().gap()).isLessThanOrEqualTo(5e-3);
  }

  @Test
  void givesTheSamePlanOnAnyNumberOfThreads() {
    Instance instance = SeededInstances.firstExperiment(4_000, 60, 80, 20, 2);
    List<Outcome.Solved> answers =
        Stream.of(1, 2, 4).map(threads -> solved(instance, threads)).toList();

    assertThat(answers.get(1).choice()).isEqualTo(answers.get(0).choice());
    assertThat(answers.get(1).prices()).isEqualTo(answers.get(0).prices());
    assertThat(answers.get(2).choice()).isEqualTo(answers.get(0).choice());
    assertThat(answers.get(2).prices()).isEqualTo(answers.get(0).prices());
  }

  /// What may have changed since the prices were found.
  enum Since {
    MONEY_A_LITTLE_MORE((instance, varied) -> varied.capacity(0, instance.capacity(0) * 21 / 20)),
    MONEY_A_LITTLE_LESS((instance, varied) -> varied.capacity(0, instance.capacity(0) * 19 / 20)),
    MONEY_HALVED((instance, varied) -> varied.capacity(0, instance.capacity(0) / 2)),
    MONEY_NEARLY_GONE((instance, varied) -> varied.capacity(0, instance.capacity(0) / 10)),
    MONEY_TIMES_FOUR((instance, varied) -> varied.capacity(0, instance.capacity(0) * 4)),
    EVERY_TENTH_INTAKE_GONE(Since::withoutSomeIntakes),
    ALL_WORTH_OTHERWISE(Since::worthOtherwise),
    NOTHING((instance, varied) -> varied);

    final BiFunction<Instance, Variation, Variation> change;

    Since(BiFunction<Instance, Variation, Variation> change) {
      this.change = change;
    }

    private static Variation withoutSomeIntakes(Instance instance, Variation varied) {
      for (int c = 0; c < instance.intakeCount(); c += 10) {
        varied.seats(c, 0, 0);
      }
      return varied;
    }

    private static Variation worthOtherwise(Instance instance, Variation varied) {
      SplittableRandom random = new SplittableRandom(1);
      for (int k = 0; k < instance.candidateCount(); k++) {
        varied.worth(k, (long) (instance.worthCents(k) * random.nextDouble(0.7, 1.3)));
      }
      return varied;
    }
  }

  /// However much has changed: prices of before are a start, and where they are too far off they
  /// are left.
  @ParameterizedTest
  @EnumSource
  void plansAgainAsWellAsAnew(Since since) {
    Instance before = SeededInstances.firstExperiment(10_000, 100, 150, 30, 1);
    Outcome.Solved first = solved(before, 2);
    Instance after = since.change.apply(before, before.varied()).build();

    Outcome.Solved again =
        (Outcome.Solved) Optimiser.again(after, first.prices(), SETTINGS, Progress.UNHEARD);

    assertThat(again.certificate()).isEqualTo(Certificate.of(after, again.choice(), again.cases()));
    assertThat(again.certificate().gap()).isLessThanOrEqualTo(2e-4);
  }

  /// What makes prices hard to find.
  enum Harder {
    TIGHT_SEATS(twist -> twist.seats(0.02)),
    ONE_SCARCE_OPENING(Twist::oneOpening),
    NO_MONEY(twist -> twist.budget(0)),
    PLENTY(twist -> twist.seats(100).budget(100)),
    EQUAL_VALUES(Twist::equalWorth),
    NINE_ORDERS_OF_MAGNITUDE(Twist::wideWorth);

    private final Function<Twist, Twist> how;

    Harder(Function<Twist, Twist> how) {
      this.how = how;
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAndProvesNoMoreThanTheCheckConfirms(Harder harder, @TempDir Path folder)
      throws Exception {
    Instance instance = harder.how.apply(new Twist(1_500)).build();

    Outcome.Solved solved = solved(instance, 2);

    PlanFiles.write(folder, instance, solved);
    CertificateCheck.Report report = CertificateCheck.of(folder);
    assertThat(report.holds()).isTrue();
    assertThat(report.figures())
        .hasValueSatisfying(
            figures -> assertThat(figures.gap()).isEqualTo(solved.certificate().printedGap()));
    assertThat(solved.certificate().gap()).isLessThanOrEqualTo(1e-3);
  }

  /// What nobody can keep, and what it is that stands against it.
  enum Impossible {
    ANYBODY_WITHOUT_MONEY(twist -> twist.budget(0).floor(1), "budget"),
    THREE_IN_ONE_OPENING(twist -> twist.oneOpening().floor(3), "openings of role 0"),
    MORE_THAN_SEATS(twist -> twist.seats(0.02).floor(200), "seats of programme 2");

    private final Function<Twist, Twist> how;
    private final String against;

    Impossible(Function<Twist, Twist> how, String against) {
      this.how = how;
      this.against = against;
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheFloorAndWhatStandsAgainstIt(Impossible impossible) {
    Instance instance = impossible.how.apply(new Twist(1_500)).build();

    Outcome outcome = Optimiser.solve(instance, SETTINGS, Progress.UNHEARD);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Infeasible.class,
            answer -> {
              assertThat(answer.conflicting()).contains(Twist.PEOPLE_IN_ALL, impossible.against);
              assertThat(answer.multipliers())
                  .hasValueSatisfying(prices ->
                      assertThat(Outcome.Infeasible.isProvedBy(instance, prices)).isTrue());
            });
  }

  @Test
  void keepsAFloorThatCanJustBeKept() {
    Outcome.Solved solved = solved(new Twist(1_500).equalWorth().floor(701).build(), 2);

    assertThat(solved.certificate().assigned()).isGreaterThanOrEqualTo(701);
    assertThat(solved.certificate().gap()).isLessThanOrEqualTo(1e-3);
  }

  /// Its proof was not split when time was up, and was at other prices than those written.
  @Test
  void writesWhatProvesItWhereTimeIsUp(@TempDir Path folder) throws Exception {
    Instance instance = SeededInstances.sitesAndQuarters(2_000, 20, 30, 30, 1);
    Settings hasty = new Settings(1e-4, Duration.ofSeconds(5), 2, 1);

    Outcome outcome = Optimiser.solve(instance, hasty, Progress.UNHEARD);

    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    PlanFiles.write(folder, instance, (Outcome.Solved) outcome);
    assertThat(CertificateCheck.of(folder).steps()).allMatch(CertificateCheck.Step::holds);
  }

  /// 432 intakes with a minimum and a fixed price: more than can be tried one by one.
  @Test
  void hasAPlanInTimeWhereHundredsOfIntakesStandInForEachOther(@TempDir Path folder)
      throws Exception {
    Instance instance = new YearsOfIntakes(3_000, 1).build();
    Settings hasty = new Settings(1e-4, Duration.ofSeconds(10), 2, 1);

    Outcome outcome = Optimiser.solve(instance, hasty, Progress.UNHEARD);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              assertThat(solved.certificate().gap()).isLessThanOrEqualTo(0.01);
              assertThat(solved.certificate().assigned()).isGreaterThanOrEqualTo(1_000);
            });
    PlanFiles.write(folder, instance, (Outcome.Solved) outcome);
    assertThat(CertificateCheck.of(folder).steps()).allMatch(CertificateCheck.Step::holds);
  }

  private static Outcome.Solved solved(Instance instance, int threads) {
    Outcome outcome =
        Optimiser.solve(
            instance, new Settings(1e-4, Duration.ofSeconds(60), threads, 1), Progress.UNHEARD);
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }
}

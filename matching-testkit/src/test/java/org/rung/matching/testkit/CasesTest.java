package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rung.matching.testkit.SeededInstances.anInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.matching.Case;
import org.rung.matching.Certificate;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Prices;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

class CasesTest {
  private static final Instance SPLIT = SeededInstances.sitesAndQuarters(5_000, 60, 80, 15, 1);

  private static Outcome.Solved solved(int threads) {
    Outcome outcome =
        Optimiser.solve(
            SPLIT, new Settings(1e-4, Duration.ofMinutes(2), threads, 1), Progress.UNHEARD);
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }

  @Test
  void splitsTheProofWhereIntakesInPartLeaveAGapAndTheCheckConfirmsItFromTheFiles(
      @TempDir Path folder) throws IOException {
    Outcome.Solved solved = solved(2);
    assertThat(solved.cases()).hasSizeGreaterThan(1);
    assertThat(Case.coverEveryPlan(solved.cases())).isTrue();
    Certificate unsplit = Certificate.of(SPLIT, solved.choice(), solved.prices());
    assertThat(solved.certificate().boundCents()).isLessThan(unsplit.boundCents());
    assertThat(solved.certificate())
        .isEqualTo(Certificate.of(SPLIT, solved.choice(), solved.cases()));
    assertThat(solved(1)).as("on one thread").isEqualTo(solved);

    Path out = folder.resolve("out");
    PlanFiles.write(out, SPLIT, solved);
    CertificateCheck.Report report = CertificateCheck.of(out);
    assertThat(report.steps())
        .allSatisfy(step -> assertThat(step.holds()).as(step.toString()).isTrue());
    assertThat(PlanFiles.readCases(out, SPLIT)).isEqualTo(solved.cases());

    Path cases = out.resolve("plan").resolve("cases.csv");
    List<String> rows = Files.readAllLines(cases);
    for (int row = 1; row < rows.size(); row++) {
      List<String> changed = new ArrayList<>(rows);
      changed.set(
          row,
          rows.get(row).endsWith("open")
              ? rows.get(row).replace("open", "closed")
              : rows.get(row).replace("closed", "open"));
      Files.write(cases, changed);
      assertThat(CertificateCheck.of(out).steps())
          .filteredOn(step -> !step.holds())
          .extracting(CertificateCheck.Step::name)
          .contains("Every plan is of one of the cases");
    }
    Files.write(cases, rows.subList(0, rows.size() - 1));
    assertThat(CertificateCheck.of(out).holds()).as("a row is missing").isFalse();
    Files.write(cases, rows);
    assertThat(CertificateCheck.of(out).holds()).isTrue();

    PlanFiles.write(
        out,
        SPLIT,
        new Outcome.Solved(
            solved.choice(), solved.prices(), List.of(), unsplit, solved.stoppedBy()));
    assertThat(cases).as("of the plan that was there before").doesNotExist();
    assertThat(CertificateCheck.of(out).holds()).isTrue();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void boundsEveryPlanWhateverTheCasesAndTheirPrices(long seed) {
    RandomGenerator random = SeededInstances.generator(seed);
    for (int n = 0; n < 40; n++) {
      Instance instance = anInstance().people(2, 5).intakes(4).floors(1).seed(100 * seed + n);
      List<Case> cases = new ArrayList<>();
      split(instance, random, List.of(), List.of(), cases);
      OptionalLong best = BruteForce.bestWorth(instance);
      if (best.isEmpty()) {
        continue;
      }
      Outcome.Solved optimal =
          (Outcome.Solved)
              Optimiser.solve(
                  instance, new Settings(0, Duration.ofMinutes(1), 1, 1), Progress.UNHEARD);
      Certificate certificate = Certificate.of(instance, optimal.choice(), cases);
      assertThat(certificate.worthCents()).isEqualTo(best.getAsLong());
      assertThat(certificate.boundCents()).isGreaterThanOrEqualTo(best.getAsLong());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void coverEveryPlanAndNoneIsLeftOutUnseen(long seed) {
    RandomGenerator random = SeededInstances.generator(seed);
    Instance instance = anInstance().people(2, 3).intakes(5).seed(seed);
    List<Case> cases = new ArrayList<>();
    split(instance, random, List.of(), List.of(), cases);
    assertThat(Case.coverEveryPlan(cases)).isTrue();
    for (int n = 0; n < cases.size() && cases.size() > 1; n++) {
      List<Case> fewer = new ArrayList<>(cases);
      fewer.remove(n);
      assertThat(Case.coverEveryPlan(fewer)).as("without %s", cases.get(n)).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Certificate.of(instance, nothing(instance), fewer))
          .withMessageContaining("they do not cover every plan");
    }
    assertThat(Case.coverEveryPlan(List.of())).isFalse();
  }

  private static Choice nothing(Instance instance) {
    int[] none = new int[instance.personCount()];
    java.util.Arrays.fill(none, Choice.NONE);
    return Choice.of(instance, none);
  }

  /// Leaves of a tree of which each part is split by any intake, or not.
  private static void split(
      Instance instance,
      RandomGenerator random,
      List<Integer> open,
      List<Integer> closed,
      List<Case> cases) {
    List<Integer> left = new ArrayList<>();
    for (int c = 0; c < instance.intakeCount(); c++) {
      if (!open.contains(c) && !closed.contains(c)) {
        left.add(c);
      }
    }
    if (left.isEmpty() || !open.isEmpty() && !closed.isEmpty() && random.nextInt(3) == 0) {
      long most = 3_000_000_000L;
      Prices prices =
          Prices.of(
              instance,
              random.longs(instance.limitCount(), 0, most).toArray(),
              random.longs(instance.intakeCount(), 0, most).toArray(),
              random.longs(instance.intakeCount(), 0, most).toArray());
      cases.add(new Case(open, closed, prices));
      return;
    }
    int pick = left.get(random.nextInt(left.size()));
    split(instance, random, with(open, pick), closed, cases);
    split(instance, random, open, with(closed, pick), cases);
  }

  private static List<Integer> with(List<Integer> intakes, int more) {
    TreeSet<Integer> all = new TreeSet<>(intakes);
    all.add(more);
    return List.copyOf(all);
  }
}

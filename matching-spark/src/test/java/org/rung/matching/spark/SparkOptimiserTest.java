package org.rung.matching.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Population;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.matching.Summand;
import org.rung.matching.testkit.CertificateCheck;
import org.rung.matching.testkit.SeededInstances;

/// The optimiser on Spark in this process.
class SparkOptimiserTest {
  static final Settings HOW = new Settings(1e-3, Duration.ofMinutes(2), 2, 1);
  private static final Settings ROUGHLY = new Settings(0.05, Duration.ofMinutes(2), 2, 1);

  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            SparkPlan.configuration(
                "local[2]",
                Map.of("spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1")));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void givesTheAnswerOfOneMachineWhereNoTwoPeopleAreAlike() throws Exception {
    checkSame(SeededInstances.firstExperiment(2_000, 30, 40, 20, 2), HOW);
  }

  @Test
  void givesTheAnswerOfOneMachineWithFloorsIntakesAndKindsOfPeople() throws Exception {
    checkSame(SeededInstances.workforce(300, 1), ROUGHLY);
  }

  private void checkSame(Instance instance, Settings how) throws Exception {
    Outcome.Solved here = (Outcome.Solved) Optimiser.solve(instance, how, Progress.UNHEARD);
    Outcome.Solved there = solved(instance, how);

    assertThat(there).isEqualTo(here);
    PlanFiles.write(folder.resolve("out"), instance, there);
    assertThat(CertificateCheck.of(folder.resolve("out")).holds()).isTrue();
  }

  private Outcome.Solved solved(Instance instance, Settings how) throws IOException {
    String tables = folder.resolve("parquet").toString();
    ParquetInstance.write(tables, instance);
    try (SparkOptimiser optimiser = new SparkOptimiser(spark, tables)) {
      Outcome.Solved solved = (Outcome.Solved) optimiser.solve(how, Progress.UNHEARD);
      optimiser.write(folder.resolve("plan").toString(), solved);
      return SparkOptimiser.numbered(instance, solved);
    }
  }

  @Test
  void writesChoiceAndPricesAsParquet() throws Exception {
    Instance instance = SeededInstances.workforce(300, 1);
    Outcome.Solved solved = solved(instance, ROUGHLY);
    Map<Long, Long> chosen = new TreeMap<>();
    TableFiles.of(
            folder.resolve("plan").toString(),
            Table.CHOICE,
            "person",
            new org.apache.hadoop.conf.Configuration())
        .read(
            Table.CHOICE.columns(),
            new org.apache.hadoop.conf.Configuration(),
            row -> chosen.put(row.number[0], row.present[1] ? row.number[1] : -1));

    assertThat(chosen).hasSize(300);
    chosen.forEach((person, candidate) ->
        assertThat(solved.choice().candidateOf(person.intValue())).isEqualTo(candidate.intValue()));
  }

  @Test
  void saysThatNoPlanCanBe() throws Exception {
    Instance.Builder builder = Instance.builder();
    int floor = builder.limit("at least three", -3);
    for (int e = 0; e < 2; e++) {
      builder.person("person " + e);
      builder.candidate("only", 500);
      builder.use(floor, -1);
    }
    String tables = folder.resolve("parquet").toString();
    ParquetInstance.write(tables, builder.build());
    try (SparkOptimiser optimiser = new SparkOptimiser(spark, tables)) {
      assertThat(optimiser.solve(HOW, Progress.UNHEARD))
          .isInstanceOfSatisfying(
              Outcome.Infeasible.class,
              infeasible -> assertThat(infeasible.reason()).contains("at least three"));
    }
  }

  @Test
  void refusesRowsThatAreNotInOrder() throws Exception {
    String tables = folder.resolve("parquet").toString();
    ParquetInstance.write(tables, SeededInstances.workforce(50, 1));
    try (TableWriting out =
        new TableWriting(tables, Table.SEATS, new org.apache.hadoop.conf.Configuration())) {
      out.number(0, 7).number(1, 0).end();
      out.number(0, 3).number(1, 0).end();
    }
    try (SparkOptimiser optimiser = new SparkOptimiser(spark, tables)) {
      assertThatThrownBy(() -> optimiser.solve(HOW, Progress.UNHEARD))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("seats.parquet")
          .hasMessageContaining("candidate 3 is out of order");
    }
  }

  /// A sum that tells in which order it was made.
  static final class Order implements Summand<Order> {
    private static final long serialVersionUID = 1;
    String order;

    Order(String order) {
      this.order = order;
    }

    @Override
    public void add(Order other, int part) {
      order = "(" + order + " " + other.order + ")";
    }
  }

  @Test
  void addsManyBlocksInRunsAsOneMachineDoes() {
    int run = Population.runOf(20);
    try (SparkBlocks<Integer> blocks = SparkBlocks.of(spark, 20, 7, number -> number)) {
      String order = blocks.sum((number, scratch) -> new Order(String.valueOf((int) number))).order;
      StringBuilder expected = new StringBuilder();
      for (int from = 0; from < 20; from += run) {
        String ofRun = String.valueOf(from);
        for (int b = from + 1; b < Math.min(20, from + run); b++) {
          ofRun = "(" + ofRun + " " + b + ")";
        }
        expected =
            from == 0
                ? new StringBuilder(ofRun)
                : new StringBuilder("(" + expected + " " + ofRun + ")");
      }
      assertThat(order).isEqualTo(expected.toString());
    }
  }

  @Test
  void startsWithTheOptionsThatSparkAsksFor() throws Exception {
    assertThat(java.nio.file.Files.readAllLines(Path.of("java.options")))
        .containsExactly(
            org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions().trim().split(" "));
  }
}

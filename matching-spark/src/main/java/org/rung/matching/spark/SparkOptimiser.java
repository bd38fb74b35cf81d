package org.rung.matching.spark;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.rung.matching.Block;
import org.rung.matching.Case;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Population;
import org.rung.matching.Prices;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

/// Solves an instance whose people stay on the executors of a Spark cluster. Only what [Optimiser]
/// asks of everybody runs there; the plan is made in this process from the candidates that come
/// close at the prices found.
public final class SparkOptimiser implements AutoCloseable {
  private static final int NO_CASE = -1;

  private static final int MANY_BLOCKS = 64; // a task for each of so many is no matter

  private final ParquetPeople people;
  private final SparkBlocks<Block> blocks;

  /// Looks at the files' ends; people are read at the first pass.
  ///
  /// @param folder with the tables of [ParquetInstance], where every executor can read it
  /// @throws IOException naming a table that is not there or is no such table
  public SparkOptimiser(JavaSparkContext spark, String folder) throws IOException {
    people = ParquetPeople.of(folder);
    ParquetPeople from = people;
    int count = people.blocks();
    int tasks = count > MANY_BLOCKS ? count : Math.min(count, spark.defaultParallelism());
    blocks = SparkBlocks.of(spark, count, tasks, from::block);
  }

  public int personCount() {
    return people.people();
  }

  public long candidateCount() {
    return people.candidates();
  }

  public int blockCount() {
    return people.blocks();
  }

  /// The answer of [Optimiser#solve(Instance, Settings, Progress)]; its choice counts each person's
  /// candidates from nought ([#numbered] tells it in the instance's).
  ///
  /// @throws IOException when the tables' rows are not what they should be
  public Outcome solve(Settings settings, Progress progress) throws IOException {
    Instance frame = people.frame().builder(true).build();
    try {
      return Optimiser.solve(
          new Population(frame, people.people(), people.candidates(), blocks), settings, progress);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    } catch (Exception e) { // Spark's own is checked but, being of Scala, not declared
      if (!(e instanceof SparkException)) {
        throw e;
      }
      throw new IOException(cause(e), e);
    }
  }

  /// What a task said that could not go on, without the pages that Spark says about it.
  private static String cause(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof IOException) {
        return String.valueOf(e.getMessage());
      }
      deepest = e;
    }
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("Spark gave up");
  }

  /// The same answer for the instance in one process.
  public static Outcome.Solved numbered(Instance instance, Outcome.Solved solved) {
    int[] candidate = solved.choice().toArray();
    for (int e = 0; e < candidate.length; e++) {
      candidate[e] += candidate[e] == Choice.NONE ? 0 : instance.firstCandidate(e);
    }
    return new Outcome.Solved(
        Choice.of(instance, candidate),
        solved.prices(),
        solved.cases(),
        solved.certificate(),
        solved.stoppedBy());
  }

  /// Writes choice and prices as Parquet, with the columns of the CSV files of a plan.
  public void write(String folder, Outcome.Solved solved) throws IOException {
    Configuration configuration = new Configuration();
    try (TableWriting out = new TableWriting(folder, Table.CHOICE, configuration)) {
      int e = 0;
      long first = 0;
      for (int[] counts : blocks.each((block, scratch) -> block.candidateCounts())) {
        for (int count : counts) {
          out.number(0, e);
          if (solved.choice().candidateOf(e) != Choice.NONE) {
            out.number(1, first + solved.choice().candidateOf(e));
          }
          out.end();
          first += count;
          e++;
        }
      }
    }
    try (TableWriting out = new TableWriting(folder, Table.PRICES, configuration)) {
      write(out, NO_CASE, solved.prices());
    }
    if (solved.cases().size() > 1) {
      writeCases(folder, solved.cases(), configuration);
    }
  }

  private static void writeCases(String folder, List<Case> cases, Configuration configuration)
      throws IOException {
    try (TableWriting out = new TableWriting(folder, Table.CASES, configuration)) {
      for (int n = 0; n < cases.size(); n++) {
        for (int c : cases.get(n).open()) {
          out.number(0, n).number(1, c).text(2, "open").end();
        }
        for (int c : cases.get(n).closed()) {
          out.number(0, n).number(1, c).text(2, "closed").end();
        }
      }
    }
    try (TableWriting out = new TableWriting(folder, Table.CASE_PRICES, configuration)) {
      for (int n = 0; n < cases.size(); n++) {
        write(out, n, cases.get(n).prices());
      }
    }
  }

  private static void row(TableWriting out, int number, String kind, int index, long price)
      throws IOException {
    int first = number == NO_CASE ? 0 : 1;
    if (number != NO_CASE) {
      out.number(0, number);
    }
    out.text(first, kind).number(first + 1, index).number(first + 2, price).end();
  }

  /// @param number of the case
  private static void write(TableWriting out, int number, Prices prices) throws IOException {
    for (int j = 0; j < prices.limitCount(); j++) {
      row(out, number, "limit", j, prices.limit(j));
    }
    for (int c = 0; c < prices.intakeCount(); c++) {
      row(out, number, "seat", c, prices.seat(c));
    }
    for (int c = 0; c < prices.intakeCount(); c++) {
      row(out, number, "minimum", c, prices.minimum(c));
    }
  }

  @Override
  public void close() {
    blocks.close();
  }
}

package org.rung.matching.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.rung.matching.Blocks;
import org.rung.matching.Pass;
import org.rung.matching.Population;
import org.rung.matching.Scratch;
import org.rung.matching.Summand;
import scala.Tuple2;

/// Blocks on the executors, one in each partition, in their order. They stay in memory as long as
/// there is room; what an executor takes with it is made again from what it was made of, in the end
/// from the files, by the same code, and so is the same.
final class SparkBlocks<B> implements Blocks<B> {
  private final JavaSparkContext spark;
  private final JavaRDD<B> blocks;
  private final int count;

  private SparkBlocks(JavaSparkContext spark, JavaRDD<B> blocks, int count) {
    this.spark = spark;
    this.blocks = blocks;
    this.count = count;
  }

  /// @param count how many
  /// @param partitions in how many tasks they are worked on, 1 to `count`
  /// @param made makes a block from its number, on the executor that is to have it
  static <B> SparkBlocks<B> of(JavaSparkContext spark, int count, int partitions, Made<B> made) {
    Broadcast<Made<B>> sent = spark.broadcast(made);
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    return new SparkBlocks<>(
        spark,
        spark
            .parallelize(numbers, partitions)
            .map(number -> sent.value().block(number))
            .persist(StorageLevel.MEMORY_ONLY()),
        count);
  }

  /// Makes a block.
  interface Made<B> extends java.io.Serializable {
    B block(int number);
  }

  @Override
  public <R> List<R> each(Pass<? super B, R> pass) {
    return answers(pass).collect();
  }

  @Override
  public <R extends Summand<R>> R sum(Pass<? super B, R> pass) {
    int run = Population.runOf(count);
    List<R> runs = count <= run ? List.of(added(each(pass).iterator())) : runs(pass, run);
    return added(runs.iterator());
  }

  /// The sums of runs of blocks, added where the executors are.
  private <R extends Summand<R>> List<R> runs(Pass<? super B, R> pass, int run) {
    int all = count;
    int partitions = blocks.getNumPartitions();
    List<Tuple2<Integer, R>> sums =
        answers(pass)
            .mapPartitionsWithIndex(
                // Where the partition begins: as parallelize parts a list.
                (partition, it) -> numbered((int) ((long) partition * all / partitions), it), true)
            .mapToPair(numbered -> numbered)
            .repartitionAndSortWithinPartitions(new Runs(run, (count + run - 1) / run))
            .mapPartitionsWithIndex(SparkBlocks::<R>sumOfRun, true)
            .collect();
    List<Tuple2<Integer, R>> inOrder = new ArrayList<>(sums);
    inOrder.sort(Comparator.comparing(Tuple2::_1));
    return inOrder.stream().map(Tuple2::_2).toList();
  }

  private static <R> Iterator<Tuple2<Integer, R>> numbered(int first, Iterator<R> answers) {
    return new Iterator<>() {
      private int block = first;

      @Override
      public boolean hasNext() {
        return answers.hasNext();
      }

      @Override
      public Tuple2<Integer, R> next() {
        return new Tuple2<>(block++, answers.next());
      }
    };
  }

  private static <R extends Summand<R>> Iterator<Tuple2<Integer, R>> sumOfRun(
      int run, Iterator<Tuple2<Integer, R>> answers) {
    return List.of(new Tuple2<>(run, added(values(answers)))).iterator();
  }

  private static <R> Iterator<R> values(Iterator<Tuple2<Integer, R>> pairs) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pairs.hasNext();
      }

      @Override
      public R next() {
        return pairs.next()._2;
      }
    };
  }

  private static <R extends Summand<R>> R added(Iterator<R> answers) {
    R sum = answers.next();
    while (answers.hasNext()) {
      R other = answers.next();
      for (int part = 0; part < sum.parts(); part++) {
        sum.add(other, part);
      }
    }
    return sum;
  }

  /// Passes go with the task; scratch is new each time, for two tries of a task may overlap.
  private <R> JavaRDD<R> answers(Pass<? super B, R> pass) {
    return blocks.map(block -> pass.over(block, new Scratch()));
  }

  @Override
  public <C> Blocks<C> changed(Pass<? super B, C> pass) {
    // Broadcast, or every later pass would carry all that led to it.
    Broadcast<Pass<? super B, C>> sent = spark.broadcast(pass);
    JavaRDD<C> changed = blocks.map(block -> sent.value().over(block, new Scratch()));
    return new SparkBlocks<>(spark, changed.persist(StorageLevel.MEMORY_AND_DISK()), count);
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }

  /// Keeps runs of blocks together.
  private static final class Runs extends Partitioner {
    private static final long serialVersionUID = 1;
    private final int run;
    private final int runs;

    Runs(int run, int runs) {
      this.run = run;
      this.runs = runs;
    }

    @Override
    public int numPartitions() {
      return runs;
    }

    @Override
    public int getPartition(Object block) {
      return (Integer) block / run;
    }
  }
}

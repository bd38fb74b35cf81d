package org.rung.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everybody of an instance, in blocks, and the limits and intakes that they share. What an
/// [Optimiser] works on: it sees people only through passes over blocks, so they may lie on other
/// machines.
public final class Population {
  private static final int MOST_OF_SOME = 8; // blocks where candidates are not very many
  private static final int LEAST_IN_BLOCK = 2_000; // candidates; fewer are not worth a block
  private static final int MANY_IN_BLOCK = 1_000_000;

  final Instance frame;
  final int people;
  final long candidates;
  final Blocks<Block> blocks;
  final Optional<Instance> here; // all of it, where it is in this process

  /// @param frame an instance with the same limits and intakes; its people are not looked at
  /// @param people how many
  /// @param candidates how many
  /// @param blocks [#blocksFor] of them, block `b` from [#firstOf] `b` to that of the next
  public Population(Instance frame, int people, long candidates, Blocks<Block> blocks) {
    this(frame, people, candidates, blocks, Optional.empty());
  }

  private Population(
      Instance frame, int people, long candidates, Blocks<Block> blocks, Optional<Instance> here) {
    Instance.within("people", people, 0, Integer.MAX_VALUE);
    Instance.within("candidates", candidates, 0, Long.MAX_VALUE);
    this.frame = frame;
    this.people = people;
    this.candidates = candidates;
    this.blocks = blocks;
    this.here = here;
  }

  /// An instance's people, in this process.
  static Population of(Instance instance, Workers workers) {
    int count = blocksFor(instance.candidateCount());
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      blocks.add(
          new Block(
              instance,
              firstOf(b, count, instance.personCount()),
              firstOf(b + 1, count, instance.personCount()),
              0));
    }
    return new Population(
        instance,
        instance.personCount(),
        instance.candidateCount(),
        new BlocksHere<>(blocks, workers),
        Optional.of(instance));
  }

  /// What is known of everybody before any price.
  Survey survey() {
    return here.isPresent() ? here.get().surveyed.get(this::surveyNow) : surveyNow();
  }

  private Survey surveyNow() {
    return blocks.sum((block, scratch) -> Survey.of(block));
  }

  /// The same people and rules where nothing is worth anything; its blocks are to be closed.
  Population worthless(Workers workers) {
    return here.isPresent()
        ? of(here.get().worthless(), workers)
        : new Population(
            frame.worthless(),
            people,
            candidates,
            blocks.changed((block, scratch) -> block.worthless()));
  }

  /// A plan told by each person's place among the own candidates.
  ///
  /// @param places becomes part of the answer
  Choice choice(int[] places) {
    for (int e = 0; here.isPresent() && e < places.length; e++) {
      places[e] += places[e] == Choice.NONE ? 0 : here.get().start[e];
    }
    return Choice.holding(places);
  }

  /// How many blocks there are: as many as threads of one machine have use for, and where
  /// candidates are very many one for each million.
  public static int blocksFor(long candidates) {
    long some = Math.min(MOST_OF_SOME, candidates / LEAST_IN_BLOCK);
    return Math.toIntExact(Math.max(Math.max(1, some), candidates / MANY_IN_BLOCK));
  }

  /// The first person of a block; of the one past the last, the number of people.
  public static int firstOf(int block, int blocks, int people) {
    return Math.toIntExact((long) people * block / blocks);
  }

  /// How many blocks are added one after the other before their sum is added to others'.
  public static int runOf(int blocks) {
    return Math.max(MOST_OF_SOME, (int) Math.ceil(Math.sqrt(blocks)));
  }
}

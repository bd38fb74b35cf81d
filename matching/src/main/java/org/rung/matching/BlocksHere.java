package org.rung.matching;

import java.util.ArrayList;
import java.util.List;

/// Blocks in this process, shared among its threads.
final class BlocksHere<B> implements Blocks<B> {
  private final List<B> blocks;
  private final Workers workers;
  private final Scratch[] scratch; // of the first run, and of all others in turn

  BlocksHere(List<B> blocks, Workers workers) {
    this.blocks = List.copyOf(blocks);
    this.workers = workers;
    scratch = new Scratch[Math.min(blocks.size(), 2 * Population.runOf(blocks.size()))];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Scratch();
    }
  }

  @Override
  public <R> List<R> each(Pass<? super B, R> pass) {
    return run(pass, 0, blocks.size());
  }

  @Override
  public <R extends Summand<R>> R sum(Pass<? super B, R> pass) {
    int run = Population.runOf(blocks.size());
    R sum = sumOfRun(pass, 0, Math.min(run, blocks.size()));
    for (int from = run; from < blocks.size(); from += run) {
      addAll(sum, List.of(sumOfRun(pass, from, Math.min(from + run, blocks.size()))));
    }
    return sum;
  }

  private <R extends Summand<R>> R sumOfRun(Pass<? super B, R> pass, int from, int to) {
    List<R> answers = run(pass, from, to);
    addAll(answers.get(0), answers.subList(1, answers.size()));
    return answers.get(0);
  }

  private <R extends Summand<R>> void addAll(R sum, List<R> others) {
    workers.run(
        others.isEmpty() ? 0 : sum.parts(),
        part -> {
          for (R other : others) {
            sum.add(other, part);
          }
        });
  }

  private <R> List<R> run(Pass<? super B, R> pass, int from, int to) {
    int run = Population.runOf(blocks.size());
    List<R> answers = new ArrayList<>(java.util.Collections.nCopies(to - from, null));
    workers.run(
        to - from,
        i -> {
          int b = from + i;
          Scratch mine = to - from > run ? new Scratch() : scratch[b < run ? b : run + b % run];
          answers.set(i, pass.over(blocks.get(b), mine));
        });
    return answers;
  }

  @Override
  public <C> Blocks<C> changed(Pass<? super B, C> pass) {
    return new BlocksHere<>(each(pass), workers);
  }

  @Override
  public void close() {}
}

package org.rung.benchmarks;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rung.matching.Instance;

/// One solver on one instance in a process of its own, so that what one solver leaves behind is not
/// the next one's. Each line printed that begins with a brace is an answer.
final class OneSolver {
  /// Solvers look at their clock when they like; after so much more they are not waited for.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private OneSolver() {}

  /// @param arguments solver, family with people, programmes, roles, candidates and seed, threads,
  ///   seconds at most, by how many percent the budgets change for a second plan or 0
  public static void main(String[] arguments) throws InterruptedException {
    Iterator<String> next = List.of(arguments).iterator();
    Solver solver = Solver.of(next.next());
    Family family =
        new Family(
            Family.Kind.valueOf(next.next()),
            Integer.parseInt(next.next()),
            Integer.parseInt(next.next()),
            Integer.parseInt(next.next()),
            Integer.parseInt(next.next()),
            Long.parseLong(next.next()));
    int threads = Integer.parseInt(next.next());
    Duration atMost = Duration.ofSeconds(Long.parseLong(next.next()));
    double change = Double.parseDouble(next.next());
    Instance instance = family.instance();
    Prepared prepared = solver.prepare(instance, threads);
    AtomicBoolean over = new AtomicBoolean();
    Thread watch = watch(solver, instance, atMost.plus(PATIENCE), over);
    Answer answer = prepared.solve(atMost);
    if (!over.compareAndSet(false, true)) {
      watch.join();
    }
    System.out.println(answer.ofCandidates(instance.candidateCount()).json());
    if (prepared instanceof Rung ours && change != 0) {
      System.out.println(ours.again(change, atMost).ofCandidates(instance.candidateCount()).json());
    }
    // Solvers may have threads of their own that go on.
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /// Ends the process when the time is long over.
  private static Thread watch(
      Solver solver, Instance instance, Duration atMost, AtomicBoolean over) {
    long start = System.nanoTime();
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            Thread.sleep(atMost);
          } catch (InterruptedException e) {
            return;
          }
          if (over.compareAndSet(false, true)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(
                Answer.without(solver.word(), Answer.NOT_FINISHED, seconds, PeakMemory.mb())
                    .ofCandidates(instance.candidateCount())
                    .json());
            System.out.flush();
            Runtime.getRuntime().halt(0);
          }
        });
  }
}

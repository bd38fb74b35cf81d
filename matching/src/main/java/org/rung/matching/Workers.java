package org.rung.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Runs blocks of work on some threads, the caller's among them. Which thread takes which block
/// does not matter: each writes to a place of its own and the caller sums the places in order.
final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  Workers(int threads) {
    this.threads = threads;
    pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            work -> {
              Thread thread = new Thread(work, "matching");
              thread.setDaemon(true);
              return thread;
            });
  }

  void run(int blocks, IntConsumer work) {
    AtomicInteger next = new AtomicInteger();
    Runnable turn =
        () -> {
          for (int b = next.getAndIncrement(); b < blocks; b = next.getAndIncrement()) {
            work.accept(b);
          }
        };
    List<Future<?>> helpers = new ArrayList<>();
    for (int t = 1; t < Math.min(threads, blocks); t++) {
      helpers.add(pool.submit(turn));
    }
    turn.run();
    for (Future<?> helper : helpers) {
      try {
        helper.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted; cancel through Progress instead", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a pass failed", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}

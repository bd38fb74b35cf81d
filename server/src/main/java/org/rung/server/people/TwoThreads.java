package org.rung.server.people;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One thread makes batches, this one works them off: a file is read while the database writes.
/// Whatever ends one side ends the other.
final class TwoThreads {
  private static final int WAITING = 4;

  private TwoThreads() {}

  private sealed interface Item<B> {
    record Batch<B>(B batch) implements Item<B> {}

    record End<B>(@Nullable Throwable failure) implements Item<B> {}
  }

  /// The other side has ended.
  private static final class Stopped extends RuntimeException {
    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /// @param maker gives each batch to its argument; runs in a thread of its own
  /// @param worker takes the batches in their order, in the thread of the caller
  static <B> void run(Consumer<Consumer<B>> maker, Consumer<B> worker) {
    BlockingQueue<Item<B>> queue = new ArrayBlockingQueue<>(WAITING);
    Thread thread =
        Thread.ofPlatform()
            .name("reads-the-file")
            .daemon()
            .start(() -> {
              Throwable failure = null;
              try {
                maker.accept(batch -> put(queue, new Item.Batch<>(batch)));
              } catch (Stopped e) {
                return;
              } catch (RuntimeException | Error e) {
                failure = e;
              }
              try {
                put(queue, new Item.End<>(failure));
              } catch (Stopped e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      for (Item<B> item = queue.take(); ; item = queue.take()) {
        switch (item) {
          case Item.Batch<B>(B batch) -> worker.accept(batch);
          case Item.End<B>(Throwable failure) -> {
            switch (failure) {
              case null -> {
                return;
              }
              case RuntimeException e -> throw e;
              case Error e -> throw e;
              default -> throw new IllegalStateException(failure);
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The import was interrupted", e);
    } finally {
      thread.interrupt();
      join(thread);
    }
  }

  private static <B> void put(BlockingQueue<Item<B>> queue, Item<B> item) {
    try {
      queue.put(item);
    } catch (InterruptedException e) {
      throw new Stopped();
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

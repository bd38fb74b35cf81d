package org.rung.server.decisions;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Seals decisions right after they were committed, and what another server left.
@Component
class Sealer implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Sealer.class);
  private static final long LOOK_MILLISECONDS = 5_000;

  /// A crowd at once goes into few seals.
  private static final long GATHER_MILLISECONDS = 100;

  private final Seals seals;
  private final SealBell bell;
  private volatile boolean running;
  private @Nullable Thread thread;

  Sealer(Seals seals, SealBell bell) {
    this.seals = seals;
    this.bell = bell;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("seals").daemon().start(this::loop);
  }

  @Override
  public void stop() {
    running = false;
    bell.ring();
    Thread stopping = thread;
    if (stopping != null) {
      try {
        stopping.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void loop() {
    while (running) {
      try {
        seals.sealAll();
        bell.await(LOOK_MILLISECONDS);
        if (running) {
          TimeUnit.MILLISECONDS.sleep(GATHER_MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException | TransactionException e) {
        if (running) {
          log.warn("Decisions cannot be sealed now; trying again.", e);
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      bell.await(LOOK_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

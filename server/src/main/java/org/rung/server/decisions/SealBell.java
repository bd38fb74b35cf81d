package org.rung.server.decisions;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Wakes who seals decisions when one was committed here; other servers see it when they next look.
@Component
class SealBell {
  private final Semaphore rung = new Semaphore(0);

  /// Rings when the transaction of the caller is committed; at once where there is none.
  void ringAfterCommit() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              ring();
            }
          });
    } else {
      ring();
    }
  }

  void ring() {
    rung.release();
  }

  /// Waits until the bell rings or the time is over.
  void await(long milliseconds) throws InterruptedException {
    if (rung.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
      rung.drainPermits();
    }
  }
}

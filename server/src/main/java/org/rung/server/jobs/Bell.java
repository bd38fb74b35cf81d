package org.rung.server.jobs;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes the worker of this server when work is asked for; other servers see it when they next
/// look.
@Component
class Bell {
  private final Semaphore rung = new Semaphore(0);

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

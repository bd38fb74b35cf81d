package org.rung.server.letters;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes the sender of this server when a letter was written; other servers see it when they next
/// look.
@Component("letterBell")
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

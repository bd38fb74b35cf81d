package org.rung.server.jobs;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The beat of one running job: writes its progress a few times a second at most, and reads whether
/// somebody cancelled it. Outside the transactions of the work, so that people see it.
final class Beat implements Work.Progress, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Beat.class);
  private static final long MILLISECONDS = 250;

  private record Step(String phase, long done, long total) {}

  private final JdbcClient jdbc;
  private final long job;
  private final int attempt;
  private final ScheduledExecutorService clock;
  private volatile Step step = new Step("", 0, 0);
  private final BooleanSupplier stopping;
  private volatile boolean cancelled;
  private volatile boolean superseded;

  /// The server stops: the work goes back to the queue, and the next start takes it up.
  static final class Stopping extends RuntimeException {
    Stopping() {
      super("stopping", null, false, false);
    }
  }

  /// Another server took the job while this one was silent: it is that server's now.
  static final class Superseded extends RuntimeException {
    Superseded() {
      super("superseded", null, false, false);
    }
  }

  Beat(JdbcClient jdbc, Job job, int attempt, BooleanSupplier stopping) {
    this.stopping = stopping;
    this.jdbc = jdbc;
    this.job = job.id();
    this.attempt = attempt;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("beat-of-job-" + job.id()).factory());
    clock.scheduleAtFixedRate(this::beat, 0, MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void step(String phase, long done, long total) {
    step = new Step(phase, done, total);
    if (superseded) {
      throw new Superseded();
    }
    if (cancelled) {
      throw new Work.Cancelled();
    }
    if (stopping.getAsBoolean()) {
      throw new Stopping();
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  private void beat() {
    Step now = step;
    try {
      Optional<Boolean> asked =
          jdbc.sql(
                  """
                  update jobs.job
                     set phase = :phase,
                         done = :done,
                         total = :total,
                         beat_at = now()
                   where id = :id
                     and state = 'running'
                     and attempts = :attempt
                  returning cancel_requested
                  """)
              .param("phase", now.phase())
              .param("done", now.done())
              .param("total", now.total())
              .param("id", job)
              .param("attempt", attempt)
              .query(Boolean.class)
              .optional();
      superseded = asked.isEmpty();
      cancelled = asked.orElse(cancelled);
    } catch (DataAccessException e) {
      // The work itself meets a database that is gone; a missed beat alone is no failure.
      log.debug("A beat of job {} was missed.", job, e);
    }
  }

  @Override
  public void close() {
    // Without an interrupt: it would break the connection of a beat under way.
    clock.shutdown();
    try {
      if (!clock.awaitTermination(2, TimeUnit.SECONDS)) {
        log.debug("The last beat of job {} is still under way.", job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    beat();
  }
}

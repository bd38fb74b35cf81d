package org.rung.server.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.DatabaseAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes jobs off the queue, one at a time in the order they were asked, and runs them. A running
/// job shows a beat four times a second; one without a beat for `rung.jobs.silence` belongs to a
/// killed server and is taken again. A server that was only suspended and wakes later settles
/// nothing: the job belongs to the attempt that is the newest.
@Component
class Worker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final int ATTEMPTS = 3;
  private static final long LOOK_MILLISECONDS = 2_000;

  private final JdbcClient jdbc;
  private final Bell bell;
  private final Map<String, Work> works;
  private final boolean allowed;
  private final double silentSeconds;
  private volatile boolean running;
  private @Nullable Thread thread;

  /// @param allowed false for a command that does its one piece of work itself
  /// @param silence after which a running job without a beat is taken again; 15 s is far beyond
  ///   what a busy server misses
  Worker(
      JdbcClient jdbc,
      Bell bell,
      List<Work> works,
      @Value("${rung.jobs.work:true}") boolean allowed,
      @Value("${rung.jobs.silence:15s}") Duration silence) {
    this.allowed = allowed;
    this.silentSeconds = silence.toMillis() / 1_000.0;
    this.jdbc = jdbc;
    this.bell = bell;
    this.works = works.stream().collect(Collectors.toMap(Work::kind, Function.identity()));
  }

  @Override
  public void start() {
    if (!allowed) {
      return;
    }
    running = true;
    thread = Thread.ofPlatform().name("jobs").daemon().start(this::loop);
  }

  /// Lets the running job go back to the queue: the next start takes it up.
  @Override
  public void stop() {
    running = false;
    bell.ring();
    Thread stopping = thread;
    if (stopping != null) {
      stopping.interrupt();
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

  /// Whether jobs are taken up here, or this server is not meant to.
  boolean works() {
    Thread looping = thread;
    return !allowed || (running && looping != null && looping.isAlive());
  }

  private void loop() {
    while (running) {
      try {
        Optional<Taken> next = take();
        if (next.isPresent()) {
          run(next.get());
        } else {
          bell.await(LOOK_MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException e) {
        if (running) {
          log.warn("The queue of jobs cannot be read; looking again.", e);
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

  /// A job and which attempt at it this is.
  private record Taken(Job job, int attempt) {}

  private Optional<Taken> take() {
    return jdbc.sql(
            """
            update jobs.job
               set state = 'running',
                   started_at = now(),
                   beat_at = now(),
                   attempts = attempts + 1
             where id = (select id
                           from jobs.job
                          where state = 'queued'
                             or (state = 'running' and beat_at < now() - make_interval(secs => :silent))
                          order by id
                          limit 1
                            for update skip locked)
            returning id, kind, title, subject, input, state, phase, done, total, message,
                      cancel_requested, asked_by, asked_at, started_at, ended_at, attempts
            """)
        .param("silent", silentSeconds)
        .query((row, n) -> new Taken(Jobs.job(row, n), row.getInt("attempts")))
        .optional();
  }

  private void run(Taken taken) {
    Job job = taken.job();
    Work work = works.get(job.kind());
    if (work == null) {
      settle(
          taken,
          Job.State.FAILED,
          "Nothing here can do work of the kind “%s”.".formatted(job.kind()));
      return;
    }
    if (taken.attempt() > ATTEMPTS) {
      settle(
          taken,
          Job.State.FAILED,
          "The server stopped %d times during this work. Ask for it again, or tell whoever runs the server."
              .formatted(ATTEMPTS));
      return;
    }
    try (Beat beat = new Beat(jdbc, job, taken.attempt(), () -> !running)) {
      settle(taken, Job.State.DONE, work.run(job, beat));
    } catch (Beat.Stopping e) {
      giveBack(taken, 1);
    } catch (Beat.Superseded e) {
      log.info("Job {} was taken by another server while this one was silent.", job.id());
    } catch (Work.Cancelled e) {
      settle(taken, Job.State.CANCELLED, "Cancelled. Nothing of it is kept.");
    } catch (Work.WorkFailed e) {
      settle(taken, Job.State.FAILED, e.getMessage());
    } catch (RuntimeException e) {
      if (!running || Thread.currentThread().isInterrupted()) {
        giveBack(taken, 1);
      } else if (DatabaseAway.caused(e)) {
        log.warn("Job {} lost its database and is done again.", job.id(), e);
        giveBack(taken, 0);
      } else {
        log.error("Job {} ({}) failed.", job.id(), job.kind(), e);
        settle(
            taken,
            Job.State.FAILED,
            "This failed inside Rung. The log of the server names job %d.".formatted(job.id()));
      }
    }
  }

  private void settle(Taken taken, Job.State state, @Nullable String message) {
    jdbc.sql(
            """
            update jobs.job
               set state = :state,
                   message = :message,
                   ended_at = now()
             where id = :id
               and state = 'running'
               and attempts = :attempt
            """)
        .param("state", state.name().toLowerCase(java.util.Locale.ROOT))
        .param("message", message == null ? "" : message)
        .param("id", taken.job().id())
        .param("attempt", taken.attempt())
        .update();
  }

  /// @param free attempts that do not count: 1 for a server that stops in order
  private void giveBack(Taken taken, int free) {
    // The pool hands no connection to a thread that was interrupted.
    boolean interrupted = Thread.interrupted();
    try {
      jdbc.sql(
              """
              update jobs.job
                 set state = 'queued', attempts = attempts - :free
               where id = :id
                 and state = 'running'
                 and attempts = :attempt
              """)
          .param("free", free)
          .param("id", taken.job().id())
          .param("attempt", taken.attempt())
          .update();
    } catch (DataAccessException e) {
      log.info("Job {} is taken up again when its beat is missed.", taken.job().id());
      log.debug("The database had stopped already.", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

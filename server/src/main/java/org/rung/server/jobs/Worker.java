package org.rung.server.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes jobs off the queue, one at a time in the order they were asked, and runs them. A running
/// job shows a beat every second; one without a beat for [#SILENT_SECONDS] belongs to a killed
/// server and is taken again.
@Component
class Worker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final int SILENT_SECONDS = 15;
  private static final int ATTEMPTS = 3;
  private static final long LOOK_MILLISECONDS = 2_000;

  private final JdbcClient jdbc;
  private final Bell bell;
  private final Map<String, Work> works;
  private final boolean allowed;
  private volatile boolean running;
  private @Nullable Thread thread;

  /// @param allowed false for a command that does its one piece of work itself
  Worker(
      JdbcClient jdbc,
      Bell bell,
      List<Work> works,
      @Value("${rung.jobs.work:true}") boolean allowed) {
    this.allowed = allowed;
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
        Optional<Job> next = take();
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

  private Optional<Job> take() {
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
                      cancel_requested, asked_by, asked_at, started_at, ended_at
            """)
        .param("silent", SILENT_SECONDS)
        .query(Jobs::job)
        .optional();
  }

  private void run(Job job) {
    Work work = works.get(job.kind());
    if (work == null) {
      settle(
          job,
          Job.State.FAILED,
          "Nothing here can do work of the kind “%s”.".formatted(job.kind()));
      return;
    }
    if (attempts(job) > ATTEMPTS) {
      settle(
          job,
          Job.State.FAILED,
          "The server stopped %d times during this work. Ask for it again, or tell whoever runs the server."
              .formatted(ATTEMPTS));
      return;
    }
    try (Beat beat = new Beat(jdbc, job, () -> !running)) {
      settle(job, Job.State.DONE, work.run(job, beat));
    } catch (Beat.Stopping e) {
      giveBack(job);
    } catch (Work.Cancelled e) {
      settle(job, Job.State.CANCELLED, "Cancelled. Nothing of it is kept.");
    } catch (Work.WorkFailed e) {
      settle(job, Job.State.FAILED, e.getMessage());
    } catch (RuntimeException e) {
      if (!running || Thread.currentThread().isInterrupted()) {
        giveBack(job);
      } else {
        log.error("Job {} ({}) failed.", job.id(), job.kind(), e);
        settle(
            job,
            Job.State.FAILED,
            "This failed inside Rung. The log of the server names job %d.".formatted(job.id()));
      }
    }
  }

  private int attempts(Job job) {
    return jdbc.sql("select attempts from jobs.job where id = :id")
        .param("id", job.id())
        .query(Integer.class)
        .single();
  }

  private void settle(Job job, Job.State state, @Nullable String message) {
    jdbc.sql(
            """
            update jobs.job
               set state = :state,
                   message = :message,
                   ended_at = now()
             where id = :id
            """)
        .param("state", state.name().toLowerCase(java.util.Locale.ROOT))
        .param("message", message == null ? "" : message)
        .param("id", job.id())
        .update();
  }

  private void giveBack(Job job) {
    // The pool hands no connection to a thread that was interrupted.
    boolean interrupted = Thread.interrupted();
    try {
      jdbc.sql("update jobs.job set state = 'queued', attempts = attempts - 1 where id = :id")
          .param("id", job.id())
          .update();
    } catch (DataAccessException e) {
      log.info("Job {} is taken up again at the next start.", job.id());
      log.debug("The database had stopped already.", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package org.rung.matching.spark;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/// Hears how long jobs took and how much of it executors worked.
public final class Overhead extends SparkListener {
  private final AtomicInteger jobs = new AtomicInteger();
  private final AtomicInteger executorsAdded = new AtomicInteger();
  private final AtomicInteger executorsRemoved = new AtomicInteger();
  private final AtomicLong inJobs = new AtomicLong(); // milliseconds
  private final AtomicLong inTasks = new AtomicLong(); // milliseconds, of all tasks
  private final AtomicLong jobStart = new AtomicLong();

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    jobs.incrementAndGet();
    jobStart.set(start.time());
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    inJobs.addAndGet(end.time() - jobStart.get());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskMetrics() != null) {
      inTasks.addAndGet(end.taskMetrics().executorRunTime());
    }
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    executorsAdded.incrementAndGet();
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    executorsRemoved.incrementAndGet();
  }

  /// Passes over everybody: one job each.
  public int jobs() {
    return jobs.get();
  }

  public int executorsAdded() {
    return executorsAdded.get();
  }

  public int executorsRemoved() {
    return executorsRemoved.get();
  }

  /// From each job's start to its end, seconds.
  public double secondsInJobs() {
    return inJobs.get() / 1e3;
  }

  /// What all tasks ran together, seconds.
  public double secondsInTasks() {
    return inTasks.get() / 1e3;
  }
}

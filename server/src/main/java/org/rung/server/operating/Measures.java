package org.rung.server.operating;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What Rung measures of itself beside what Spring does (requests, database pool, JVM): jobs, rows
/// of imports, the newest plan. Read from the database, so that every server of it says the same
/// and a restart forgets nothing; at most once in [#FRESH]. Labels are kinds and states, never a
/// person's, a role's or a file's name.
@Component
class Measures implements MeterBinder {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final List<String> kinds;
  private Map<String, Double> values = Map.of();
  private Instant readAt = Instant.MIN;

  Measures(JdbcClient jdbc, Clock clock, List<Work> works) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.kinds = works.stream().map(Work::kind).sorted().toList();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String kind : kinds) {
      for (Job.State each : Job.State.values()) {
        String state = each.name().toLowerCase(Locale.ROOT);
        Gauge.builder("rung.jobs", this, all -> all.value(jobs(kind, state)))
            .description("Jobs in the database, by what they do and how they stand")
            .tag("kind", kind)
            .tag("state", state)
            .register(registry);
        if (each.settled()) {
          Gauge.builder("rung.jobs.duration", this, all -> all.value(seconds(kind, state)))
              .description("Time that settled jobs took, summed")
              .baseUnit("seconds")
              .tag("kind", kind)
              .tag("state", state)
              .register(registry);
        }
      }
    }
    for (String what : List.of("read", "new", "changed", "same", "held")) {
      Gauge.builder("rung.import.rows", this, all -> all.value("import " + what))
          .description("Rows of the imports that are done, by what became of them")
          .tag("what", what)
          .register(registry);
    }
    for (String state : List.of("waiting", "sent", "failed", "unsent")) {
      Gauge.builder("rung.letters", this, all -> all.value("letters " + state))
          .description("Letters, by how far they came on their way by e-mail")
          .tag("state", state)
          .register(registry);
    }
    Gauge.builder("rung.plan.gap", this, all -> all.value("plan gap"))
        .description("How far the newest plan can be from the best, as a share of its bound")
        .baseUnit("ratio")
        .register(registry);
    for (String step : List.of("build", "solve")) {
      Gauge.builder("rung.plan.duration", this, all -> all.value("plan " + step))
          .description("Time that the newest plan took")
          .baseUnit("seconds")
          .tag("step", step)
          .register(registry);
    }
  }

  private static String jobs(String kind, String state) {
    return "jobs %s %s".formatted(kind, state);
  }

  private static String seconds(String kind, String state) {
    return "seconds %s %s".formatted(kind, state);
  }

  /// 0 for what has not happened, not a number while the database does not answer.
  private synchronized double value(String name) {
    Instant now = clock.instant();
    if (readAt.equals(Instant.MIN) || Duration.between(readAt, now).compareTo(FRESH) > 0) {
      readAt = now;
      try {
        values = read();
      } catch (DataAccessException e) {
        values = Map.of("unknown", Double.NaN);
      }
    }
    return values.containsKey("unknown") ? Double.NaN : values.getOrDefault(name, 0.0);
  }

  private Map<String, Double> read() {
    Map<String, Double> read = new HashMap<>();
    jdbc.sql(
            """
            select kind, state, count(*) as jobs,
                   coalesce(sum(extract(epoch from ended_at - started_at)), 0) as seconds
              from jobs.job
             group by kind, state
            """)
        .query(row -> {
          read.put(jobs(row.getString("kind"), row.getString("state")), row.getDouble("jobs"));
          read.put(
              seconds(row.getString("kind"), row.getString("state")), row.getDouble("seconds"));
        });
    jdbc.sql(
            """
            select coalesce(sum(rows_read), 0) as read, coalesce(sum(rows_new), 0) as new,
                   coalesce(sum(rows_changed), 0) as changed, coalesce(sum(rows_same), 0) as same,
                   coalesce(sum(rows_held), 0) as held
              from people.import
             where state = 'done'
            """)
        .query(row -> {
          for (String what : List.of("read", "new", "changed", "same", "held")) {
            read.put("import " + what, row.getDouble(what));
          }
        });
    jdbc.sql("select state, count(*) as letters from letters.delivery group by state")
        .query(row -> {
          read.put("letters " + row.getString("state"), row.getDouble("letters"));
        });
    jdbc.sql(
            """
            select gap, build_ms / 1000.0 as build, solve_ms / 1000.0 as solve
              from planning.plan
             where state = 'made'
             order by id desc
             limit 1
            """)
        .query(row -> {
          for (String what : List.of("gap", "build", "solve")) {
            read.put("plan " + what, row.getDouble(what));
          }
        });
    return Map.copyOf(read);
  }
}

package org.rung.server.decisions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.rung.server.Rung;
import org.rung.server.database.Copy;
import org.rung.server.database.DatabaseAddress;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// How long it takes to record the decisions of a published plan, in the clear and without a chain
/// as the first release did, and under keys and sealed; and ten thousand decisions at once, each in
/// a transaction of its own.
///
/// Arguments: people (default 300,000), single decisions (default 10,000), the data folder (default
/// a new one, which is left).
final class DecisionBenchmark {
  private static final int BATCH = 5_000;

  private DecisionBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
    int singles = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    Path folder =
        arguments.length > 2
            ? Path.of(arguments[2])
            : Files.createTempDirectory("rung-decision-benchmark");
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Rung.class)
            .run(
                "--server.port=0",
                "--rung.data=" + folder,
                "--rung.home=" + System.getProperty("rung.home", "."))) {
      JdbcClient jdbc = context.getBean(JdbcClient.class);
      Copy copy = context.getBean(Copy.class);
      Decisions decisions = context.getBean(Decisions.class);
      TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
      jdbc.sql(
              """
              create table public.plain (
                id bigint generated always as identity primary key, person_id bigint not null,
                about text not null, subject text not null, outcome text not null,
                reasons jsonb not null check (jsonb_array_length(reasons) > 0),
                data_used jsonb not null, made_by text not null, made_at timestamptz not null);
              create index plain_person on public.plain (person_id)
              """)
          .update();
      long plain =
          time(() ->
              transaction.executeWithoutResult(status -> {
                for (int from = 1; from <= people; from += BATCH) {
                  plain(copy, batch(from, people, "1"));
                }
              }));
      tell("in the clear, without a chain: %,d decisions", people, plain);
      long first =
          time(() ->
              transaction.executeWithoutResult(status -> {
                for (int from = 1; from <= people; from += BATCH) {
                  decisions.record(batch(from, people, "1"));
                }
              }));
      tell("under keys that are made: %,d decisions", people, first);
      tell("until the last of them is sealed: %,d decisions", people, time(() -> sealed(jdbc)));
      long second =
          time(() ->
              transaction.executeWithoutResult(status -> {
                for (int from = 1; from <= people; from += BATCH) {
                  decisions.record(batch(from, people, "2"));
                }
              }));
      tell("under keys that are there: %,d decisions", people, second);
      tell("until the last of them is sealed: %,d decisions", people, time(() -> sealed(jdbc)));
      long single =
          time(() -> {
            try (var pool = Executors.newFixedThreadPool(64)) {
              List<Future<?>> all = new ArrayList<>();
              for (int n = 1; n <= singles; n++) {
                List<Decision> one = batch(n, n, "3");
                all.add(
                    pool.submit(
                        () -> transaction.executeWithoutResult(status -> decisions.record(one))));
              }
              for (Future<?> done : all) {
                done.get();
              }
            }
          });
      tell("64 writers, a transaction each: %,d decisions", singles, single);
      tell("until the last of them is sealed: %,d decisions", singles, time(() -> sealed(jdbc)));
      System.out.printf(
          Locale.ROOT,
          "%,d seals; table and indexes %,d MB in the clear, %,d MB under keys for twice as many,"
              + " keys %,d MB, seals %,d MB%n",
          jdbc.sql("select count(*) from decisions.seal").query(Long.class).single(),
          size(jdbc, "public.plain"),
          size(jdbc, "decisions.decision"),
          size(jdbc, "decisions.person_key"),
          size(jdbc, "decisions.seal"));
      tell(
          "audit decisions, with the key: %,d decisions",
          2L * people + singles,
          time(() -> {
            try (Connection connection = context.getBean(DatabaseAddress.class).connect()) {
              connection.setAutoCommit(false);
              DecisionAudit.Report report =
                  DecisionAudit.of(
                      connection, Optional.of(ServerKeys.in("", folder)), Optional.empty());
              if (!report.holds()) {
                throw new IllegalStateException(report.toString());
              }
            }
          }));
    }
  }

  private static void plain(Copy copy, List<Decision> decisions) {
    JsonMapper json = new JsonMapper();
    copy.rows(
        "copy public.plain (person_id, about, subject, outcome, reasons, data_used, made_by,"
            + " made_at) from stdin",
        row -> {
          for (Decision decision : decisions) {
            row.number(decision.person())
                .text(decision.about())
                .text(decision.subject())
                .text(decision.outcome())
                .text(json.writeValueAsString(decision.reasons()))
                .text(json.writeValueAsString(new TreeMap<>(decision.dataUsed())))
                .text(decision.madeBy())
                .text(decision.madeAt().toString())
                .end();
          }
        });
  }

  private static List<Decision> batch(int from, int people, String plan) {
    Instant at = Instant.now();
    return LongStream.range(from, Math.min(from + BATCH, people + 1L))
        .mapToObj(person ->
            new Decision(
                person,
                "plan",
                plan,
                "No place in this plan",
                List.of(
                    "Nearest: Logistics coordinator certificate towards Transportation specialist."
                        + " All 20 seats in the class from 5 Apr 2027 are taken."),
                Map.of(
                    "role",
                    "Role " + person % 900,
                    "department",
                    "Department " + person % 60,
                    "pay a year",
                    "$41,000"),
                "planner@example.org",
                at))
        .toList();
  }

  private static void sealed(JdbcClient jdbc) throws InterruptedException {
    while (jdbc.sql("select exists (select from decisions.unsealed)")
        .query(Boolean.class)
        .single()) {
      Thread.sleep(20);
    }
  }

  private static long size(JdbcClient jdbc, String table) {
    return jdbc.sql("select pg_total_relation_size(:table::regclass) / 1000000")
        .param("table", table)
        .query(Long.class)
        .single();
  }

  private interface Deed {
    void run() throws Exception;
  }

  private static long time(Deed deed) throws Exception {
    long start = System.nanoTime();
    deed.run();
    return System.nanoTime() - start;
  }

  private static void tell(String what, long count, long nanoseconds) {
    System.out.printf(Locale.ROOT, "%-60s %8.2f s%n", what.formatted(count), nanoseconds / 1e9);
  }
}

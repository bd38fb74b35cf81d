package org.rung.server.tuition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.rung.server.ManyPeople;
import org.rung.server.Rung;
import org.rung.server.TestDatabase;
import org.rung.server.ledger.LedgerAudit;
import org.rung.server.ledger.ManyPostings;
import org.rung.server.ledger.Posting;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// How long the end of a pay year takes: every third person was promised a course, nine of ten of
/// them are invoiced and paid, the others' promises are given up; then each person's statement and
/// the payroll of December, and the books recomputed from their entries.
///
/// Arguments: people (default 300,000), data folder (default a new one).
final class PayYearBenchmark {
  private PayYearBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
    String data =
        arguments.length > 1
            ? arguments[1]
            : Files.createTempDirectory("rung-pay-year").resolve("data").toString();
    Calendar.today("2025-12-31");
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Rung.class, Calendar.class)
            .run(
                "--server.port=0",
                "--rung.jobs.work=false",
                "--rung.data=" + Path.of(data),
                "--rung.key=" + TestDatabase.KEY,
                "--rung.home=" + System.getProperty("rung.home", "."))) {
      JdbcClient jdbc = context.getBean(JdbcClient.class);
      TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
      ManyPeople.load(jdbc, transaction, people);
      promise(context, jdbc, transaction);
      System.out.printf(
          "%,d people, %,d promises, JDK %s%n",
          jdbc.sql("select count(*) from people.person").query(Long.class).single(),
          jdbc.sql("select count(*) from tuition.term").query(Long.class).single(),
          Runtime.version());

      long start = System.nanoTime();
      long paid = context.getBean(DuePayments.class).pay("benchmark");
      start = said("%,d invoice lines paid".formatted(paid), start);
      Calendar.today("2026-01-02");
      YearEnd.Closed closed = context.getBean(YearEnd.class).close(2025, "benchmark");
      start =
          said(
              "the year closed, %,d promises given up, %,d statements"
                  .formatted(closed.released(), closed.people()),
              start);
      long[] rows = {0};
      context
          .getBean(Payroll.class)
          .rows(LocalDate.of(2025, 12, 1), LocalDate.of(2025, 12, 31), row -> rows[0]++);
      start = said("%,d rows of the payroll of December".formatted(rows[0]), start);
      try (Connection connection = context.getBean(DataSource.class).getConnection()) {
        List<LedgerAudit.Step> steps = LedgerAudit.of(connection);
        said(
            "the books "
                + (steps.stream().allMatch(LedgerAudit.Step::holds) ? "hold" : "DO NOT HOLD"),
            start);
      }
    }
  }

  private static long said(String what, long start) {
    long now = System.nanoTime();
    System.out.printf("%.1f s: %s%n", (now - start) / 1e9, what);
    return now;
  }

  /// What a year of asking would have left behind.
  private static void promise(
      ConfigurableApplicationContext context, JdbcClient jdbc, TransactionTemplate transaction) {
    transaction.executeWithoutResult(status -> {
      for (String sql :
          """
          insert into tuition.application
                 (person_id, course, school, way, apart_cents, state, decision_id, asked_by, asked_at)
          select e.person_id, 'Nursing', 'School 1', 'voucher', 0, 'open',
                 (select min(id) from decisions.decision), 'benchmark', now()
            from people.now e
           where e.person_id % 3 = 0;
          insert into tuition.term
                 (application_id, number, starts, pays_on, price_cents, benefit_cents, state, voucher)
          select id, 1, '2025-12-20', '2025-12-06', 525000, 525000, 'promised',
                 translate(upper(lpad(to_hex(id), 16, '0')), 'ILOU', '1100')
            from tuition.application;
          insert into tuition.invoice
                 (school, number, voucher, cents, term_id, state, reason, taken_by, taken_at)
          select 'School 1', 'N-' || id, voucher, 500000 + id % 25000, id, 'matched', '', 'benchmark', now()
            from tuition.term
           where id % 10 > 0
          """
              .split(";\n")) {
        jdbc.sql(sql).update();
      }
      long terms = jdbc.sql("select count(*) from tuition.term").query(Long.class).single();
      context.getBean(Funds.class).grant("benchmark", 2025, terms * 525_000, "benchmark");
      List<ManyPostings.Keyed> promised = new ArrayList<>();
      jdbc.sql("select id, benefit_cents from tuition.term order by id")
          .query(row -> {
            promised.add(
                new ManyPostings.Keyed(
                    "tuition promise " + row.getLong(1),
                    Funds.posting(Posting.Kind.COMMIT, 2025, row.getLong(1), row.getLong(2))));
          });
      context.getBean(ManyPostings.class).post(promised, "benchmark");
    });
    for (String table : List.of("application", "term", "invoice")) {
      jdbc.sql("vacuum analyze tuition." + table).update();
    }
    for (String table : List.of("account", "transaction", "entry")) {
      jdbc.sql("vacuum analyze ledger." + table).update();
    }
  }
}

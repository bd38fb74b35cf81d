package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.rung.server.ManyPeople;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Posting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A small employer by SQL. Each [#plan] is a published plan of its own with one programme and one
/// run of it; the plan before is withdrawn.
final class EnrolmentWorld {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Ledger ledger;

  EnrolmentWorld(JdbcClient jdbc, TransactionTemplate transaction, Ledger ledger) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.ledger = ledger;
  }

  /// @param people by number, from 0: the first `placed` have a place in the plan, the next are
  ///   nearest to one, in their order
  record Planned(
      long plan, long programme, LocalDate starts, String costCentre, List<Long> people) {
    long person(int n) {
      return people.get(n);
    }
  }

  /// What a plan is made of.
  ///
  /// @param people in the workforce
  /// @param placed with a place
  /// @param seats of the run
  /// @param priceCents of a place
  /// @param paidTime whether managers release
  record Size(int people, int placed, int seats, long priceCents, boolean paidTime) {}

  /// A published plan.
  Planned plan(Size size, LocalDate starts) {
    Planned made = draft(size, starts);
    jdbc.sql(
            """
            update planning.publication
               set withdrawn_by = 'test', withdrawn_at = now(), withdrawn_why = 'next'
             where withdrawn_at is null
            """)
        .update();
    jdbc.sql(
            "insert into planning.publication (plan_id, published_by) values (:plan, 'pat@example.org')")
        .param("plan", made.plan())
        .update();
    return made;
  }

  /// A plan that nobody published.
  Planned draft(Size size, LocalDate starts) {
    int n = NEXT.incrementAndGet();
    return transaction.execute(status -> {
      for (String sql :
          """
          insert into people.snapshot (taken_on, label)
          select '2026-06-30', 'now' where not exists (select 1 from people.snapshot);
          insert into people.department (name) values ('Line') on conflict do nothing;
          insert into people.site (name, kind) values ('Hall', 'office') on conflict do nothing;
          insert into people.role (title) values ('Packer'), ('Technician') on conflict do nothing;
          insert into people.person (employer_id) select 'W:n-' || i from generate_series(1, :people) i;
          insert into people.employment
                 (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, annual_pay_cents)
          select s.id, p.id, r.id, d.id, t.id, true, true, 4000000
            from people.person p, people.snapshot s, people.role r, people.department d, people.site t
           where p.employer_id like 'W:n-%' and r.title = 'Packer' and d.name = 'Line' and t.name = 'Hall';
          insert into programmes.programme
                 (code, name, provider, strategy, form, delivered_by, counted_cents, apart_cents, hours,
                  weeks_from, weeks_to, credential, prerequisites, description, location, digest)
          values ('W:n', 'Class :n', 'School', 'reskilling', 'group_class', 'partner', :price, 0, 60, 6, 6,
                  '', '', '', '', ':n');
          insert into planning.scenario (name, content, made_by) values ('Made up :n', :scenario, 'test');
          insert into planning.plan (scenario_id, state, asked_by, made_at, snapshot_id, people, assigned)
          select max(c.id), 'made', 'pat@example.org', now(), (select max(id) from people.snapshot), :people, :placed
            from planning.scenario c;
          insert into planning.intake
                 (plan_id, number, programme_id, starts, seats, minimum, fixed_cents, taken, seat_price_millionths)
          select p.id, 1, g.id, ':starts', :seats, 0, 0, :placed, 0
            from (select max(id) as id from planning.plan) p, programmes.programme g where g.code = 'W:n';
          insert into planning.intake
                 (plan_id, number, programme_id, starts, seats, minimum, fixed_cents, taken, seat_price_millionths, open)
          select p.id, 2, g.id, ':starts', 1000, 0, 0, 0, 0, true
            from (select max(id) as id from planning.plan) p, programmes.programme g where g.code = 'W:n';
          create temp table numbered_:n on commit drop as
          select id as person_id, substr(employer_id, length('W:n-') + 1)::int as n
            from people.person where employer_id like 'W:n-%';
          insert into planning.placement
                 (plan_id, person_id, from_role, to_role, to_label, programme_id, strategy, intake, starts,
                  fiscal_year, hourly, department_id, chance_millionths, hire_cents, severance_cents,
                  retention_cents, pay_gain_cents, backfill_cents, price_cents, training_time_cents,
                  worth_cents, why)
          select (select max(id) from planning.plan), m.person_id, a.id, b.id, b.title, g.id, 'reskilling', 1,
                 ':starts', 2027, true, d.id, 500000, 0, 0, 0, 0, 0, -:price, :paid, 100000 - m.n,
                 'Raises pay by a quarter.'
            from numbered_:n m, people.role a, people.role b, people.department d, programmes.programme g
           where m.n <= :placed and a.title = 'Packer' and b.title = 'Technician' and d.name = 'Line'
             and g.code = 'W:n';
          insert into planning.alternative
                 (plan_id, person_id, place, programme_id, to_role, to_label, strategy, starts, worth_cents,
                  shortfall_cents, against)
          select (select max(id) from planning.plan), m.person_id, 1, g.id, b.id, b.title, 'reskilling',
                 ':starts', 90000, m.n * 100, 'All seats are taken.'
            from numbered_:n m, people.role b, programmes.programme g
           where m.n > :placed and b.title = 'Technician' and g.code = 'W:n'
          """
              .replace(":scenario", "%scenario%")
              .replace(":starts", starts.toString())
              .replace(":people", Integer.toString(size.people()))
              .replace(":placed", Integer.toString(size.placed()))
              .replace(":seats", Integer.toString(size.seats()))
              .replace(":price", Long.toString(size.priceCents()))
              .replace(":paid", size.paidTime() ? "-1000" : "0")
              .replace(":n", Integer.toString(n))
              .replace("%scenario%", ":scenario")
              .split(";\n")) {
        if (sql.contains("planning.scenario (name")) {
          jdbc.sql(sql).param("scenario", ManyPeople.scenario()).update();
        } else {
          jdbc.sql(sql).update();
        }
      }
      return new Planned(
          one("select max(id) from planning.plan"),
          one("select id from programmes.programme where code = 'W%d'".formatted(n)),
          starts,
          "Centre " + n,
          jdbc.sql(
                  "select id from people.person where employer_id like 'W%d-%%' order by id"
                      .formatted(n))
              .query((row, at) -> row.getLong(1))
              .list());
    });
  }

  /// Money for the places of a plan.
  Budget grant(Planned planned, long cents) {
    Budget budget =
        new Budget(Optional.empty(), 2027, planned.costCentre(), Currency.getInstance("USD"));
    transaction.executeWithoutResult(status ->
        ledger.post(
            "grant %s %d".formatted(planned.costCentre(), NEXT.incrementAndGet()),
            new Posting(Posting.Kind.GRANT, budget, "the year", Money.cents(cents)),
            "fin@example.org"));
    return budget;
  }

  long intake(Planned planned) {
    return one(
        "select id from enrolment.intake where programme_id = %d".formatted(planned.programme()));
  }

  long one(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}

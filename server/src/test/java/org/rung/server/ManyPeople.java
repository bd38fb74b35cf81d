package org.rung.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.decisions.ServerKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A made-up employer of any size, written by SQL: two files of people, roles with pathways, a plan
/// with a place for every third person, three alternatives for two thirds and a reason for the
/// rest, published, with a decision about everybody. The person with the number n has the id `M-n`;
/// n divisible by 3 has a place, n one more than that nothing but alternatives.
public final class ManyPeople {
  private ManyPeople() {}

  /// Makes the employer unless it is there.
  ///
  /// @param people 600 at least, so that roles have five people
  public static void load(JdbcClient jdbc, TransactionTemplate transaction, int people) {
    transaction.executeWithoutResult(status -> {
      if (jdbc.sql("select count(*) from people.snapshot").query(Long.class).single() > 0) {
        return;
      }
      for (String sql : SQL.replace("PEOPLE", Integer.toString(people)).split(";\n")) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        if (sql.contains(":scenario")) {
          statement = statement.param("scenario", scenario());
        }
        statement.update();
      }
      decide(jdbc, transaction);
    });
    for (String schema :
        new String[] {"people", "programmes", "pathways", "planning", "decisions"}) {
      jdbc.sql("select schemaname || '.' || tablename from pg_tables where schemaname = :schema")
          .param("schema", schema)
          .query((row, n) -> row.getString(1))
          .list()
          .forEach(table -> jdbc.sql("vacuum analyze " + table).update());
    }
  }

  private static void decide(JdbcClient jdbc, TransactionTemplate transaction) {
    if (!(transaction.getTransactionManager() instanceof JdbcTransactionManager manager)) {
      throw new IllegalStateException("no transactions of JDBC");
    }
    Decisions decisions =
        Decisions.in(
            Objects.requireNonNull(manager.getDataSource()),
            ServerKeys.in(TestDatabase.KEY, Path.of("")),
            Clock.systemUTC());
    Instant now = Instant.now();
    decisions.record(
        jdbc.sql(
                """
                select m.person_id, m.n, p.id as plan
                  from planning.plan p cross join numbered m
                 where m.n <> 7
                 order by m.n
                """)
            .query((row, i) ->
                new Decision(
                    row.getLong("person_id"),
                    "plan",
                    row.getString("plan"),
                    row.getInt("n") % 3 == 0
                        ? "Planned: a programme, from 11 Jan 2027"
                        : "No place in this plan",
                    List.of("The reason of the plan."),
                    Map.of("role", "Role " + (1 + row.getInt("n") % 100)),
                    "planner@example.org",
                    now))
            .list());
  }

  /// Gives a person an account that signs in with the password `secret-for-the-test`.
  public static void account(
      JdbcClient jdbc, String email, String role, String person, String department) {
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles, employer_id)
            values (:email, :email, '{noop}secret-for-the-test', array[:role], nullif(:person, ''))
                on conflict (email) do nothing
            """)
        .param("email", email)
        .param("role", role)
        .param("person", person)
        .update();
    if (!department.isEmpty()) {
      jdbc.sql(
              """
              insert into access.team (account_id, department)
              select id, :department from access.account where email = :email
                  on conflict do nothing
              """)
          .param("email", email)
          .param("department", department)
          .update();
    }
  }

  /// The scenario of the example, so that planners' pages read one too.
  public static String scenario() {
    Path home = Path.of(System.getProperty("rung.home", "."));
    try {
      return Files.readString(home.resolve("examples").resolve("chicago").resolve("scenario.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String SQL =
      """
      insert into people.snapshot (taken_on, label, people)
      values ('2025-06-30', 'before', PEOPLE), ('2026-06-30', 'now', PEOPLE);
      insert into people.department (name) select 'Department ' || i from generate_series(1, 60) i;
      insert into people.site (name, kind) select 'Site ' || i, 'office' from generate_series(1, 40) i;
      insert into people.role (title) select 'Role ' || i from generate_series(1, 100) i;
      insert into people.person (employer_id) select 'M-' || i from generate_series(1, PEOPLE) i;
      create temp table numbered on commit drop as
      select p.id as person_id, substr(p.employer_id, 3)::int as n from people.person p;
      create temp table role_no on commit drop as
      select id as role_id, substr(title, 6)::int as n from people.role;
      create temp table rated on commit drop as
      select code, row_number() over (order by code)::int as n from reference.occupation where rated;
      insert into people.employment
             (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly,
              weekly_minutes, annual_pay_cents, hourly_pay_cents, hired_on)
      select s.id, m.person_id, r.role_id, d.id, t.id, m.n % 4 <> 0, m.n % 2 = 0,
             case when m.n % 4 = 0 then 1200 else 2400 end, 3000000 + (m.n % 400) * 10000,
             case when m.n % 2 = 0 then 1500 + m.n % 200 end,
             case when m.n % 5 <> 0 then date '2015-01-01' + m.n % 3000 end
        from people.snapshot s
       cross join numbered m
        join role_no r on r.n = 1 + m.n % 100
        join people.department d on d.name = 'Department ' || (1 + m.n % 60)
        join people.site t on t.name = 'Site ' || (1 + m.n % 40)
       where s.label = 'now' and m.n <> 7 or s.label = 'before' and m.n % 9 > 0;
      insert into programmes.programme
             (code, name, provider, strategy, form, delivered_by, counted_cents, apart_cents, hours,
              weeks_from, weeks_to, credential, prerequisites, description, location, evening, digest)
      select 'P-' || i, 'Programme ' || i, 'School ' || i % 20,
             (array['upskilling', 'reskilling', 'outskilling', 'education_benefit'])[1 + i % 4],
             'group_class', 'partner', 100000 + i * 1500, 0, 40 + i % 300, 4, 4 + i % 30, '', '', '',
             '', i % 3 = 0, i::text
        from generate_series(1, 200) i;
      create temp table programme_no on commit drop as
      select id as programme_id, substr(code, 3)::int as n, name, strategy, hours, weeks_to,
             counted_cents
        from programmes.programme where code like 'P-%';
      insert into pathways.role (role_id, occupation, rated_as, people, hourly, pay_cents, shrinking, ranked)
      select r.role_id, o.code, o.code, PEOPLE / 100, PEOPLE / 200,
             case when r.n % 10 > 0 then 4000000 + r.n * 20000 end, r.n % 7 = 0, false
        from role_no r join rated o on o.n = r.n * 5;
      insert into pathways.role_step
             (from_role, to_role, kind, open, similarity, percentile, skills, knowledge, activities,
              gap_hard, gap_soft, zone_step, pay_change_cents, moved, against, change)
      select a.role_id, b.role_id, 'occupation', k <= 8, 0.9, 1 - k / 20.0, 0.9, 0.9, 0.9, 2, 1, 0,
             500000, case when k = 1 then 12 end,
             case when k > 8 then array['Two job zones up'] else '{}'::text[] end,
             case when k > 8 then 'Take a step between first.' else '' end
        from role_no a
       cross join generate_series(1, 12) k
        join role_no b on b.n = 1 + (a.n + k * 3) % 100;
      insert into pathways.pathway
             (id, from_role, to_role, programme_id, strategy, target_occupation, exact, hours, weeks,
              price_cents, counted_cents, accept_millionths, complete_millionths, place_millionths,
              chance_millionths, chance_parts, percentile, gap_hard, gap_soft, zone_step,
              pay_change_cents, why)
      select a.n * 100 + k, a.role_id,
             case when p.strategy in ('upskilling', 'reskilling') then b.role_id end,
             p.programme_id, p.strategy, o.code, k % 5 > 0, p.hours, p.weeks_to, p.counted_cents,
             p.counted_cents, 600000, 500000 + k * 10000, 800000, 240000,
             '{"accept":{"base":0.45,"from":"reskilling","by":{},"is":0.45},"complete":{"base":0.75,"from":"group_class","by":{"hours":-0.1},"is":0.73},"place":{"base":0.6,"from":"occupation","by":{"moved":0.7},"is":0.75}}',
             0.9, 2, 1, 0, 500000, 'Shares most skills with the present role.'
        from role_no a
       cross join generate_series(1, 24) k
        join role_no b on b.n = 1 + (a.n + (1 + k % 8) * 3) % 100
        join rated o on o.n = b.n * 5
        join programme_no p on p.n = 1 + (a.n * 7 + k) % 200;
      insert into planning.scenario (name, content, made_by) values ('Made up', :scenario, 'test');
      insert into planning.plan
             (scenario_id, state, asked_by, made_at, snapshot_id, people, with_candidate, assigned)
      select c.id, 'made', 'planner@example.org', now(), s.id, PEOPLE, PEOPLE * 2 / 3, PEOPLE / 3
        from planning.scenario c join people.snapshot s on s.label = 'now';
      insert into planning.limit_kept
             (plan_id, number, kind, label, capacity, used, price_millionths)
      select p.id, row_number() over (), 'release',
             'Hours of release, ' || d.name || ', quarter from ' || q.day::text, 5000, 1200 + d.id, 0
        from planning.plan p cross join people.department d
       cross join (values (date '2027-01-01'), (date '2027-04-01')) q (day);
      insert into planning.placement
             (plan_id, person_id, from_role, to_role, to_label, programme_id, strategy, intake,
              starts, fiscal_year, hourly, department_id, chance_millionths, hire_cents,
              severance_cents, retention_cents, pay_gain_cents, backfill_cents, price_cents,
              training_time_cents, worth_cents, why)
      select p.id, m.person_id, e.role_id, w.to_role,
             coalesce(r.title, 'outside: ' || o.title), w.programme_id, w.strategy, 1,
             date '2027-01-11', 2027, e.hourly, e.department_id, w.chance_millionths, 0, 0, 0, 0, 0,
             -w.price_cents, case when w.strategy = 'reskilling' then -1000 else 0 end, 100000,
             'Raises pay by a quarter.'
        from planning.plan p cross join numbered m
        join people.employment e on e.snapshot_id = p.snapshot_id and e.person_id = m.person_id
        join role_no a on a.role_id = e.role_id
        join pathways.pathway w on w.id = a.n * 100 + 1 + m.n % 24
        left join people.role r on r.id = w.to_role
        left join reference.occupation o on o.code = w.target_occupation
       where m.n % 3 = 0;
      insert into planning.alternative
             (plan_id, person_id, place, programme_id, to_role, to_label, strategy, starts,
              worth_cents, shortfall_cents, against)
      select p.id, m.person_id, k, w.programme_id, w.to_role,
             coalesce(r.title, 'outside: ' || o.title), w.strategy, date '2027-04-05', 90000,
             k * 12345, 'All 20 seats in the class from 5 Apr 2027 are taken.'
        from planning.plan p cross join numbered m cross join generate_series(1, 3) k
        join people.employment e on e.snapshot_id = p.snapshot_id and e.person_id = m.person_id
        join role_no a on a.role_id = e.role_id
        join pathways.pathway w on w.id = a.n * 100 + 1 + (m.n + k) % 24
        left join people.role r on r.id = w.to_role
        left join reference.occupation o on o.code = w.target_occupation
       where m.n % 3 < 2;
      insert into planning.without_candidate (plan_id, person_id, reason, change)
      select p.id, m.person_id,
             'Every pathway that is open costs more than it is worth under these assumptions.',
             'A lower price, or a higher chance.'
        from planning.plan p cross join numbered m
       where m.n % 3 = 2 and m.n <> 7;
      insert into planning.publication (plan_id, published_by, published_at)
      select id, 'planner@example.org', '2026-11-20T10:00:00Z' from planning.plan;
      insert into decisions.appeal
             (person_id, person_name, kind, decision_id, matter, shown, said, words, made_by, made_at,
              deadline)
      select m.person_id, 'M-' || m.n, 'fact', null, 'Working time', 'part-time', 'full-time',
             'My contract says so.', 'm' || m.n || '@example.org', '2026-11-21T10:00:00Z', '2026-12-05'
        from numbered m
       where m.n % 5 = 4
      """;
}

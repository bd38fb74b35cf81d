package org.rung.server.insights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Posting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Programmes with people in them, by SQL; each with names of its own.
public final class InsightsWorld {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final JdbcClient jdbc;

  public InsightsWorld(JdbcClient jdbc) {
    this.jdbc = jdbc;
    jdbc.sql(
            """
            insert into people.snapshot (taken_on, label)
            select '2026-06-30', 'now' where not exists (select 1 from people.snapshot);
            insert into people.department (name) values ('Line') on conflict do nothing;
            """)
        .update();
    role("Packer");
  }

  /// A name that nothing else has.
  public static String name(String of) {
    return of + " " + NUMBER.incrementAndGet();
  }

  public int role(String title) {
    return named("role", "title", title);
  }

  public int site(String name) {
    return named("site", "name", name);
  }

  private int named(String table, String column, String name) {
    jdbc.sql(
            "insert into people.%s (%s) values (:name) on conflict do nothing"
                .formatted(table, column))
        .param("name", name)
        .update();
    return jdbc.sql("select id from people.%s where %s = :name".formatted(table, column))
        .param("name", name)
        .query(Integer.class)
        .single();
  }

  /// @param soc the occupation it leads to
  public long programme(
      String name, String strategy, String form, boolean own, String soc, long priceCents) {
    long id =
        jdbc.sql(
                """
                insert into programmes.programme
                       (code, name, provider, strategy, form, delivered_by, counted_cents, apart_cents,
                        hours, weeks_from, weeks_to, credential, prerequisites, description, location,
                        digest)
                values (:code, :name, :provider, :strategy, :form, :by, :price, 0, 40, 4, 6, '', '', '', '', '')
                returning id
                """)
            .param("code", name("IW"))
            .param("name", name)
            .param("provider", own ? "The employer" : "Lake College")
            .param("strategy", strategy)
            .param("form", form)
            .param("by", own ? "own" : "partner")
            .param("price", priceCents)
            .query(Long.class)
            .single();
    jdbc.sql("insert into programmes.target (programme_id, soc) values (:id, :soc)")
        .param("id", id)
        .param("soc", soc)
        .update();
    return id;
  }

  public long intake(long programme, LocalDate starts, int seats) {
    return jdbc.sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, fiscal_year, cost_centre, opened_by, opened_at)
            values (:programme, :starts::date, :seats, 2027, 'test', 'test', now())
            returning id
            """)
        .param("programme", programme)
        .param("starts", starts.toString())
        .param("seats", seats)
        .query(Long.class)
        .single();
  }

  /// Somebody who works here now.
  public long person(String employerId) {
    long id =
        jdbc.sql("insert into people.person (employer_id) values (:id) returning id")
            .param("id", employerId)
            .query(Long.class)
            .single();
    long newest = number("select id from people.snapshot order by taken_on desc limit 1");
    employed(id, newest, role("Packer"), site("Hall"));
    return id;
  }

  /// So many, in order.
  public List<Long> people(int n) {
    List<Long> people = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      people.add(person(name("IW")));
    }
    return people;
  }

  public void employed(long person, long snapshot, int role, int site) {
    jdbc.sql(
            """
            insert into people.employment
                   (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, annual_pay_cents)
            select :snapshot, :person, :role, d.id, :site, true, true, 4000000
              from people.department d
             where d.name = 'Line'
            """)
        .param("snapshot", snapshot)
        .param("person", person)
        .param("role", role)
        .param("site", site)
        .update();
  }

  public long snapshot(LocalDate takenOn) {
    return jdbc.sql(
            "insert into people.snapshot (taken_on, label) values (:day::date, :day) returning id")
        .param("day", takenOn.toString())
        .query(Long.class)
        .single();
  }

  public long offer(long intake, long person, String state, long cents) {
    return jdbc.sql(
            """
            insert into enrolment.offer
                   (intake_id, person_id, wave, holds_seat, to_label, strategy, price_cents, paid_time,
                    why, state, sends_on, answer_by, sent_at)
            values (:intake, :person, 1, true, 'Technician', 'reskilling', :cents, false, 'Why.', :state,
                    current_date, current_date, case when :state <> 'prepared' then now() end)
            returning id
            """)
        .param("intake", intake)
        .param("person", person)
        .param("cents", cents)
        .param("state", state)
        .query(Long.class)
        .single();
  }

  /// Somebody in an intake.
  ///
  /// @param offer 0 for none
  /// @param steps the states it had, the last is that of now
  public long enrolment(
      long intake, long person, long offer, int toRole, long cents, String... steps) {
    String state = steps[steps.length - 1];
    long id =
        jdbc.sql(
                """
                insert into enrolment.enrolment
                       (intake_id, person_id, offer_id, to_role, to_label, strategy, price_cents, paid_time,
                        paid_as, state, since, made_at)
                values (:intake, :person, nullif(:offer, 0), nullif(:role, 0), 'Technician', 'reskilling',
                        :cents, false, case when :offer > 0 then 'offer ' || :offer else '' end, :state,
                        now(), now())
                returning id
                """)
            .param("intake", intake)
            .param("person", person)
            .param("offer", offer)
            .param("role", toRole)
            .param("cents", cents)
            .param("state", state)
            .query(Long.class)
            .single();
    for (String step : steps) {
      jdbc.sql(
              """
              insert into enrolment.step (enrolment_id, state, made_by, made_at, reason)
              values (:id, :state, 'test', now(), '')
              """)
          .param("id", id)
          .param("state", step)
          .update();
    }
    return id;
  }

  /// So many people with the same state in an intake.
  public List<Long> enrolled(long intake, int n, String... steps) {
    List<Long> people = people(n);
    people.forEach(person -> enrolment(intake, person, 0, 0, 0, steps));
    return people;
  }

  /// Commits the price of an offer, and pays it.
  public void money(
      Ledger ledger, TransactionTemplate transaction, long offer, long cents, boolean paid) {
    Budget budget = new Budget(Optional.empty(), 2027, "test", Currency.getInstance("USD"));
    String about = "offer " + offer;
    transaction.executeWithoutResult(status -> {
      ledger.post(
          name("grant"),
          new Posting(Posting.Kind.GRANT, budget, "the year", Money.cents(cents)),
          "t");
      ledger.post(
          about + ", commit",
          new Posting(Posting.Kind.COMMIT, budget, about, Money.cents(cents)),
          "t");
      if (paid) {
        ledger.post(
            about + ", pay", new Posting(Posting.Kind.PAY, budget, about, Money.cents(cents)), "t");
      }
    });
  }

  long number(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}

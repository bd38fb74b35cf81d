package org.rung.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Posting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What [ManyPeople] has not, so that every page has something to show.
final class EveryPageData {
  /// A workforce file with rows that are new, changed, held and there twice.
  static final String PEOPLE =
      """
      id,title,department,annual pay
      X1,Clerk,Water,50000
      X2,Clerk,Water,51000
      X3,Clerk,Water,52000
      X4,Clerk,Water,53000
      X5,Cook,Water,54000
      M-12,Role 13,Department 13,61000
      X6,,Fire,90000
      X7,Cook,Law,n/a
      X8,Cook,Law,n/a
      X9,Chief,Fire,90000
      X9,Cook,Fire,91000
      """;

  private EveryPageData() {}

  /// The first lines of the example's catalogue, and some that are held.
  static String catalogue() {
    Path file = Path.of(System.getProperty("rung.home"), "examples", "chicago", "programmes.csv");
    try {
      List<String> lines = Files.readAllLines(file);
      List<String> some = new ArrayList<>(lines.subList(0, 12));
      Matcher dear = Pattern.compile(".*(41984200|,9999,).*").matcher("");
      lines.stream().filter(line -> dear.reset(line).matches()).limit(5).forEach(some::add);
      some.add(some.get(1));
      return String.join("\n", some) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A title that looks renamed, roles that wait for a person, a second plan with everything a plan
  /// can say, a plan that failed, a scenario without a plan.
  static void load(JdbcClient jdbc, TransactionTemplate transaction) {
    transaction.executeWithoutResult(status -> {
      for (String sql :
          """
          create temp table kept on commit drop as
          select * from decisions.appeal where person_name in ('M-4', 'M-604', 'M-9', 'M-14');
          truncate decisions.appeal;
          insert into decisions.appeal overriding system value select * from kept;
          insert into people.role (title) values ('Deputy of old');
          update people.employment e
             set role_id = (select id from people.role where title = 'Deputy of old')
           where e.role_id = (select id from people.role where title = 'Role 13')
             and e.snapshot_id = (select id from people.snapshot where label = 'before');
          insert into skills.role_occupation (role_id, occupation, confidence, origin, why, decided_by)
          select r.id, o.code, case when r.n % 3 = 0 then 0.4 else 1 end,
                 case when r.n % 3 = 0 then 'matched' else 'labelled' end, 'made up',
                 case when r.n % 3 = 0 then null else 'test' end
            from (select id, row_number() over (order by id) as n from people.role) r
            join (select code, row_number() over (order by code) as n
                    from reference.occupation where rated) o on o.n = r.n * 5;
          insert into skills.role_offer (role_id, place, occupation, confidence, why)
          select r.role_id, k, o.code, 0.4 / k, 'made up'
            from skills.role_occupation r
           cross join generate_series(1, 5) k
            join (select code, row_number() over (order by code) as n
                    from reference.occupation where rated) o on o.n = k * 7
           where r.origin = 'matched';
          insert into planning.scenario (name, content, made_by)
          select 'Not planned yet', content, 'test' from planning.scenario;
          insert into planning.plan
                 (scenario_id, state, asked_by, made_at, snapshot_id, people, with_candidate, assigned,
                  candidates, constraints, worth_cents, bound_cents, gap)
          select scenario_id, 'made', asked_by, now(), snapshot_id, people, with_candidate, assigned,
                 12345, 678, 100000000, 100013900, 0.000009
            from planning.plan;
          insert into planning.placement
          select (select max(id) from planning.plan), person_id, from_role, to_role, to_label,
                 programme_id, strategy, intake, starts, fiscal_year, hourly, department_id,
                 chance_millionths, 500000, 300000, 20000, 70000, -10000, price_cents, -1000,
                 worth_cents, why
            from planning.placement
           where person_id % 2 = 0;
          insert into planning.intake
          select p.id, row_number() over (order by g.id), g.id, date '2027-01-11', 20, 8, 50000, 12,
                 1000000 * g.id
            from (select max(id) as id from planning.plan) p, programmes.programme g
           order by g.id
           limit 30;
          insert into planning.limit_kept
          select p.id, l.number, l.kind, l.label, null, l.year, l.capacity, l.used, l.price
            from (select max(id) as id from planning.plan) p,
                 (values (1, 'money', 'Budget of 2021', 2021, 160000000, 159994900, 870000),
                         (2, 'slot', 'Slots for Role 14 up to 2021', 2021, 3, 3, 123456000000),
                         (3, 'floor', 'At least 60 % hourly staff', null, 10, 12, 0),
                         (4, 'release', 'Hours of release, Department 13, quarter from 2027-01-01',
                          null, 5000, 1200, 0))
                 as l (number, kind, label, year, capacity, used, price);
          insert into planning.outlook (plan_id, asked_by, seed, runs)
          select max(id), 'test', 1, 2000 from planning.plan;
          insert into planning.curve_point
          select p.id, c.percent, c.percent * 1600000, 100, c.worth, c.bound, c.reason
            from (select max(id) as id from planning.plan) p,
                 (values (50, 0, 0, 'The education benefit needs more.'),
                         (90, 95000000, 95013900, ''),
                         (100, 100000000, 100013900, ''),
                         (110, 103000000, 103013900, ''),
                         (120, 103010000, 103020000, ''))
                 as c (percent, worth, bound, reason);
          insert into planning.simulated
          select p.id, s.number, s.kind, s.label, s.people, s.planned, s.low, s.middle, s.high
            from (select max(id) as id from planning.plan) p,
                 (values (1, 'places', 'Role 14', 40, 40, 20, 25, 31),
                         (2, 'places', 'Role 15', 3, 3, 1, 2, 3),
                         (3, 'places', 'Role 16', 9, 9, 4, 6, 8),
                         (4, 'money', '2021', 100, 159994900, 90000000, 95000000, 99000000))
                 as s (number, kind, label, people, planned, low, middle, high);
          update planning.plan
             set base_plan_id = (select min(id) from planning.plan where state = 'made')
           where id = (select max(id) from planning.plan where state = 'made');
          insert into planning.regret (plan_id, asked_by)
          select max(id), 'test' from planning.plan where state = 'made';
          insert into planning.forecast_plan (plan_id, number, name, openings, people, worth_cents, bound_cents, reason)
          select p.id, f.number, f.name, f.openings, f.people, f.worth, f.bound, f.reason
            from (select max(id) as id from planning.plan where state = 'made') p,
                 (values (0, 'As planned', 400, 100, 100000000, 100013900, ''),
                         (1, 'Low end of the forecast', 250, 80, 82000000, 82013900, ''),
                         (2, 'A recession with a name that is rather long', 0, 0, 0, 0,
                          'No plan keeps every rule under it: The pledge.'))
                 as f (number, name, openings, people, worth, bound, reason);
          insert into planning.forecast_cell
          select p.id, c.made, c.under, c.people, c.worth
            from (select max(id) as id from planning.plan where state = 'made') p,
                 (values (0, 0, 100, 100000000), (0, 1, 78, 79000000), (1, 0, 80, 82000000),
                         (1, 1, 80, 82000000), (1, 2, 78, 80000000))
                 as c (made, under, people, worth);
          insert into planning.plan_group
          select p.id, g.kind, g.number, g.value, g.people, g.with_candidate, g.in_plan
            from (select max(id) as id from planning.plan where state = 'made') p,
                 (values ('pay-kind', 0, 'hourly', 900, 400, 60), ('pay-kind', 1, 'salaried', 1600, 200, 40),
                         ('department', 2, 'Water', 1000, 300, 50), ('department', 3, 'Law', 800, 200, 20),
                         ('department', 4, 'Fire', 690, 97, 27), ('department', 5, 'Tiny', 10, 3, 3),
                         ('site', 6, 'North', 2498, 598, 98), ('site', 7, 'South', 2, 2, 2))
                 as g (kind, number, value, people, with_candidate, in_plan);
          insert into planning.change
          select p.id, w.person_id, 'out',
                 case when w.person_id % 3 = 0 then 'Budget of 2021' else 'Seats in Programme 1' end,
                 'Budget of 2021 ran out: one more dollar was worth $0.00 and is worth $0.87 now.'
            from (select max(id) as id from planning.plan where state = 'made') p,
                 planning.placement w
           where w.plan_id = (select min(id) from planning.plan where state = 'made')
             and w.person_id % 2 = 1;
          insert into letters.wording (kind, language, version, words, shipped, made_by, made_at)
          values ('trial', 'en', 1, 'Subject: A letter from {sent by}

          Dear {reader},
          you may begin on Monday.

          - bring boots
          - bring a pen

          {page}', false, 'planner@example.org', now());
          insert into letters.letter
                 (request_key, kind, wording_id, person_id, person_name, mailbox, about, link, fields, zone, written_by, written_at)
          select n::text, 'trial', w.id, case when n < 9 then p.id end, case when n < 9 then p.employer_id end,
                 case when n >= 9 then 'partner@example.org' end, 'offer ' || n, '/my',
                 '{"reader": {"words": "Eli"}, "sent by": {"words": "Ada"}}', 'UTC', 'planner@example.org', now()
            from generate_series(1, 12) n, letters.wording w, people.person p
           where p.employer_id = 'M-600';
          insert into letters.delivery (letter_id, state, attempts, next_at, answer, settled_at)
          select id, s.state, 1, now() + interval '6 hours',
                 case s.state when 'sent' then '250 2.0.0 Ok: queued' when 'failed' then '550 5.1.1 nobody of this name here'
                              when 'waiting' then 'Connection refused' else 'No account is this person, so the letter is read on its page alone.' end,
                 case when s.state <> 'waiting' then now() end
            from letters.letter, lateral (select (array['sent', 'failed', 'waiting', 'unsent'])[1 + id % 4] as state) s;
          insert into planning.plan (scenario_id, state, asked_by, reason)
          select min(scenario_id), 'failed', 'test', 'The people could not be read.' from planning.plan
          """
              .split(";\n")) {
        jdbc.sql(sql).update();
      }
    });
  }

  /// Budgets in two currencies, with more transactions than a page holds, some overdue, some
  /// without a day, one taken back.
  static void budgets(Ledger ledger, TransactionTemplate transaction) {
    Currency dollar = Currency.getInstance("USD");
    Budget all = new Budget(Optional.empty(), 2027, "Chicago, all of the city", dollar);
    Budget one = new Budget(Optional.of("CAREER-CHOICE-2027"), 2027, "Water", dollar);
    Budget yen = new Budget(Optional.empty(), 2027, "Osaka", Currency.getInstance("JPY"));
    transaction.executeWithoutResult(status -> {
      for (Budget budget : List.of(all, one, yen)) {
        String key = "every page " + budget + " ";
        ledger.post(key, posting(Posting.Kind.GRANT, budget, "The year", 700_000_000_00L), "test");
        for (int n = 1; n <= 60; n++) {
          ledger.post(
              key + n,
              new Posting(
                  Posting.Kind.COMMIT,
                  budget,
                  "enrolment " + n,
                  new Money(123_456_78L * n, budget.currency()),
                  n % 5 == 0
                      ? Optional.empty()
                      : Optional.of(LocalDate.of(2026, 10, 1).plusDays(9L * n))),
              "somebody.with.a.long.name@example.org");
        }
        long paid =
            ledger.post(
                key + "pay",
                posting(Posting.Kind.PAY, budget, "enrolment 60", 100_000_00L),
                "test");
        ledger.reverse(key + "undo", paid, "The invoice was another's.", "test");
        ledger.post(
            key + "again", posting(Posting.Kind.PAY, budget, "enrolment 60", 200_000_00L), "test");
      }
    });
  }

  private static Posting posting(Posting.Kind kind, Budget budget, String about, long minor) {
    return new Posting(kind, budget, about, new Money(minor, budget.currency()));
  }
}

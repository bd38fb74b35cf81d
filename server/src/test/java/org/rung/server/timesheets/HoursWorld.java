package org.rung.server.timesheets;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.rung.server.ManyPeople;
import org.rung.server.Visitor;
import org.springframework.jdbc.core.simple.JdbcClient;

/// People at a site with a clock, each with a name of its own, and accounts.
public final class HoursWorld {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final JdbcClient jdbc;

  public HoursWorld(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A name that nothing else has.
  public static String name(String of) {
    return of + "-" + NUMBER.incrementAndGet();
  }

  /// Somebody who works now, in Chicago.
  ///
  /// @return the number in `people`
  public long person(String employerId, String department) {
    for (String sql :
        """
        insert into people.snapshot (taken_on, label)
        select '2026-06-30', 'now' where not exists (select 1 from people.snapshot);
        insert into people.department (name) values (':department') on conflict do nothing;
        insert into people.site (name, kind) values ('Lake hall', 'office') on conflict do nothing;
        insert into classes.site_zone (site_id, zone)
        select id, 'America/Chicago' from people.site where name = 'Lake hall' on conflict do nothing;
        insert into people.role (title) values ('Packer') on conflict do nothing;
        insert into people.person (employer_id) values (':id');
        insert into people.employment
               (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, annual_pay_cents)
        select s.id, p.id, r.id, d.id, t.id, true, true, 4000000
          from people.person p, people.role r, people.department d, people.site t,
               (select id from people.snapshot order by taken_on desc limit 1) s
         where p.employer_id = ':id' and r.title = 'Packer' and d.name = ':department' and t.name = 'Lake hall'
        """
            .replace(":department", department)
            .replace(":id", employerId)
            .split(";\n")) {
      jdbc.sql(sql).update();
    }
    return jdbc.sql("select id from people.person where employer_id = :id")
        .param("id", employerId)
        .query(Long.class)
        .single();
  }

  /// A visitor who came in with a new account.
  ///
  /// @param person empty for nobody, `department` alike
  public Visitor signedIn(int port, String role, String person, String department) {
    String email = name(role.toLowerCase(java.util.Locale.ROOT)) + "@example.org";
    ManyPeople.account(jdbc, email, role, person, department);
    Visitor visitor = new Visitor(port);
    visitor.send(
        "/sign-in",
        "/sign-in",
        java.util.Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  /// Everything that pages of hours show, for one person of a department.
  public void shown(String employerId, LocalDate today) {
    long person =
        jdbc.sql("select id from people.person where employer_id = :id")
            .param("id", employerId)
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into hours.entry
                   (person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source, source_key,
                    recorded_by, recorded_at, reason)
            select :person, 'work', :today::date - n + interval '12 hours', 400 + n, 'UTC', :today::date - n,
                   case when n % 4 = 0 then 'The packing of the long parcels of the north' else '' end, true,
                   'work', case when n % 3 = 0 then 'timesheet' else 'own entry' end,
                   :person || ' shown ' || n, 'planner@example.org', now(), ''
              from generate_series(1, 40) n
            """)
        .param("person", person)
        .param("today", today.toString())
        .update();
    jdbc.sql(
            """
            insert into hours.approval (entry_id, ruling, ruled_by, ruled_at, reason)
            select id, case when n % 5 = 0 then 'refused' else 'approved' end, 'manager@example.org', now(),
                   case when n % 5 = 0 then 'You were in the other hall then.' else '' end
              from (select id, row_number() over (order by id) as n
                      from hours.entry where source_key like :person || ' shown %') e
             where n > 4
            """)
        .param("person", Long.toString(person))
        .update();
    jdbc.sql(
            """
            insert into hours.entry
                   (person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source, source_key,
                    recorded_by, recorded_at, corrects, reason)
            select person_id, kind, starts_at, minutes - 30, zone, day, about, worked, clause, 'correction',
                   'of entry ' || id, 'somebody@example.org', now(), id, 'Half an hour of it was a break.'
              from hours.entry
             where source_key = :person || ' shown 2'
            """)
        .param("person", Long.toString(person))
        .update();
    jdbc.sql(
            """
            insert into timesheets.asked
                   (entry_id, person_id, starts_at, minutes, zone, reason, asked_by, asked_at, answer,
                    answered_by, answered_at, answer_why)
            select id, person_id, starts_at, minutes + 60, zone, 'I stayed an hour longer.', 'eli@example.org',
                   now(), case when source_key like '% 6' then 'refused' end,
                   case when source_key like '% 6' then 'manager@example.org' end,
                   case when source_key like '% 6' then now() end,
                   case when source_key like '% 6' then 'The gate says otherwise.' else '' end
              from hours.entry
             where source_key in (:person || ' shown 6', :person || ' shown 7')
            """)
        .param("person", Long.toString(person))
        .update();
  }
}

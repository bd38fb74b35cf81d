package org.rung.server.people;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Puts one person on a day that is there, and takes it back: for a row that was mended. Whoever
/// calls holds the lock on people.snapshot.
@Component
class OnePerson {
  private final JdbcClient jdbc;

  OnePerson(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What was written.
  ///
  /// @param before the row of people.employment that was there, as JSON
  /// @param after the row as written
  record Put(long person, Optional<String> before, String after) {}

  /// The job title that a person has on a day; empty when the person is not on it.
  Optional<String> title(int snapshot, String employerId) {
    return jdbc.sql(
            """
            select r.title
              from people.person p
              join people.employment e on e.person_id = p.id
              join people.role r on r.id = e.role_id
             where p.employer_id = :id
               and e.snapshot_id = :day
            """)
        .param("id", employerId)
        .param("day", snapshot)
        .query(String.class)
        .optional();
  }

  /// Whether an import, a later one of its day, or somebody who mended a row of them wrote a
  /// person, or whether the import's own file has the person in a row that changed nothing. Rows
  /// that a later import found as they are do not count.
  boolean wrote(long importId, String employerId) {
    return jdbc.sql(
            """
            select exists (select 1
                             from people.merged_row m
                             join people.person p on p.id = m.person_id
                             join people.import i on i.id = m.import_id
                             join people.import o on o.taken_on = i.taken_on
                            where p.employer_id = :id
                              and o.id = :import
                              and i.id >= o.id)
                or exists (select 1
                             from people.same_row s
                             join people.person p on p.id = s.person_id
                            where p.employer_id = :id
                              and s.import_id = :import)
            """)
        .param("id", employerId)
        .param("import", importId)
        .query(Boolean.class)
        .single();
  }

  Put put(int snapshot, Employee employee, boolean linkedGiven) {
    long person = person(employee, linkedGiven);
    Names roles = new Names(jdbc, "people.role", "title");
    roles.add(List.of(employee.title()));
    Names departments = new Names(jdbc, "people.department", "name");
    departments.add(List.of(employee.departmentName()));
    Names sites = new Names(jdbc, "people.site", "name");
    sites.add(List.of(employee.siteName()));
    Optional<String> before = row(snapshot, person);
    jdbc.sql(
            """
            insert into people.employment
                   (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly,
                    weekly_minutes, annual_pay_cents, hourly_pay_cents, hired_on, manager_id)
            values (:day, :person, :role, :department, :site, :full, :hourly,
                    nullif(:minutes, 0), :annual, nullif(:hour, 0), :hired,
                    (select id from people.person where employer_id = :manager and id <> :person))
                on conflict (snapshot_id, person_id) do update
               set role_id = excluded.role_id, department_id = excluded.department_id,
                   site_id = excluded.site_id, full_time = excluded.full_time,
                   hourly = excluded.hourly, weekly_minutes = excluded.weekly_minutes,
                   annual_pay_cents = excluded.annual_pay_cents,
                   hourly_pay_cents = excluded.hourly_pay_cents,
                   hired_on = excluded.hired_on, manager_id = excluded.manager_id
            """)
        .param("day", snapshot)
        .param("person", person)
        .param("role", roles.id(employee.title()))
        .param("department", departments.id(employee.departmentName()))
        .param("site", sites.id(employee.siteName()))
        .param("full", employee.fullTime())
        .param("hourly", employee.hourly())
        .param("minutes", employee.weeklyMinutes())
        .param("annual", employee.annualCents())
        .param("hour", employee.hourlyCents())
        .param(
            "hired",
            employee.hiredOn() == Employee.NO_DAY
                ? null
                : Date.valueOf(LocalDate.ofEpochDay(employee.hiredOn())))
        .param("manager", employee.managerId())
        .update();
    if (!employee.siteKind().isEmpty()) {
      jdbc.sql("update people.site set kind = :kind where name = :site and kind <> :kind")
          .param("kind", employee.siteKind())
          .param("site", employee.siteName())
          .update();
    }
    if (before.isEmpty()) {
      count(snapshot, 1);
    }
    return new Put(person, before, row(snapshot, person).orElseThrow());
  }

  /// Brings back what was there before.
  ///
  /// @return false when the row is not as it was written; then nothing was changed
  boolean takeBack(int snapshot, Put put) {
    boolean same =
        jdbc.sql(
                """
                select exists (select 1
                                 from people.employment e
                                where e.snapshot_id = :day
                                  and e.person_id = :person
                                  and to_jsonb(e) = :after::jsonb)
                """)
            .param("day", snapshot)
            .param("person", put.person())
            .param("after", put.after())
            .query(Boolean.class)
            .single();
    if (!same) {
      return false;
    }
    jdbc.sql("delete from people.employment where snapshot_id = :day and person_id = :person")
        .param("day", snapshot)
        .param("person", put.person())
        .update();
    if (put.before().isPresent()) {
      jdbc.sql(
              """
              insert into people.employment
              select * from jsonb_populate_record(null::people.employment, :before::jsonb)
              """)
          .param("before", put.before().get())
          .update();
    } else {
      count(snapshot, -1);
    }
    return true;
  }

  private long person(Employee employee, boolean linkedGiven) {
    return jdbc.sql(
            """
            insert into people.person as p (employer_id, linked)
            values (:id, :linked)
                on conflict (employer_id) do update
               set linked = case when :given then excluded.linked else p.linked end
            returning id
            """)
        .param("id", employee.id())
        .param("linked", employee.linked())
        .param("given", linkedGiven)
        .query(Long.class)
        .single();
  }

  private Optional<String> row(int snapshot, long person) {
    return jdbc.sql(
            """
            select to_jsonb(e)::text
              from people.employment e
             where e.snapshot_id = :day
               and e.person_id = :person
            """)
        .param("day", snapshot)
        .param("person", person)
        .query(String.class)
        .optional();
  }

  private void count(int snapshot, int more) {
    jdbc.sql("update people.snapshot set people = people + :more where id = :day")
        .param("more", more)
        .param("day", snapshot)
        .update();
  }
}

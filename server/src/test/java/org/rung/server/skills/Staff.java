package org.rung.server.skills;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts a few invented people into the tables.
final class Staff {
  static final LocalDate DAY = LocalDate.of(2020, 6, 30);

  private Staff() {}

  /// A new role held by so many people.
  static int role(JdbcClient jdbc, String title, String department, int people, long dollars) {
    int role =
        jdbc.sql("insert into people.role (title) values (:title) returning id")
            .param("title", title)
            .query(Integer.class)
            .single();
    hold(jdbc, role, department, people, dollars, DAY);
    return role;
  }

  /// So many more people hold a role on a day.
  static void hold(
      JdbcClient jdbc, int role, String department, int people, long dollars, LocalDate day) {
    jdbc.sql(
            """
            with snapshot as (
              insert into people.snapshot (taken_on, label) values (:day, :day::text)
                  on conflict (taken_on) do update set label = excluded.label
              returning id
            ), department as (
              insert into people.department (name) values (:department)
                  on conflict (name) do update set name = excluded.name
              returning id
            ), site as (
              insert into people.site (name) values (:department)
                  on conflict (name) do update set name = excluded.name
              returning id
            ), person as (
              insert into people.person (employer_id)
              select 'S-' || gen_random_uuid() from generate_series(1, :people)
              returning id
            )
            insert into people.employment (snapshot_id, person_id, role_id, department_id, site_id,
                   full_time, hourly, annual_pay_cents)
            select s.id, p.id, :role, d.id, t.id, true, false, :pay
              from snapshot s, department d, site t, person p
            """)
        .param("day", day)
        .param("department", department)
        .param("people", people)
        .param("role", role)
        .param("pay", dollars * 100)
        .update();
  }
}

package org.rung.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rung.server.database.Copy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the three rosters of the example straight into the tables, with the occupations that were
/// labelled by hand, so that tests of upper floors do not wait for an import.
public final class ChicagoWorkforce {
  private static final Path FOLDER =
      Path.of(System.getProperty("rung.home"), "examples", "chicago");

  private ChicagoWorkforce() {}

  /// Loads the rosters unless they are there.
  public static void load(JdbcClient jdbc, Copy copy, TransactionTemplate transaction) {
    transaction.executeWithoutResult(status -> {
      if (jdbc.sql("select count(*) from people.snapshot").query(Long.class).single() > 0) {
        return;
      }
      for (String day : List.of("2018-03-31", "2018-10-31", "2020-06-30")) {
        roster(jdbc, copy, day);
      }
      occupations(jdbc, copy);
      jdbc.sql("analyze people.employment").update();
      jdbc.sql("analyze people.person").update();
    });
  }

  private static void roster(JdbcClient jdbc, Copy copy, String day) {
    jdbc.sql(
            """
            create temp table roster (
              person_id text, linked text, job_title text, department text, site text,
              site_kind text, full_part text, pay_basis text, weekly_hours int,
              annual_pay numeric, hourly_pay numeric
            ) on commit drop
            """)
        .update();
    try (InputStream file = Files.newInputStream(FOLDER.resolve("workforce/" + day + ".csv"))) {
      copy.file("copy roster from stdin (format csv, header)", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String sql :
        List.of(
            "insert into people.snapshot (taken_on, label) values ('%s', '%s')".formatted(day, day),
            """
            insert into people.person (employer_id, linked)
            select person_id, linked = 'yes' from roster on conflict do nothing
            """,
            "insert into people.department (name) select distinct department from roster on conflict do nothing",
            """
            insert into people.site (name, kind)
            select distinct site, site_kind from roster on conflict do nothing
            """,
            "insert into people.role (title) select distinct job_title from roster on conflict do nothing",
            """
            insert into people.employment
                   (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly,
                    weekly_minutes, annual_pay_cents, hourly_pay_cents)
            select (select max(id) from people.snapshot), p.id, r.id, d.id, s.id,
                   f.full_part = 'full-time', f.pay_basis = 'hourly', f.weekly_hours * 60,
                   round(coalesce(f.annual_pay, f.hourly_pay * 52 * f.weekly_hours) * 100),
                   round(f.hourly_pay * 100)
              from roster f
              join people.person p on p.employer_id = f.person_id
              join people.role r on r.title = f.job_title
              join people.department d on d.name = f.department
              join people.site s on s.name = f.site
            """,
            "drop table roster")) {
      jdbc.sql(sql).update();
    }
  }

  private static void occupations(JdbcClient jdbc, Copy copy) {
    jdbc.sql(
            """
            create temp table label (
              job_title text, department text, occupation text, part text, also text, note text
            ) on commit drop
            """)
        .update();
    try (InputStream file = Files.newInputStream(FOLDER.resolve("roles.csv"))) {
      copy.file("copy label from stdin (format csv, header)", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jdbc.sql(
            """
            insert into skills.role_occupation
                   (role_id, occupation, confidence, origin, why, decided_by)
            select distinct on (r.id) r.id, l.occupation, 1, 'labelled', 'labelled by hand', 'test'
              from label l
              join people.role r on r.title = l.job_title
             order by r.id, l.occupation
            """)
        .update();
    jdbc.sql("drop table label").update();
  }
}

package org.rung.server.pathways;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.rung.server.database.Copy;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The workforce of `examples/chicago` with its hand labels, straight into the tables: what the
/// import and the matcher leave there, without either.
final class ChicagoSample {
  static final Path FOLDER = Path.of(System.getProperty("rung.home"), "examples", "chicago");

  private ChicagoSample() {}

  static void load(JdbcClient jdbc, Copy copy) {
    if (jdbc.sql("select count(*) from people.snapshot").query(Long.class).single() > 0) {
      return;
    }
    jdbc.sql(
            """
            create unlogged table sample_row (
              person_id text, linked text, job_title text, department text, site text,
              site_kind text, full_part text, pay_basis text, weekly_hours numeric,
              annual_pay numeric, hourly_pay numeric)
            """)
        .update();
    for (String day : List.of("2018-03-31", "2018-10-31", "2020-06-30")) {
      jdbc.sql("truncate sample_row").update();
      try (InputStream file =
          new FileInputStream(FOLDER.resolve("workforce").resolve(day + ".csv").toFile())) {
        copy.file("copy sample_row from stdin (format csv, header)", file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      snapshot(jdbc, day);
    }
    jdbc.sql("drop table sample_row").update();
    labels(jdbc);
    jdbc.sql("analyze people.employment").update();
  }

  private static void snapshot(JdbcClient jdbc, String day) {
    jdbc.sql("insert into people.snapshot (taken_on, label) values (:day::date, :day)")
        .param("day", day)
        .update();
    for (String sql :
        List.of(
            """
            insert into people.person (employer_id, linked)
            select distinct person_id, linked = 'yes' from sample_row order by 1
            on conflict (employer_id) do nothing
            """,
            """
            insert into people.department (name)
            select distinct department from sample_row order by 1
            on conflict (name) do nothing
            """,
            """
            insert into people.site (name, kind)
            select distinct site, site_kind from sample_row order by 1
            on conflict (name) do nothing
            """,
            """
            insert into people.role (title)
            select distinct job_title from sample_row order by 1
            on conflict (title) do nothing
            """,
            """
            insert into people.employment (snapshot_id, person_id, role_id, department_id, site_id,
                   full_time, hourly, weekly_minutes, annual_pay_cents, hourly_pay_cents)
            select s.id, p.id, r.id, d.id, t.id, w.full_part = 'full-time', w.pay_basis = 'hourly',
                   w.weekly_hours * 60,
                   coalesce(w.annual_pay * 100, w.hourly_pay * w.weekly_hours * 5200),
                   w.hourly_pay * 100
              from sample_row w
              join people.person p on p.employer_id = w.person_id
              join people.role r on r.title = w.job_title
              join people.department d on d.name = w.department
              join people.site t on t.name = w.site
              join people.snapshot s on s.taken_on = (select max(taken_on) from people.snapshot)
            """)) {
      jdbc.sql(sql).update();
    }
  }

  private static void labels(JdbcClient jdbc) {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(FOLDER.resolve("roles.csv"))) {
      for (NamedCsvRecord row : rows) {
        jdbc.sql(
                """
                insert into skills.role_occupation (role_id, occupation, confidence, origin, why,
                       decided_by)
                select r.id, :occupation, 1, 'labelled', 'by hand', 'test'
                  from people.role r
                 where r.title = :title
                on conflict (role_id) do nothing
                """)
            .param("occupation", row.getField("occupation"))
            .param("title", row.getField("job_title"))
            .update();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

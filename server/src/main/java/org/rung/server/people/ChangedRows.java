package org.rung.server.people;

import java.util.List;
import org.rung.server.files.CsvDownload;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What an import changed in rows that were there for its day: column, old value, new value. Pay is
/// shown only where at least five people of that day have the person's job title.
@Component
class ChangedRows {
  static final int PAGE = 50;
  private static final String HIDDEN = "not shown, under 5 with this title";

  /// What came after is what the next import of the day found, else what holds now.
  private static final String CHANGES =
      """
      with changed as (
        select p.employer_id, m.before, coalesce(later.before, to_jsonb(e)) as after
          from people.merged_row m
          join people.person p on p.id = m.person_id
          left join lateral (
            select l.before
              from people.merged_row l
             where l.person_id = m.person_id
               and l.import_id > m.import_id
               and l.before ->> 'snapshot_id' = m.before ->> 'snapshot_id'
             order by l.import_id
             limit 1) later on true
          left join people.employment e
            on e.snapshot_id = (m.before ->> 'snapshot_id')::int and e.person_id = m.person_id
         where m.import_id = :import
           and m.before is not null
      ), titles as (
        select e.role_id, count(*) as people
          from people.employment e
         where e.snapshot_id in (select (before ->> 'snapshot_id')::int from changed)
         group by e.role_id
      ), cells as (
        select c.employer_id, f.place, f.name, f.old, f.new, f.pay,
               least(coalesce(was.people, 0), coalesce(holds.people, 0)) as titled
          from changed c
          left join titles was on was.role_id = (c.before ->> 'role_id')::int
          left join titles holds on holds.role_id = (c.after ->> 'role_id')::int
         cross join lateral (values
           (1, 'Job title', false,
            (select title from people.role where id = (c.before ->> 'role_id')::int),
            (select title from people.role where id = (c.after ->> 'role_id')::int)),
           (2, 'Department', false,
            (select name from people.department where id = (c.before ->> 'department_id')::int),
            (select name from people.department where id = (c.after ->> 'department_id')::int)),
           (3, 'Site', false,
            (select name from people.site where id = (c.before ->> 'site_id')::int),
            (select name from people.site where id = (c.after ->> 'site_id')::int)),
           (4, 'Full or part time', false,
            case when (c.before ->> 'full_time')::boolean then 'full-time' else 'part-time' end,
            case when (c.after ->> 'full_time')::boolean then 'full-time' else 'part-time' end),
           (5, 'Salary or hourly', false,
            case when (c.before ->> 'hourly')::boolean then 'hourly' else 'salary' end,
            case when (c.after ->> 'hourly')::boolean then 'hourly' else 'salary' end),
           (6, 'Weekly hours', false,
            trim(to_char((c.before ->> 'weekly_minutes')::numeric / 60, 'FM990.99'), '.'),
            trim(to_char((c.after ->> 'weekly_minutes')::numeric / 60, 'FM990.99'), '.')),
           (7, 'Pay a year', true,
            to_char((c.before ->> 'annual_pay_cents')::numeric / 100, 'FM$999,999,990.00'),
            to_char((c.after ->> 'annual_pay_cents')::numeric / 100, 'FM$999,999,990.00')),
           (8, 'Pay an hour', true,
            to_char((c.before ->> 'hourly_pay_cents')::numeric / 100, 'FM$999,999,990.00'),
            to_char((c.after ->> 'hourly_pay_cents')::numeric / 100, 'FM$999,999,990.00')),
           (9, 'Hired on', false, c.before ->> 'hired_on', c.after ->> 'hired_on'),
           (10, 'Manager''s id', false,
            (select employer_id from people.person where id = (c.before ->> 'manager_id')::bigint),
            (select employer_id from people.person where id = (c.after ->> 'manager_id')::bigint)))
           as f (place, name, pay, old, new)
         where f.old is distinct from f.new
           and c.after is not null
      )
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  ChangedRows(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /// How many values an import changed.
  long count(long importId) {
    return jdbc.sql(CHANGES + "select count(*) from cells")
        .param("import", importId)
        .query(Long.class)
        .single();
  }

  /// A page of them, by person.
  List<ImportReportPage.Change> page(long importId, int page) {
    return page(importId, page - 1, PAGE);
  }

  /// The same in pages of any size.
  ///
  /// @param page from 0
  List<ImportReportPage.Change> page(long importId, int page, int size) {
    return jdbc.sql(
            CHANGES
                + """
                select employer_id, name, old, new, pay, titled
                  from cells
                 order by employer_id, place
                 limit :page offset :from
                """)
        .param("import", importId)
        .param("page", size)
        .param("from", (long) page * size)
        .query((row, n) -> {
          boolean hidden = row.getBoolean("pay") && SmallGroups.hides(row.getLong("titled"));
          return new ImportReportPage.Change(
              row.getString("employer_id"),
              row.getString("name"),
              words(row.getString("old"), hidden),
              words(row.getString("new"), hidden));
        })
        .list();
  }

  private static String words(@org.jspecify.annotations.Nullable String value, boolean hidden) {
    return hidden ? HIDDEN : value == null ? "not given" : value;
  }

  /// All of them as a file.
  CsvDownload csv(long importId) {
    return CsvDownload.of(
        "changed-rows-of-import-%d.csv".formatted(importId),
        List.of("id", "column", "old value", "new value"),
        // In a transaction, since the driver streams only there.
        to ->
            transaction.executeWithoutResult(status ->
                jdbc.sql(
                        CHANGES
                            + """
                            select employer_id, name, old, new, pay, titled
                              from cells
                             order by employer_id, place
                            """)
                    .param("import", importId)
                    .withFetchSize(5_000)
                    .query(row -> {
                      boolean hidden =
                          row.getBoolean("pay") && SmallGroups.hides(row.getLong("titled"));
                      to.row(
                          row.getString("employer_id"),
                          row.getString("name"),
                          words(row.getString("old"), hidden),
                          words(row.getString("new"), hidden));
                    })));
  }
}

package org.rung.server.tuition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads people for the benefit's rules.
@Component
class Workers {
  private static final int FETCHED = 5_000;

  private static final String COLUMNS =
      """
      select p.id, p.employer_id, d.name as department, e.hourly, e.full_time, e.hired_on,
             (select min(f.taken_on)
                from people.employment x
                join people.snapshot f on f.id = x.snapshot_id
               where x.person_id = p.id
                 and x.snapshot_id <> e.snapshot_id) as seen,
             s.taken_on = (select max(l.taken_on) from people.snapshot l) as here
        from people.person p
        join people.employment e on e.person_id = p.id
        join people.snapshot s on s.id = e.snapshot_id
        join people.department d on d.id = e.department_id
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Workers(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /// The person with an id of the employer's, as the newest file that has them says.
  Optional<Worker> find(String name) {
    return jdbc.sql(COLUMNS + " where p.employer_id = :name order by s.taken_on desc limit 1")
        .param("name", name)
        .query(Workers::worker)
        .optional();
  }

  /// The person with an id in `people`.
  Optional<Worker> find(long person) {
    return jdbc.sql(COLUMNS + " where p.id = :person order by s.taken_on desc limit 1")
        .param("person", person)
        .query(Workers::worker)
        .optional();
  }

  /// How many the newest file has.
  long count() {
    return jdbc.sql("select count(*) from people.now").query(Long.class).single();
  }

  /// Everybody of the newest file, a few thousand in memory at a time.
  void all(Consumer<Worker> to) {
    transaction.executeWithoutResult(status ->
        jdbc.sql(
                """
                select p.id, p.employer_id, d.name as department, e.hourly, e.full_time, e.hired_on,
                       seen.first_on as seen, true as here
                  from people.now e
                  join people.person p on p.id = e.person_id
                  join people.department d on d.id = e.department_id
                  left join (select x.person_id, min(f.taken_on) as first_on
                               from people.employment x
                               join people.snapshot f on f.id = x.snapshot_id
                              where x.snapshot_id <> (select l.id from people.snapshot l order by l.taken_on desc limit 1)
                              group by x.person_id) seen on seen.person_id = e.person_id
                 order by e.person_id
                """)
            .withFetchSize(FETCHED)
            .query(row -> {
              to.accept(worker(row, 0));
            }));
  }

  private static Worker worker(ResultSet row, int n) throws SQLException {
    return new Worker(
        row.getLong("id"),
        row.getString("employer_id"),
        row.getString("department"),
        row.getBoolean("hourly"),
        row.getBoolean("full_time"),
        Optional.ofNullable(row.getObject("hired_on", LocalDate.class)),
        Optional.ofNullable(row.getObject("seen", LocalDate.class)),
        row.getBoolean("here"));
  }
}

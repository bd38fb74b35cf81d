package org.rung.server.people;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.people.HiringImport.Hire;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes one requisition, and takes it back: for a row that was mended. Whoever calls holds the
/// lock on people.hiring.
@Component
class OneHire {
  private final JdbcClient jdbc;

  OneHire(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What was written, as rows of people.hiring in JSON.
  record Put(Optional<String> before, String after) {}

  Put put(Hire hire) {
    Names roles = new Names(jdbc, "people.role", "title");
    roles.add(List.of(hire.title()));
    Optional<String> before = row(hire.requisition());
    LocalDate filled = hire.filled();
    jdbc.sql(
            """
            insert into people.hiring (role_id, opened_on, filled_on, cost_cents, requisition)
            values (:role, :opened, :filled, nullif(:cost, -1), :requisition)
                on conflict (requisition) do update
               set role_id = excluded.role_id, opened_on = excluded.opened_on,
                   filled_on = excluded.filled_on, cost_cents = excluded.cost_cents
            """)
        .param("role", roles.id(hire.title()))
        .param("opened", Date.valueOf(hire.opened()))
        .param("filled", filled == null ? null : Date.valueOf(filled))
        .param("cost", hire.costCents())
        .param("requisition", hire.requisition())
        .update();
    return new Put(before, row(hire.requisition()).orElseThrow());
  }

  /// Brings back what was there before.
  ///
  /// @return false when the row is not as it was written; then nothing was changed
  boolean takeBack(Put put) {
    boolean was =
        jdbc.sql("delete from people.hiring h where to_jsonb(h) = :after::jsonb")
                .param("after", put.after())
                .update()
            > 0;
    if (was && put.before().isPresent()) {
      jdbc.sql(
              """
              insert into people.hiring
              select * from jsonb_populate_record(null::people.hiring, :before::jsonb)
              """)
          .param("before", put.before().get())
          .update();
    }
    return was;
  }

  private Optional<String> row(String requisition) {
    return jdbc.sql("select to_jsonb(h)::text from people.hiring h where h.requisition = :id")
        .param("id", requisition)
        .query(String.class)
        .optional();
  }
}

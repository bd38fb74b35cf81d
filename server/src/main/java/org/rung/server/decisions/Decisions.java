package org.rung.server.decisions;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rung.server.database.Copy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The record of decisions about people. Nothing in it is ever changed or removed by a capability;
/// a correction is a new decision.
@Component
public class Decisions {
  private final JdbcClient jdbc;
  private final Copy copy;
  private final JsonMapper json = new JsonMapper();

  Decisions(JdbcClient jdbc, Copy copy) {
    this.jdbc = jdbc;
    this.copy = copy;
  }

  /// Records decisions in the transaction of the caller, so that a decision and what it changes
  /// stand or fall together.
  public void record(List<Decision> decisions) {
    copy.rows(
        """
        copy decisions.decision
             (person_id, about, subject, outcome, reasons, data_used, made_by, made_at)
        from stdin
        """,
        row -> {
          for (Decision decision : decisions) {
            row.number(decision.person())
                .text(decision.about())
                .text(decision.subject())
                .text(decision.outcome())
                .text(json.writeValueAsString(decision.reasons()))
                .text(json.writeValueAsString(new TreeMap<>(decision.dataUsed())))
                .text(decision.madeBy())
                .text(decision.madeAt().toString())
                .end();
          }
        });
  }

  /// Everything decided about one person, newest first.
  public List<Decision> about(long person) {
    return jdbc.sql(
            """
            select person_id, about, subject, outcome, reasons, data_used, made_by, made_at
              from decisions.decision
             where person_id = :person
             order by made_at desc, id desc
            """)
        .param("person", person)
        .query((row, n) ->
            new Decision(
                row.getLong("person_id"),
                row.getString("about"),
                row.getString("subject"),
                row.getString("outcome"),
                json.readValue(row.getString("reasons"), new TypeReference<List<String>>() {}),
                json.readValue(
                    row.getString("data_used"), new TypeReference<Map<String, String>>() {}),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant()))
        .list();
  }
}

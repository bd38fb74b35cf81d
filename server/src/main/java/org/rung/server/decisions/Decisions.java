package org.rung.server.decisions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

  private static final String COLUMNS =
      """
      select id, person_id, about, subject, outcome, reasons, data_used, made_by, made_at
        from decisions.decision
      """;

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

  /// Records one decision, in the transaction of the caller.
  ///
  /// @return its number
  public long record(Decision decision) {
    return jdbc.sql(
            """
            insert into decisions.decision
                   (person_id, about, subject, outcome, reasons, data_used, made_by, made_at)
            values (:person, :about, :subject, :outcome, :reasons::jsonb, :used::jsonb, :by,
                    :at::timestamptz)
            returning id
            """)
        .param("person", decision.person())
        .param("about", decision.about())
        .param("subject", decision.subject())
        .param("outcome", decision.outcome())
        .param("reasons", json.writeValueAsString(decision.reasons()))
        .param("used", json.writeValueAsString(new TreeMap<>(decision.dataUsed())))
        .param("by", decision.madeBy())
        .param("at", decision.madeAt().toString())
        .query(Long.class)
        .single();
  }

  /// Everything decided about one person, newest first.
  public List<Recorded> about(long person) {
    return jdbc.sql(COLUMNS + " where person_id = :person order by made_at desc, id desc")
        .param("person", person)
        .query((row, n) -> recorded(row))
        .list();
  }

  /// One decision by its number.
  public Optional<Recorded> find(long number) {
    return jdbc.sql(COLUMNS + " where id = :number")
        .param("number", number)
        .query((row, n) -> recorded(row))
        .optional();
  }

  private Recorded recorded(ResultSet row) throws SQLException {
    return new Recorded(
        row.getLong("id"),
        new Decision(
            row.getLong("person_id"),
            row.getString("about"),
            row.getString("subject"),
            row.getString("outcome"),
            json.readValue(row.getString("reasons"), STRINGS),
            json.readValue(row.getString("data_used"), FACTS),
            row.getString("made_by"),
            row.getTimestamp("made_at").toInstant()));
  }
}

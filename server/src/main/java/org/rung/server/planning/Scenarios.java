package org.rung.server.planning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Scenarios as they were given. A scenario that a plan stands on never changes; another budget is
/// another scenario.
@Component
public class Scenarios {
  private final JdbcClient jdbc;

  Scenarios(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A stored scenario.
  public record Stored(long id, Scenario scenario, String madeBy, Instant madeAt) {}

  /// Stores a scenario as its file has it; the same text is the same scenario.
  ///
  /// @throws ScenarioProblem naming the place that cannot be used
  public long add(String yaml, String by) {
    Scenario scenario = ScenarioFile.read(yaml);
    return jdbc.sql("select id from planning.scenario where content = :content order by id limit 1")
        .param("content", yaml)
        .query(Long.class)
        .optional()
        .orElseGet(() -> insert(scenario, yaml, by));
  }

  /// Stores a changed scenario.
  long add(Scenario scenario, String by) {
    return insert(scenario, ScenarioFile.write(scenario), by);
  }

  private long insert(Scenario scenario, String yaml, String by) {
    return jdbc.sql(
            """
            insert into planning.scenario (name, content, made_by)
            values (:name, :content, :by)
            returning id
            """)
        .param("name", scenario.name())
        .param("content", yaml)
        .param("by", by)
        .query(Long.class)
        .single();
  }

  /// One scenario.
  public Optional<Stored> find(long id) {
    return jdbc.sql("select id, content, made_by, made_at from planning.scenario where id = :id")
        .param("id", id)
        .query((row, n) ->
            new Stored(
                row.getLong("id"),
                ScenarioFile.read(row.getString("content")),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant()))
        .optional();
  }

  /// The text of a scenario as it was given.
  Optional<String> text(long id) {
    return jdbc.sql("select content from planning.scenario where id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /// Every scenario, newest first.
  List<Stored> all() {
    return jdbc
        .sql("select id from planning.scenario order by id desc")
        .query((row, n) -> row.getLong(1))
        .list()
        .stream()
        .flatMap(id -> find(id).stream())
        .toList();
  }
}

package org.rung.server.planning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Scenarios: budget, rules and assumptions of plans. One may be changed until a plan stands on it;
/// from then on a change is another scenario.
@Component
public class Scenarios {
  private static final String COLUMNS =
      """
      select s.id, s.content, s.version, s.made_by, s.made_at, s.changed_by, s.changed_at,
             s.from_scenario,
             (select count(*) from planning.plan p where p.scenario_id = s.id) as plans
        from planning.scenario s
      """;

  /// In bytes.
  static final int LARGEST_FILE = 1 << 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Scenarios(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /// A stored scenario.
  ///
  /// @param version rises with every change; what was read names it when it is changed
  /// @param changedBy who changed it last, empty for as it was made
  /// @param from the scenario it began as a copy of
  /// @param plans that stand on it
  public record Stored(
      long id,
      Scenario scenario,
      int version,
      String madeBy,
      Instant madeAt,
      Optional<String> changedBy,
      Optional<Instant> changedAt,
      Optional<Long> from,
      int plans) {
    /// Whether it may still be changed.
    public boolean open() {
      return plans == 0;
    }
  }

  /// What came of changing a scenario.
  enum Change {
    /// It is changed.
    DONE,
    /// Somebody else changed it meanwhile.
    STALE,
    /// A plan stands on it meanwhile.
    PLANNED,
    /// It is gone.
    GONE
  }

  /// Stores a scenario as its file has it; the same text is the same scenario.
  ///
  /// @throws ScenarioProblem naming the place that cannot be used
  public long add(String yaml, String by) {
    Scenario scenario = ScenarioFile.read(yaml);
    return jdbc.sql("select id from planning.scenario where content = :content order by id limit 1")
        .param("content", yaml)
        .query(Long.class)
        .optional()
        .orElseGet(() -> insert(scenario, yaml, by, null));
  }

  /// Stores a scenario's file as it came.
  ///
  /// @param name what to call the file in words
  /// @throws Refused saying why it cannot be used
  long take(String name, byte[] file, String by) {
    if (file.length == 0) {
      throw new Refused("No file came, or it is empty. Choose a scenario.yaml.");
    }
    if (file.length > LARGEST_FILE) {
      throw new Refused(
          "%s is larger than 1 MB; a scenario has a few pages. Choose a scenario.yaml."
              .formatted(name));
    }
    try {
      return add(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString(), by);
    } catch (CharacterCodingException e) {
      throw new Refused(
          "%s is not text in UTF-8. Choose a scenario.yaml, saved as UTF-8.".formatted(name));
    } catch (ScenarioProblem e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  /// What is wrong with a name that another scenario has; empty when none has it.
  Optional<String> taken(String name, long notThis) {
    return named(name, notThis)
        .map(other -> "“%s” is the name of another scenario. Give another.".formatted(name));
  }

  /// A name for a copy that no scenario has.
  String nameOfCopy(Scenario scenario) {
    String name = scenario.name() + ", copy";
    String free = name;
    for (int i = 2; named(free, 0).isPresent(); i++) {
      free = name + " " + i;
    }
    return free;
  }

  /// One scenario.
  ///
  /// @throws NotFound when there is none of this number
  Stored get(long id) {
    return find(id)
        .orElseThrow(() ->
            new NotFound(
                "There is no scenario %d. Those that are there stand under Scenarios."
                    .formatted(id)));
  }

  /// Stores a scenario that was made on a page.
  ///
  /// @param from the one it began as a copy of, empty for none
  long add(Scenario scenario, String by, Optional<Long> from) {
    return insert(scenario, ScenarioFile.write(scenario), by, from.orElse(null));
  }

  private long insert(
      Scenario scenario, String yaml, String by, @org.jspecify.annotations.Nullable Long from) {
    return jdbc.sql(
            """
            insert into planning.scenario (name, content, made_by, from_scenario)
            values (:name, :content, :by, :from)
            returning id
            """)
        .param("name", scenario.name())
        .param("content", yaml)
        .param("by", by)
        .param("from", from)
        .query(Long.class)
        .single();
  }

  /// Changes a scenario on which no plan stands.
  ///
  /// @param version the one that was read
  Change change(long id, int version, Scenario scenario, String by) {
    return transaction.execute(status -> {
      // A plan that is being asked for holds the row until it is there to be seen.
      jdbc.sql("select id from planning.scenario where id = :id for update")
          .param("id", id)
          .query(Long.class)
          .optional();
      return changeLocked(id, version, scenario, by);
    });
  }

  private Change changeLocked(long id, int version, Scenario scenario, String by) {
    int rows =
        jdbc.sql(
                """
                update planning.scenario s
                   set name = :name,
                       content = :content,
                       version = version + 1,
                       changed_by = :by,
                       changed_at = now()
                 where id = :id
                   and version = :version
                   and not exists (select 1 from planning.plan p where p.scenario_id = s.id)
                """)
            .param("name", scenario.name())
            .param("content", ScenarioFile.write(scenario))
            .param("by", by)
            .param("id", id)
            .param("version", version)
            .update();
    if (rows == 1) {
      return Change.DONE;
    }
    return find(id).map(now -> now.open() ? Change.STALE : Change.PLANNED).orElse(Change.GONE);
  }

  /// Removes a scenario on which no plan stands.
  ///
  /// @return whether it is removed now
  boolean remove(long id) {
    return jdbc.sql(
                """
                delete from planning.scenario s
                 where id = :id
                   and not exists (select 1 from planning.plan p where p.scenario_id = s.id)
                """)
            .param("id", id)
            .update()
        == 1;
  }

  /// Another scenario of this name.
  Optional<Long> named(String name, long notThis) {
    return jdbc.sql(
            """
            select id
              from planning.scenario
             where lower(name) = lower(:name)
               and id <> :not
             order by id
             limit 1
            """)
        .param("name", name)
        .param("not", notThis)
        .query(Long.class)
        .optional();
  }

  /// One scenario.
  public Optional<Stored> find(long id) {
    return jdbc.sql(COLUMNS + " where s.id = :id")
        .param("id", id)
        .query(Scenarios::stored)
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
    return jdbc.sql(COLUMNS + " order by s.id desc").query(Scenarios::stored).list();
  }

  long count() {
    return jdbc.sql("select count(*) from planning.scenario").query(Long.class).single();
  }

  private static Stored stored(ResultSet row, int n) throws SQLException {
    return new Stored(
        row.getLong("id"),
        ScenarioFile.read(row.getString("content")),
        row.getInt("version"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        Optional.ofNullable(row.getString("changed_by")),
        Optional.ofNullable(row.getTimestamp("changed_at")).map(java.sql.Timestamp::toInstant),
        Optional.ofNullable(row.getObject("from_scenario", Long.class)),
        row.getInt("plans"));
  }

  /// Where a new scenario begins: figures to look at, years from the next quarter on, budgets
  /// empty.
  static ScenarioForm beginning(LocalDate today) {
    Scenario first = first();
    LocalDate starts = today.withDayOfMonth(1).plusMonths(3 - (today.getMonthValue() - 1) % 3L);
    Map<String, String> given = new HashMap<>();
    given.put("name", "");
    given.put("starts", starts.toString());
    for (int i = 0; i < first.fiscalYears().size(); i++) {
      String place = "fiscal_years.%d.".formatted(i);
      given.put(place + "year", Integer.toString(starts.getYear() + i));
      given.put(place + "from", LocalDate.of(starts.getYear() + i, 1, 1).toString());
      given.put(place + "budget.value", "");
      given.put(place + "budget.source", "");
    }
    return ScenarioForm.of(first).with(given);
  }

  /// The scenario that comes with the product.
  static Scenario first() {
    try (var file = Scenarios.class.getResourceAsStream("/planning/scenario.yaml")) {
      if (file == null) {
        throw new IllegalStateException("planning/scenario.yaml is not on the class path");
      }
      return ScenarioFile.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

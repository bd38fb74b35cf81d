package org.rung.server.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rung.server.database.Copy;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.NotPublished;
import org.rung.server.rules.Proposal;
import org.rung.server.rules.RuleBook;
import org.rung.server.rules.SmallGroups;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Changes of rules that are tried on everybody: what was asked, and what came of it.
@Component
class Trials {
  private static final TypeReference<Map<String, Long>> FIGURES = new TypeReference<>() {};
  private static final String TOGETHER = "Other departments together";

  private final JdbcClient jdbc;
  private final Copy copy;
  private final Jobs jobs;
  private final RuleBook book;
  private final ObjectProvider<Trial> capabilities;
  private final TransactionTemplate transaction;
  private final JsonMapper json = new JsonMapper();

  Trials(
      JdbcClient jdbc,
      Copy copy,
      Jobs jobs,
      RuleBook book,
      ObjectProvider<Trial> capabilities,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.jobs = jobs;
    this.book = book;
    this.capabilities = capabilities;
    this.transaction = transaction;
  }

  /// Who knows what a rule does to people, if anybody does.
  Optional<Trial> of(String rule) {
    return capabilities.orderedStream().filter(trial -> trial.rules().contains(rule)).findFirst();
  }

  /// Asks for a trial in the background.
  ///
  /// @return its number
  /// @throws NotPublished when the change could not be published either
  /// @throws Refused when nothing about people hangs on the rule
  long ask(Proposal proposal, LocalDate today, String by) {
    if (of(proposal.rule()).isEmpty()) {
      throw new Refused(
          "Nobody's answer hangs on the figures of this rule yet, so there is nothing to try. It can be published.");
    }
    book.refuse(proposal, today);
    Long id =
        transaction.execute(status -> {
          long trial =
              jdbc.sql(
                      """
                      insert into policy.trial (rule, holds_from, words, source, figures, asked_by)
                      values (:rule, :from, :words, :source, :figures::jsonb, :by)
                      returning id
                      """)
                  .param("rule", proposal.rule())
                  .param("from", proposal.from())
                  .param("words", proposal.text())
                  .param("source", proposal.source())
                  .param("figures", json.writeValueAsString(new TreeMap<>(proposal.figures())))
                  .param("by", by)
                  .query(Long.class)
                  .single();
          long job =
              jobs.ask(
                  TrialWork.KIND,
                  "Try a change of a rule on everybody",
                  "rules/%s/trials/%d".formatted(proposal.rule(), trial),
                  Long.toString(trial),
                  by);
          jdbc.sql("update policy.trial set job_id = :job where id = :id")
              .param("job", job)
              .param("id", trial)
              .update();
          return trial;
        });
    return java.util.Objects.requireNonNull(id);
  }

  /// A trial of a rule.
  ///
  /// @throws NotFound when there is none with this number
  Tried get(String rule, long id) {
    Tried tried = get(id);
    if (!tried.proposal().rule().equals(rule)) {
      throw none(id);
    }
    return tried;
  }

  Tried get(long id) {
    return jdbc.sql(
            """
            select id, rule, holds_from, words, source, figures, asked_by, asked_at, job_id, people, cost
              from policy.trial
             where id = :id
            """)
        .param("id", id)
        .query(this::tried)
        .optional()
        .orElseThrow(() -> none(id));
  }

  /// The newest trials of a rule.
  List<Tried> newest(String rule) {
    return jdbc.sql(
            """
            select id, rule, holds_from, words, source, figures, asked_by, asked_at, job_id, people, cost
              from policy.trial
             where rule = :rule
             order by id desc
             limit 5
            """)
        .param("rule", rule)
        .query(this::tried)
        .list();
  }

  private static NotFound none(long id) {
    return new NotFound("There is no trial %d of this rule.".formatted(id));
  }

  private Tried tried(ResultSet row, int n) throws SQLException {
    Long people = row.getObject("people", Long.class);
    return new Tried(
        row.getLong("id"),
        new Proposal(
            row.getString("rule"),
            row.getObject("holds_from", LocalDate.class),
            row.getString("words"),
            row.getString("source"),
            json.readValue(row.getString("figures"), FIGURES)),
        row.getString("asked_by"),
        row.getTimestamp("asked_at").toInstant(),
        Optional.ofNullable(row.getObject("job_id", Long.class)).flatMap(jobs::find),
        people == null
            ? Optional.empty()
            : Optional.of(result(row.getLong("id"), people, row.getString("cost"))));
  }

  private Tried.Result result(long id, long people, String cost) {
    record Counted(String name, long people, long gains, long loses, long cents) {}
    List<Counted> counted =
        jdbc.sql(
                """
                select g.name, g.people,
                       count(p.person_id) filter (where p.gains) as gains,
                       count(p.person_id) filter (where not p.gains) as loses,
                       coalesce(sum(p.cents), 0)::bigint as cents
                  from policy.trial_group g
                  left join policy.trial_person p
                    on p.trial_id = g.trial_id and p.department = g.name
                 where g.trial_id = :id
                 group by g.name, g.people
                 order by g.name
                """)
            .param("id", id)
            .query((row, n) ->
                new Counted(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)))
            .list();
    List<Tried.Group> groups = new ArrayList<>();
    if (!counted.isEmpty()) {
      SmallGroups.Telling told =
          SmallGroups.told(
              counted.stream()
                  .map(it ->
                      new long[] {it.gains(), it.loses(), it.people() - it.gains() - it.loses()})
                  .toArray(long[][]::new));
      long[] rest = new long[3];
      for (int g = 0; g < counted.size(); g++) {
        Counted it = counted.get(g);
        if (told.alone()[g]) {
          groups.add(new Tried.Group(it.name(), it.people(), it.gains(), it.loses()));
        } else {
          rest[0] += it.people();
          rest[1] += it.gains();
          rest[2] += it.loses();
        }
      }
      if (rest[0] > 0 && !told.hidden()) {
        groups.add(new Tried.Group(TOGETHER, rest[0], rest[1], rest[2]));
      }
    }
    return new Tried.Result(
        people,
        counted.stream().mapToLong(Counted::gains).sum(),
        counted.stream().mapToLong(Counted::loses).sum(),
        counted.stream().mapToLong(Counted::cents).sum(),
        cost,
        groups);
  }

  /// Everybody whose answer changes, by the employer's id.
  void all(long id, Consumer<Trial.Changed> to) {
    try (Stream<Trial.Changed> changed =
        jdbc
            .sql(PEOPLE + " order by person, person_id")
            .param("id", id)
            .query(Trials::changed)
            .stream()) {
      changed.forEach(to);
    }
  }

  /// Some of them.
  List<Trial.Changed> some(long id, long from, int most) {
    return jdbc.sql(PEOPLE + " order by person, person_id limit :most offset :from")
        .param("id", id)
        .param("most", most)
        .param("from", from)
        .query(Trials::changed)
        .list();
  }

  long changed(long id) {
    return jdbc.sql("select count(*) from policy.trial_person where trial_id = :id")
        .param("id", id)
        .query(Long.class)
        .single();
  }

  private static final String PEOPLE =
      """
      select person_id, person, department, was, becomes, gains, cents
        from policy.trial_person
       where trial_id = :id
      """;

  private static Trial.Changed changed(ResultSet row, int n) throws SQLException {
    return new Trial.Changed(
        row.getLong("person_id"),
        row.getString("person"),
        row.getString("department"),
        row.getString("was"),
        row.getString("becomes"),
        row.getBoolean("gains"),
        row.getLong("cents"));
  }

  /// Keeps what a trial found; what an attempt before left is taken away.
  void keep(long id, Trial.Told told, List<Trial.Changed> changed) {
    transaction.executeWithoutResult(status -> {
      jdbc.sql("delete from policy.trial_person where trial_id = :id").param("id", id).update();
      jdbc.sql("delete from policy.trial_group where trial_id = :id").param("id", id).update();
      copy.rows(
          "copy policy.trial_group (trial_id, name, people) from stdin",
          row -> {
            for (Map.Entry<String, Long> group : new HashMap<>(told.people()).entrySet()) {
              row.number(id).text(group.getKey()).number(group.getValue()).end();
            }
          });
      copy.rows(
          """
          copy policy.trial_person
               (trial_id, person_id, person, department, was, becomes, gains, cents)
          from stdin
          """,
          row -> {
            for (Trial.Changed one : changed) {
              row.number(id)
                  .number(one.person())
                  .text(one.name())
                  .text(one.department())
                  .text(one.was())
                  .text(one.becomes())
                  .truth(one.gains())
                  .number(one.cents())
                  .end();
            }
          });
      jdbc.sql("update policy.trial set people = :people, cost = :cost where id = :id")
          .param("people", told.people().values().stream().mapToLong(Long::longValue).sum())
          .param("cost", told.cost())
          .param("id", id)
          .update();
    });
  }
}

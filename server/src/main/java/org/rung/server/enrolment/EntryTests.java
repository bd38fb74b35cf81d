package org.rung.server.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Case;
import org.rung.server.rules.Clause;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The entry tests of programmes, and where people stand with them.
@Component
public class EntryTests {
  private static final String SELECT =
      """
      select t.programme_id, g.name as programme, g.provider, t.name, t.words, t.link, t.most, t.pass,
             t.tries, t.wait_days, t.valid_days, t.asked, t.version
        from enrolment.entry_test t
        join programmes.programme g on g.id = t.programme_id
      """;

  /// Results that no other took the place of.
  private static final String RESULTS =
      """
      select r.id, r.person_id, p.employer_id, r.taken_on, r.points, r.most, r.pass, r.passed, r.reason,
             r.reported_by, r.reported_at
        from enrolment.test_result r
        join people.person p on p.id = r.person_id
       where not exists (select 1 from enrolment.test_result c where c.corrects = r.id)
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  EntryTests(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /// A programme that may be given a test.
  public record Choice(long programme, String name, String provider) {}

  /// A test with how many took and passed it.
  public record Summary(EntryTest test, int people, int passed, int toTake) {}

  /// Somebody with an offer to answer who has not passed.
  public record Waiting(
      long person, String personName, long offer, LocalDate answerBy, String stands) {}

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  /// All of them, by programme.
  List<Summary> all() {
    return jdbc.sql(SELECT + " order by g.name, g.id").query(EntryTests::test).list().stream()
        .map(test -> {
          List<TestResult> results = results(test.programme());
          return new Summary(
              test,
              (int) results.stream().mapToLong(TestResult::person).distinct().count(),
              (int)
                  results.stream()
                      .filter(TestResult::passed)
                      .mapToLong(TestResult::person)
                      .distinct()
                      .count(),
              waiting(test).size());
        })
        .toList();
  }

  /// Programmes without one, those with intakes first.
  List<Choice> without() {
    return jdbc.sql(
            """
            select g.id, g.name, g.provider
              from programmes.programme g
             where not exists (select 1 from enrolment.entry_test t where t.programme_id = g.id)
             order by not exists (select 1 from enrolment.intake i where i.programme_id = g.id), g.name, g.id
             limit 1000
            """)
        .query((row, n) ->
            new Choice(row.getLong("id"), row.getString("name"), row.getString("provider")))
        .list();
  }

  /// The test of a programme, asked for or no longer.
  Optional<EntryTest> find(long programme) {
    return jdbc.sql(SELECT + " where t.programme_id = :programme")
        .param("programme", programme)
        .query(EntryTests::test)
        .optional();
  }

  /// @throws NotFound when the programme has none
  EntryTest get(long programme) {
    return find(programme)
        .orElseThrow(() ->
            new NotFound(
                "Programme %d has no entry test. Go to Entry tests for all there are."
                    .formatted(programme)));
  }

  /// Sets the test of a programme, or changes it. Results stay as they were under the terms of
  /// their day.
  ///
  /// @param wanted with the version that was read; 0 for a programme that had none
  /// @throws Refused when somebody else changed it meanwhile, or the programme is not there
  void set(EntryTest wanted, String by) {
    int done =
        jdbc.sql(
                wanted.version() == 0
                    ? """
                    insert into enrolment.entry_test
                           (programme_id, name, words, link, most, pass, tries, wait_days, valid_days, asked,
                            changed_by, changed_at)
                    select g.id, :name, :words, :link, :most, :pass, :tries, :wait, :valid, :asked, :by,
                           :at::timestamptz
                      from programmes.programme g
                     where g.id = :programme
                        on conflict do nothing
                    """
                    : """
                    update enrolment.entry_test
                       set name = :name, words = :words, link = :link, most = :most, pass = :pass,
                           tries = :tries, wait_days = :wait, valid_days = :valid, asked = :asked,
                           version = version + 1, changed_by = :by, changed_at = :at::timestamptz
                     where programme_id = :programme
                       and version = :version
                    """)
            .param("name", wanted.name())
            .param("words", wanted.words())
            .param("link", wanted.link())
            .param("most", wanted.most())
            .param("pass", wanted.pass())
            .param("tries", wanted.tries())
            .param("wait", wanted.waitDays())
            .param("valid", wanted.validDays())
            .param("asked", wanted.asked())
            .param("by", by)
            .param("at", clock.instant().toString())
            .param("programme", wanted.programme())
            .param("version", wanted.version())
            .update();
    if (done == 0) {
      throw new Refused(
          "Somebody else set the test of this programme meanwhile, or the programme is gone. Look at it again.");
    }
    audit.change(by, "entry test", "programme %d, %s".formatted(wanted.programme(), wanted.name()));
  }

  /// All results of a programme that stand, the newest first.
  List<TestResult> results(long programme) {
    return jdbc.sql(
            RESULTS + " and r.programme_id = :programme order by r.taken_on desc, p.employer_id")
        .param("programme", programme)
        .query(EntryTests::result)
        .list();
  }

  List<TestResult> results(long programme, long person) {
    return jdbc.sql(
            RESULTS
                + """
                and r.programme_id = :programme
                and r.person_id = :person
                order by r.taken_on
                """)
        .param("programme", programme)
        .param("person", person)
        .query(EntryTests::result)
        .list();
  }

  /// Where a person stands with the test of a programme.
  TestStanding of(long person, long programme, LocalDate today) {
    return find(programme)
        .map(test -> TestStanding.of(test, results(programme, person), today))
        .orElseGet(TestStanding.NotAsked::new);
  }

  /// The test as an entry rule of its programme; empty where none is asked.
  Optional<Answer> answer(long person, long programme, LocalDate today) {
    return switch (of(person, programme, today)) {
      case TestStanding.NotAsked none -> Optional.empty();
      case TestStanding.Passed passed ->
          Optional.of(
              new Answer.Yes(
                  clause(passed.test()),
                  new Case(
                      today,
                      Map.of(
                          "result",
                          "%d points on %s"
                              .formatted(
                                  passed.result().points(), Formats.date(passed.result().on()))))));
      case TestStanding.ToTake open ->
          Optional.of(
              new Answer.No(
                  clause(open.test()),
                  new Case(today, Map.of("result", "not passed")),
                  "The entry test is not passed yet.",
                  "Take it from %s on. %s"
                      .formatted(Formats.date(open.from()), open.test().words())));
      case TestStanding.UsedUp none ->
          Optional.of(
              new Answer.No(
                  clause(none.test()),
                  new Case(today, Map.of("result", "not passed, no try left")),
                  "The entry test is not passed, and no try is left.",
                  "Take it again from %s on.".formatted(Formats.date(none.again()))));
    };
  }

  private static Clause clause(EntryTest test) {
    return new Clause(
        "entry, test",
        "policy",
        LocalDate.EPOCH,
        Optional.empty(),
        "Entry test: %s, at least %s.".formatted(test.name(), test.needed()),
        "Terms of " + test.programmeName());
  }

  /// @throws Refused when the test of a programme is not passed
  void require(long person, long programme, LocalDate today) {
    TestStanding stands = of(person, programme, today);
    if (stands instanceof TestStanding.ToTake open) {
      throw new Refused(
          "Take the entry test first: %s. %s".formatted(open.test().name(), stands.words()));
    }
    if (stands instanceof TestStanding.UsedUp none) {
      throw new Refused(
          "The entry test is not passed: %s. %s".formatted(none.test().name(), stands.words()));
    }
  }

  /// Who has an offer to answer and has not passed, by the last day to answer.
  List<Waiting> waiting(EntryTest test) {
    if (!test.asked()) {
      return List.of();
    }
    LocalDate today = today();
    record Open(long person, String name, long offer, LocalDate by) {}
    return jdbc
        .sql(
            """
            select o.person_id, p.employer_id, o.id, o.answer_by
              from enrolment.offer o
              join enrolment.intake i on i.id = o.intake_id
              join people.person p on p.id = o.person_id
             where i.programme_id = :programme
               and o.state = 'open'
             order by o.answer_by, p.employer_id
            """)
        .param("programme", test.programme())
        .query((row, n) ->
            new Open(
                row.getLong("person_id"),
                row.getString("employer_id"),
                row.getLong("id"),
                row.getDate("answer_by").toLocalDate()))
        .list()
        .stream()
        .flatMap(open -> {
          TestStanding stands =
              TestStanding.of(test, results(test.programme(), open.person()), today);
          return stands.met()
              ? java.util.stream.Stream.empty()
              : java.util.stream.Stream.of(
                  new Waiting(
                      open.person(),
                      open.name(),
                      open.offer(),
                      open.by(),
                      switch (stands) {
                        case TestStanding.ToTake take ->
                            "%s left, from %s"
                                .formatted(
                                    Formats.counted(take.left(), "try", "tries"),
                                    Formats.date(take.from()));
                        default -> "no try left";
                      }));
        })
        .toList();
  }

  private static EntryTest test(ResultSet row, int n) throws SQLException {
    return new EntryTest(
        row.getLong("programme_id"),
        row.getString("programme"),
        row.getString("provider"),
        row.getString("name"),
        row.getString("words"),
        row.getString("link"),
        row.getInt("most"),
        row.getInt("pass"),
        row.getInt("tries"),
        row.getInt("wait_days"),
        row.getInt("valid_days"),
        row.getBoolean("asked"),
        row.getInt("version"));
  }

  private static TestResult result(ResultSet row, int n) throws SQLException {
    return new TestResult(
        row.getLong("id"),
        row.getLong("person_id"),
        row.getString("employer_id"),
        row.getDate("taken_on").toLocalDate(),
        row.getInt("points"),
        row.getInt("most"),
        row.getInt("pass"),
        row.getBoolean("passed"),
        row.getString("reason"),
        row.getString("reported_by"),
        row.getTimestamp("reported_at").toInstant());
  }
}

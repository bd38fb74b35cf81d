package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Forms as no page sends them. Each is answered in words, never with a failure, and changes
/// nothing.
@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test=hostile"})
class HostileFormsTest {
  private static final String LONG = "x".repeat(100_000);
  private static final String TEMPLATE = "/programmes/templates/career-choice";

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @LocalServerPort private int port;

  @BeforeEach
  void load() {
    SmallWorkforce.load(jdbc, transaction);
  }

  /// @param page where the form stands
  /// @param answer what the page that comes back says
  record Form(
      String name,
      String page,
      String action,
      Map<String, String> fields,
      int status,
      String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Form form(
      String name, String page, String action, int status, String answer, String... fields) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return new Form(name, page, action, all, status, answer);
  }

  private static Form start(String name, String field, String value, String answer) {
    String[] fields = {
      "name",
      "Course",
      "provider",
      "School",
      "price",
      "900",
      "hours",
      "40",
      "weeks",
      "4",
      field,
      value
    };
    return form(name, TEMPLATE, TEMPLATE, 422, answer, fields);
  }

  private static Form opening(String name, String answer, String... fields) {
    return form(name, "/scenarios/new", "/openings/1", 422, answer, fields);
  }

  static Stream<Form> forms() {
    return Stream.of(
        start("a price in words", "price", "much", "is no price"),
        start("a price below zero", "price", "-5", "is no price"),
        start("a price beyond all", "price", "1e309", "is no price"),
        start("hours of nothing", "hours", "0", "are no hours"),
        start("hours beyond all", "hours", "999999999999", "are no hours"),
        start("weeks and a half", "weeks", "1.5", "are no weeks"),
        start("no name", "name", " ", "The name is empty"),
        start("a name of 100,000 letters", "name", LONG, "The name has 100000 letters"),
        start("a provider of 100,000 letters", "provider", LONG, "The provider has 100000 letters"),
        start("a zero byte in the name", "name", "a\0b", "zero byte"),
        opening(
            "openings in words",
            "is not a whole number",
            "year",
            "2026",
            "openings",
            "many",
            "reason",
            "r",
            "seen",
            "0"),
        opening(
            "openings below zero",
            "is not a whole number",
            "year",
            "2026",
            "openings",
            "-1",
            "reason",
            "r",
            "seen",
            "0"),
        opening(
            "openings beyond all",
            "is not a whole number",
            "year",
            "2026",
            "openings",
            "99999999999",
            "reason",
            "r",
            "seen",
            "0"),
        opening(
            "ten million openings",
            "outside of what can be set",
            "year",
            "2026",
            "openings",
            "9999999",
            "reason",
            "r",
            "seen",
            "0"),
        opening(
            "openings without reason",
            "The reason is empty",
            "year",
            "2026",
            "openings",
            "5",
            "reason",
            " ",
            "seen",
            "0"),
        opening(
            "a reason of 100,000 letters",
            "The reason has",
            "year",
            "2026",
            "openings",
            "5",
            "reason",
            LONG,
            "seen",
            "0"),
        opening(
            "a zero byte in the reason",
            "zero byte",
            "year",
            "2027",
            "openings",
            "5",
            "reason",
            "a\0b",
            "seen",
            "0"),
        opening("the year 9", "9", "year", "9", "openings", "5", "reason", "r", "seen", "0"),
        opening(
            "openings without a year",
            "came without “year”",
            "openings",
            "5",
            "reason",
            "r",
            "seen",
            "0"),
        form(
            "a year in words",
            "/scenarios/new",
            "/openings/1",
            404,
            "“soon” is no year",
            "year",
            "soon",
            "openings",
            "5",
            "reason",
            "r",
            "seen",
            "0"),
        form(
            "a role in words",
            "/scenarios/new",
            "/openings/clerk",
            404,
            "is no roleId",
            "year",
            "2026",
            "seen",
            "0"),
        form(
            "a plan of no scenario",
            "/scenarios/new",
            "/plans",
            404,
            "There is no scenario",
            "scenario",
            "999999"),
        form(
            "a plan of a scenario in words",
            "/scenarios/new",
            "/plans",
            404,
            "is no scenario",
            "scenario",
            "ours"),
        form(
            "a plan without a scenario",
            "/scenarios/new",
            "/plans",
            422,
            "came without “scenario”"),
        form(
            "an import that is not there",
            "/scenarios/new",
            "/imports/999999",
            404,
            "There is no import",
            "day",
            "2020-06-30"),
        form(
            "a mending of no import",
            "/scenarios/new",
            "/imports/999999/mend",
            404,
            "There is no import",
            "m.3.2",
            "Cook"),
        form(
            "a mending of no catalogue",
            "/scenarios/new",
            "/programmes/imports/999999/mend",
            404,
            "There is no catalogue",
            "m.99999999999.2",
            "x"),
        form(
            "a verdict that is none",
            "/scenarios/new",
            "/growth/renames",
            422,
            "is no decision",
            "from",
            "1",
            "to",
            "2",
            "verdict",
            "perhaps"),
        form(
            "a scenario with a zero byte",
            "/scenarios/new",
            "/scenarios",
            422,
            "",
            "name",
            "a\0b"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void isAnsweredInWordsAndChangesNothing(Form form) {
    long before = things();
    var answer = new Visitor(port).send(form.page(), form.action(), form.fields());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(form.status());
    assertThat(answer.body()).contains(form.answer()).doesNotContain("failed inside Rung");
    assertThat(things()).isEqualTo(before);
  }

  @Test
  void theFormsAreCounted() {
    HostileInput.counted("forms", forms().count());
  }

  private long things() {
    return jdbc.sql(
            """
            select (select count(*) from programmes.programme)
                   + (select count(*) from openings.setting)
                   + (select count(*) from access.account)
                   + (select count(*) from planning.plan)
                   + (select count(*) from planning.scenario)
                   + (select count(*) from people.mending)
            """)
        .query(Long.class)
        .single();
  }
}

package org.rung.server.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.rules.SmallGroups;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Protected attributes: who may bring them in, what is told of them, and that the server itself
/// can read none.
@RungTest
@TestPropertySource(properties = "rung.test=fairness")
class FairnessTest {
  private static final int PEOPLE = 600;
  private static final String KEPT = "/fairness/attributes";
  private static final Map<String, String> FORM = Map.of("source", "own word", "day", "2026-01-31");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private DatabaseAddress database;
  @Autowired private Attributes attributes;

  @BeforeEach
  void people() throws SQLException {
    ManyPeople.load(jdbc, transaction, PEOPLE);
    ManyPeople.account(jdbc, "kit@example.org", "KEEPER", "", "");
    ManyPeople.account(jdbc, "pat@example.org", "PLANNER", "", "");
    ManyPeople.account(jdbc, "ada@example.org", "ADMIN", "", "");
    keeper("delete from protected.attribute");
  }

  private Visitor signedIn(String name) {
    Visitor visitor = new Visitor(port);
    visitor.send(
        "/sign-in",
        "/sign-in",
        Map.of("email", name + "@example.org", "password", "secret-for-the-test"));
    return visitor;
  }

  /// By the account that keeps them, which no page uses.
  private void keeper(String sql) throws SQLException {
    try (Connection connection = database.keeper().orElseThrow().connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.keeper().orElseThrow().connect();
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "select xmin, a.* from protected.attribute a order by employer_id, kind")) {
      while (found.next()) {
        rows.add(
            found.getString(1)
                + " "
                + String.join(
                    "|",
                    found.getString(2),
                    found.getString(3),
                    found.getString(4),
                    found.getString(5),
                    found.getString(6)));
      }
    }
    return rows;
  }

  // ---- who may what

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from protected.attribute",
        "select count(*) from protected.attribute",
        "update protected.attribute set value = 'no'",
        "delete from protected.attribute",
        "truncate protected.attribute",
        "copy protected.attribute to stdout",
        "select script from protected.migration",
        "create table protected.mine (n int)",
        "create function protected.mine() returns int language sql return 1",
        "alter table protected.attribute owner to current_user",
        "drop schema protected cascade",
        "set role rung_protected"
      })
  void theServersOrdinaryConnectionIsDenied(String sql) throws Exception {
    try (Connection server = database.connect();
        var statement = server.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .as("insufficient privilege")
          .isEqualTo("42501");
    }
  }

  @Test
  void onlyAKeeperOpensThePagesAndAKeeperNothingElse() {
    for (String name : List.of("pat", "ada")) {
      for (String path : List.of("/fairness", "/fairness.csv", KEPT)) {
        assertThat(signedIn(name).open(path).statusCode()).as(name + path).isEqualTo(403);
      }
      assertThat(
              signedIn(name)
                  .send("/", KEPT + "/remove", Map.of("confirm", "take all out"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(signedIn(name).page("/")).doesNotContain("href=\"/fairness\"");
    }
    Visitor keeper = signedIn("kit");
    for (String path : List.of("/people", "/plans", "/audit", "/accounts", "/roles")) {
      assertThat(keeper.open(path).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(keeper.page("/fairness")).contains("No protected attributes are held");
  }

  @Test
  void aDatabaseWhoseAccountCouldReadThemTakesNone() throws Exception {
    assertThat(attributes.standing()).isEqualTo(Standing.APART);
    assertThat(Standing.READABLE.words()).contains("could read single rows");
    try (Connection keeper = database.keeper().orElseThrow().connect()) {
      var source = new org.springframework.jdbc.datasource.SingleConnectionDataSource(keeper, true);
      assertThat(Attributes.standing(JdbcClient.create(source))).isEqualTo(Standing.READABLE);
    }
    try (Connection none = org.rung.server.TestDatabase.empty().connect()) {
      var source = new org.springframework.jdbc.datasource.SingleConnectionDataSource(none, true);
      assertThat(Attributes.standing(JdbcClient.create(source))).isEqualTo(Standing.NOT_SET_UP);
    }
  }

  // ---- in and out

  private static String file(long seed) {
    Random random = new Random(seed);
    StringBuilder file =
        new StringBuilder("person_id,gender,Race/Ethnicity,date of birth,veteran\n");
    for (int n = 1; n <= PEOPLE; n++) {
      file.append(
          "M-%d,%s,%s,%d-05-01,%s\n"
              .formatted(
                  n,
                  random.nextInt(3) == 0 ? "F" : "M",
                  random.nextInt(200) == 0
                      ? "Zeldonian"
                      : random.nextInt(4) == 0 ? "Asian" : "White",
                  1960 + random.nextInt(45),
                  random.nextInt(20) == 0 ? "yes" : ""));
    }
    return file.toString();
  }

  @Test
  void goodRowsAreTakenBadOnesListedWithLineColumnValueAndReason() throws Exception {
    var answer =
        signedIn("kit")
            .sendFile(
                KEPT,
                KEPT,
                "attributes.csv",
                """
                person_id;sex;birth year;favourite colour
                M-1;female;1984;red
                M-2;femle;84;red
                M-0;male;1990;red
                M-1;male;1990;red
                ;male;1990;red
                M-3;;;
                """,
                FORM);
    String page = answer.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(page)
        .contains("2 rows of attributes.csv hold from now on; 4 rows were not taken")
        .contains("3 sex femle This is not understood. Give female, male or another")
        .contains("3 birth year 84 This is not understood. Give a year with four digits")
        .contains("4 person_id M-0 Nobody with this id is in any workforce file")
        .contains("5 person_id M-1 An earlier line has the same person")
        .contains("6 person_id (empty) There is no id")
        .contains("favourite colour. They were not kept");
    assertThat(rows())
        .extracting(row -> row.substring(row.indexOf(' ') + 1))
        .containsExactly(
            "M-1|birth_year|1984|own word|2026-01-31", "M-1|sex|female|own word|2026-01-31");
  }

  @Test
  void theSameFileTwiceChangesNothingAndALaterWordHolds() throws Exception {
    Visitor keeper = signedIn("kit");
    assertThat(keeper.sendFile(KEPT, KEPT, "a.csv", file(1), FORM).statusCode()).isEqualTo(200);
    List<String> once = rows();
    assertThat(once).hasSizeGreaterThan(3 * PEOPLE);
    keeper.sendFile(KEPT, KEPT, "a.csv", file(1), FORM);
    assertThat(rows()).as("not a row was written again").isEqualTo(once);

    String changes = "id,sex,source,date\nM-1,x,interview,%s\nM-2,prefer not to say,,%1$s\n";
    keeper.sendFile(KEPT, KEPT, "b.csv", changes.formatted("2025-12-31"), FORM);
    assertThat(rows()).as("said before what is held").isEqualTo(once);
    keeper.sendFile(KEPT, KEPT, "b.csv", changes.formatted("2026-02-01"), FORM);
    assertThat(rows())
        .hasSize(once.size() - 1)
        .anyMatch(row -> row.endsWith("M-1|sex|another|interview|2026-02-01"))
        .noneMatch(row -> row.contains("M-2|sex"));
  }

  @Test
  void aFileThatIsNoneIsAnsweredWithWhatToGive() {
    Visitor keeper = signedIn("kit");
    Map<String, String> wrong =
        Map.of(
            "",
            "is empty",
            "name,sex\nA,F\n",
            "No column has the person",
            "person_id,shoe size\nM-1,44\n",
            "No column has a protected attribute",
            "person_id,sex,gender\nM-1,F,F\n",
            "are the same",
            "%PDF-1.7",
            "is a PDF");
    wrong.forEach((content, words) -> {
      var answer = keeper.sendFile(KEPT, KEPT, "a.csv", content, FORM);
      assertThat(answer.statusCode()).as(content).isEqualTo(422);
      assertThat(answer.body()).contains(words);
    });
    var noDay =
        keeper.sendFile(KEPT, KEPT, "a.csv", file(1), Map.of("source", "", "day", "tomorrow"));
    assertThat(noDay.statusCode()).isEqualTo(422);
    assertThat(noDay.body()).contains("is no day up to today", "where the attributes come from");
    assertThat(attributes.held()).isEmpty();
  }

  /// Beside the shares of the newest file a count of everybody would tell how many have left.
  @Test
  void onlyTheComparisonCountsPeople() {
    Visitor keeper = signedIn("kit");
    keeper.sendFile(KEPT, KEPT, "a.csv", file(1), FORM);
    assertThat(attributes.held())
        .containsExactly(
            Attribute.BIRTH_YEAR, Attribute.ETHNICITY, Attribute.SEX, Attribute.VETERAN);
    assertThat(keeper.page(KEPT)).contains("What is held").doesNotContain("600 people");
  }

  @Test
  void everythingIsTakenOutOnlyWhenItIsConfirmed() throws Exception {
    Visitor keeper = signedIn("kit");
    keeper.sendFile(KEPT, KEPT, "a.csv", file(1), FORM);
    assertThat(keeper.send(KEPT, KEPT + "/remove", Map.of("confirm", "yes")).statusCode())
        .isEqualTo(422);
    assertThat(rows()).isNotEmpty();
    assertThat(keeper.send(KEPT, KEPT + "/remove", Map.of("confirm", "take all out")).body())
        .contains("No protected attributes are held");
    assertThat(rows()).isEmpty();
  }

  @Test
  void theAuditNotesWhoBroughtInLookedAndTookOut() {
    Visitor keeper = signedIn("kit");
    long before =
        jdbc.sql("select coalesce(max(id), 0) from access.audit").query(Long.class).single();
    keeper.sendFile(KEPT, KEPT, "a.csv", file(1), FORM);
    keeper.page("/fairness");
    keeper.send(KEPT, KEPT + "/remove", Map.of("confirm", "take all out"));
    assertThat(
            jdbc.sql(
                    """
                    select who || ' ' || deed || ' ' || what || ': ' || subject
                      from access.audit where id > :before order by id
                    """)
                .param("before", before)
                .query(String.class)
                .list())
        .contains(
            "kit@example.org change protected attributes: a.csv: 600 rows taken",
            "kit@example.org read protected attributes: shares of groups",
            "kit@example.org change protected attributes: all taken out");
  }

  @Test
  void noOtherPageOrFileHoldsAnAttribute() {
    signedIn("kit").sendFile(KEPT, KEPT, "a.csv", file(1), FORM);
    long plan = jdbc.sql("select max(id) from planning.plan").query(Long.class).single();
    Visitor planner = signedIn("pat");
    for (String path :
        List.of(
            "/",
            "/people",
            "/people/M-1",
            "/people.csv",
            "/plans/" + plan,
            "/plans/%d/people.csv".formatted(plan))) {
      assertThat(planner.open(path).body()).as(path).doesNotContain("Zeldonian");
    }
    assertThat(signedIn("ada").page("/audit.csv")).doesNotContain("Zeldonian");
    // Few enough to be kept from view here too.
    assertThat(signedIn("kit").page("/fairness")).doesNotContain("Zeldonian").contains("White");
  }

  // ---- groups

  @Test
  void sharesAndRatiosAreThoseOfTheRows() {
    // n divisible by 3 has a place; n one more than that a pathway, the others none. See
    // ManyPeople.
    StringBuilder file = new StringBuilder("person_id,sex\n");
    for (int n = 1; n <= PEOPLE; n++) {
      // Half of those without a pathway, and a quarter of those with a place, are women.
      boolean woman = n % 3 == 2 ? n % 2 == 0 : n % 12 == 0;
      file.append("M-%d,%s\n".formatted(n, woman ? "F" : "M"));
    }
    Visitor keeper = signedIn("kit");
    keeper.sendFile(KEPT, KEPT, "a.csv", file.toString(), FORM);
    Map<String, Attributes.Line> lines = new TreeMap<>();
    attributes.shares().forEach(line -> lines.put(line.value(), line));
    Map<String, long[]> counted = new TreeMap<>();
    jdbc.sql(
            """
            select p.employer_id, w.person_id is not null as planned, x.person_id is null as candidate
              from people.now e
              join people.person p on p.id = e.person_id
              left join planning.placement w on w.person_id = p.id
              left join planning.without_candidate x on x.person_id = p.id
            """)
        .query(row -> {
          int n = Integer.parseInt(row.getString("employer_id").substring(2));
          long[] counts =
              counted.computeIfAbsent(
                  (n % 3 == 2 ? n % 2 == 0 : n % 12 == 0) ? "female" : "male", sex -> new long[3]);
          counts[0]++;
          counts[1] += row.getBoolean("candidate") ? 1 : 0;
          counts[2] += row.getBoolean("planned") ? 1 : 0;
        });
    assertThat(lines.keySet()).isEqualTo(counted.keySet());
    counted.forEach((sex, counts) ->
        assertThat(lines.get(sex))
            .extracting(
                line -> line == null ? 0L : line.staff(),
                line -> line == null ? 0L : line.candidates(),
                line -> line == null ? 0L : line.planned())
            .as(sex)
            .containsExactly(counts[0], counts[1], counts[2]));
    long[] women = counted.getOrDefault("female", new long[3]);
    long[] men = counted.getOrDefault("male", new long[3]);
    double ratio = (women[1] / (double) women[0]) / (men[1] / (double) men[0]);
    assertThat(ratio).isLessThan(0.8);
    assertThat(keeper.page("/fairness"))
        .contains("below four fifths of the highest", "%.2f".formatted(ratio));
    assertThat(keeper.page("/fairness.csv"))
        .contains("Sex,female,%d,%d,%d,%.2f".formatted(women[0], women[1], women[2], ratio));
  }

  static List<Long> seeds() {
    return java.util.stream.LongStream.rangeClosed(1, 60).boxed().toList();
  }

  private static int together;
  private static int hidden;
  private static int told;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingUnderFiveIsToldNorCanBeWorkedOut(long seed) throws Exception {
    Random random = new Random(seed);
    int groups = 1 + random.nextInt(9);
    int said = random.nextInt(3) == 0 ? 1 + random.nextInt(30) : PEOPLE - random.nextInt(6);
    double slope = random.nextInt(8);
    StringBuilder values = new StringBuilder();
    for (int n = 1; n <= said; n++) {
      int group = (int) (groups * Math.pow(random.nextDouble(), slope));
      values.append(
          "%s('M-%d', 'ethnicity', 'Group %s', 'test', '2026-01-31')"
              .formatted(n == 1 ? "" : ",", 1 + (n * 7) % PEOPLE, (char) ('A' + group)));
    }
    keeper("insert into protected.attribute values " + values + " on conflict do nothing");
    List<Attributes.Line> lines = attributes.shares();
    long staff = 0;
    long candidates = 0;
    long planned = 0;
    boolean nothing = lines.stream().anyMatch(line -> line.part().equals("hidden"));
    for (Attributes.Line line : lines) {
      if (line.part().equals("hidden")) {
        assertThat(lines).hasSize(1);
        hidden++;
        continue;
      }
      told++;
      together += line.part().equals("together") ? 1 : 0;
      assertThat(line.part().equals("together") ? line.groups() : 2).isGreaterThanOrEqualTo(2);
      for (long part :
          new long[] {
            line.planned(), line.candidates() - line.planned(), line.staff() - line.candidates()
          }) {
        assertThat(SmallGroups.hides(part)).as("%s", line).isFalse();
      }
      staff += line.staff();
      candidates += line.candidates();
      planned += line.planned();
    }
    if (!nothing) {
      // The lines are the whole: no difference to a total is left that is not a line.
      assertThat(staff)
          .isEqualTo(jdbc.sql("select count(*) from people.now").query(Long.class).single());
      assertThat(planned).isLessThanOrEqualTo(candidates);
      assertThat(candidates).isLessThanOrEqualTo(staff);
    }
    String page = signedIn("kit").page("/fairness").replaceAll("<[^>]*>", " ");
    Matcher cells = Pattern.compile("\\b([1-4]) (?:people|person|\\()").matcher(page);
    assertThat(cells.find()).as(page).isFalse();
    if (seed == 60) {
      assertThat(together).as("seeds with groups told together").isGreaterThan(5);
      assertThat(told).isGreaterThan(60);
    }
  }

  @Test
  void aFewPeopleAloneAreNotTold() throws Exception {
    keeper(
        "insert into protected.attribute values ('M-1', 'veteran', 'yes', 'test', '2026-01-31')");
    assertThat(attributes.shares())
        .singleElement()
        .extracting(Attributes.Line::part, Attributes.Line::groups)
        .containsExactly("together", 2L);
    assertThat(signedIn("kit").page(KEPT)).contains("<p>Veteran. ");
  }
}

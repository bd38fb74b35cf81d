package org.rung.server.openings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ApiWorld;
import org.rung.server.RungTest;
import org.rung.server.SmallWorkforce;
import org.rung.server.Visitor;
import org.rung.server.api.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Walks every page and file of growth and openings over a workforce full of small groups.
@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test.of=growth-small"})
class SmallGroupPagesTest {
  private static final Pattern ARROW = Pattern.compile("([\\d,]+|under 5) → ([\\d,]+|under 5)");
  private static final Pattern SHARE =
      Pattern.compile("\\b([\\d,]+) of ([\\d,]+) (?!titles|roles)");
  private static final Pattern PEOPLE = Pattern.compile("\\b[1-4] (people|person)\\b(?!-)");

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @LocalServerPort private int port;

  @BeforeEach
  void load() {
    SmallWorkforce.load(jdbc, transaction);
  }

  @Test
  void noPageShowsAGroupUnderFive() {
    Visitor visitor = new Visitor(port);
    List<String> pages =
        new ArrayList<>(List.of("/growth", "/growth/renames", "/openings?all=true"));
    for (String group : List.of("small", "unsure", "several")) {
      pages.add("/growth?show=" + group);
    }
    List<Integer> roles =
        jdbc.sql("select id from people.role order by id")
            .query((row, n) -> row.getInt("id"))
            .list();
    roles.forEach(role -> {
      pages.add("/growth/" + role);
      pages.add("/openings/" + role);
    });
    int hidden = 0;
    int seen = 0;
    for (String path : pages) {
      var answer = visitor.open(path);
      if (answer.statusCode() == 404) {
        continue;
      }
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      seen++;
      String text = text(answer.body());
      assertThat(PEOPLE.matcher(text).find()).as("%s: %s", path, text).isFalse();
      for (Matcher arrow = ARROW.matcher(text); arrow.find(); ) {
        hidden += small(path, arrow.group(1)) + small(path, arrow.group(2));
      }
      for (Matcher share = SHARE.matcher(text); share.find(); ) {
        long part = number(share.group(1));
        long whole = number(share.group(2));
        assertThat(part).as("%s: %s", path, share.group()).isGreaterThanOrEqualTo(5);
        assertThat(whole - part == 0 || whole - part >= 5)
            .as("%s: %s", path, share.group())
            .isTrue();
      }
      if (path.startsWith("/growth/") || path.startsWith("/openings?")) {
        cells(path, answer.body());
      }
    }
    assertThat(hidden).as("groups that were kept from view").isGreaterThan(20);
    assertThat(seen).isGreaterThan(100);
  }

  @Test
  void noGrowthIsToldWhereItWouldTellASmallGroup() {
    String page = text(new Visitor(port).page("/growth?show=small"));
    for (String other : List.of("unsure", "small")) {
      String text = text(new Visitor(port).page("/growth?show=" + other));
      assertThat(text).doesNotContainPattern("→ under 5 [+−]\\d");
      assertThat(text).doesNotContainPattern("under 5 → [\\d,]+ [+−]\\d");
    }
    assertThat(page).contains("under 5 →", "base under 10");
  }

  @Test
  void noFileHoldsAGroupUnderFive() {
    List<String> lines = new Visitor(port).page("/growth.csv").lines().toList();
    assertThat(lines).hasSizeGreaterThan(60);
    int hidden = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      for (int column : new int[] {4, 5, 9, 10, 11, 12}) {
        assertThat(cells[column]).as(line).doesNotMatch("[1-4]");
        hidden += cells[column].equals("under 5") ? 1 : 0;
      }
      if (cells[4].equals("under 5") || cells[5].equals("under 5")) {
        assertThat(cells[6] + cells[7] + cells[8]).as(line).isEmpty();
      }
      // Headcounts and three of the four moves would tell the fourth.
      long told = List.of(cells).subList(9, 13).stream().filter(c -> c.matches("\\d+")).count();
      long small = List.of(cells).subList(9, 13).stream().filter("under 5"::equals).count();
      assertThat(told == 3 && small == 1).as(line).isFalse();
    }
    assertThat(hidden).isGreaterThan(20);
    for (String line : new Visitor(port).page("/openings.csv").lines().skip(1).toList()) {
      assertThat(line.split(",", -1)[3]).as(line).doesNotMatch("[1-4]");
    }
  }

  @Test
  void noAnswerOfTheApiHoldsAGroupUnderFive() throws Exception {
    jdbc.sql(
            """
            insert into access.account (email, name, roles)
            values ('api@example.org', 'Test', array['PLANNER'])
                on conflict do nothing
            """)
        .update();
    String token = ApiWorld.token(jdbc, "api@example.org", List.of(Scope.values()));
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/growth", "/openings", "/roles", "/pathways", "/programmes", "/growth/renames"));
    jdbc.sql("select id from people.role order by id")
        .query((row, n) -> row.getInt("id"))
        .list()
        .forEach(role -> {
          paths.add("/growth/" + role);
          paths.add("/openings/" + role);
          paths.add("/roles/" + role);
        });
    int hidden = 0;
    int seen = 0;
    for (String path : paths) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://localhost:%d/api/v1%s%s"
                                  .formatted(port, path, path.matches(".*\\d") ? "" : "?size=200")))
                      .header("Authorization", "Bearer " + token)
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 404) {
        continue;
      }
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      seen++;
      for (JsonNode found : JsonMapper.shared().readTree(answer.body()).findParents("people")) {
        hidden += counted(path, found, "people");
      }
      for (JsonNode found : JsonMapper.shared().readTree(answer.body()).findParents("joiners")) {
        int small = 0;
        for (String name : List.of("people_at_start", "people_now")) {
          small += counted(path, found, name);
        }
        int moves = 0;
        for (String name : List.of("joiners", "leavers", "moved_in", "moved_out")) {
          moves += counted(path, found, name);
        }
        // Headcounts and three of the four moves would tell the fourth.
        assertThat(moves).as("%s: %s", path, found).isNotEqualTo(1);
        assertThat(small == 0 || moves == 4).as("%s: %s", path, found).isTrue();
        hidden += small;
      }
    }
    assertThat(hidden).as("groups that were kept from view").isGreaterThan(20);
    assertThat(seen).isGreaterThan(100);
  }

  /// Whether it is kept from view.
  private static int counted(String path, JsonNode found, String name) {
    JsonNode people = found.get(name);
    assertThat(people.isNull() || people.asLong() == 0 || people.asLong() >= 5)
        .as("%s: %s of %s", path, name, found)
        .isTrue();
    return people.isNull() ? 1 : 0;
  }

  /// The forecast is the same for any count of one to four.
  @Test
  void noForecastTellsASmallGroup() {
    assertThat(List.of(1L, 2L, 3L, 4L))
        .allSatisfy(n -> assertThat(Openings.taken(n)).isEqualTo(2.5));
    assertThat(Openings.taken(0)).isZero();
    assertThat(Openings.taken(5)).isEqualTo(5);
  }

  private static void cells(String path, String html) {
    Matcher people =
        Pattern.compile("<td class=\"number[^\"]*\" data-label=\"People\">(.*?)</td>")
            .matcher(html);
    while (people.find()) {
      small(path, text(people.group(1)).split("→")[0].strip());
    }
    if (path.startsWith("/growth/")) {
      Matcher moves = Pattern.compile("</th><td class=\"number\">([\\d,]+)</td>").matcher(html);
      while (moves.find()) {
        small(path, moves.group(1));
      }
    }
  }

  /// @return 1 when the count is kept from view
  private static int small(String path, String count) {
    if (count.equals("under 5")) {
      return 1;
    }
    assertThat(number(count)).as(path).isNotIn(1L, 2L, 3L, 4L);
    return 0;
  }

  private static long number(String count) {
    return Long.parseLong(count.replace(",", ""));
  }

  private static String text(String html) {
    return html.replaceAll("(?s)<svg.*?</svg>", " ")
        .replaceAll("<[^>]+>", " ")
        .replaceAll("\\s+", " ");
  }
}

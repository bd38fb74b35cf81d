package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.Emptied;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// The pages as a browser without scripts meets them. In a database of its own, emptied before each
/// test.
@RungTest
@TestPropertySource(properties = "rung.test=people-pages")
class PeoplePagesTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final String ROWS =
      """
      id,title,department,annual pay
      E1,Clerk,Water,50000
      E2,Clerk,Water,51000
      E3,Clerk,Water,52000
      E4,Clerk,Water,53000
      E5,Clerk,Water,54000
      E6,Chief,Fire,90000
      E7,,Fire,90000
      <b>E8</b>,Cook,Law,n/a
      """;

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @BeforeEach
  void empty() {
    Emptied.of(
        jdbc,
        "people.employment",
        "people.snapshot",
        "people.person",
        "people.import",
        "people.held_row",
        "people.import_part",
        "people.merged_row",
        "access.audit");
    for (String role : List.of("PLANNER", "EMPLOYEE")) {
      jdbc.sql(
              """
              insert into access.account (email, name, password_hash, roles)
              values (:email, 'Test', '{noop}secret-for-the-test', array[:role])
                  on conflict do nothing
              """)
          .param("email", role.toLowerCase(java.util.Locale.ROOT) + "@example.org")
          .param("role", role)
          .update();
    }
  }

  @Test
  void saysWhatToDoWhileNobodyIsHere() throws Exception {
    signIn("planner@example.org");
    assertThat(get("/people").body()).contains("Nobody is here yet", "href=\"/imports\"");
    assertThat(get("/imports").body())
        .contains("No file of people is in yet", "No file was sent yet");
    assertThat(get("/people/E1").statusCode()).isEqualTo(404);
    assertThat(get("/imports/77").statusCode()).isEqualTo(404);
  }

  @Test
  void showsPeopleToPlannersAlone() throws Exception {
    assertThat(get("/people").body()).contains("Sign in to Rung");
    signIn("employee@example.org");
    for (String path :
        List.of("/people", "/people.csv", "/people/E1", "/imports", "/imports/1/held.csv")) {
      assertThat(get(path).statusCode()).describedAs(path).isEqualTo(403);
    }
  }

  @Test
  void bringsAFileInAndShowsItsPeopleAndItsHeldRows() throws Exception {
    signIn("planner@example.org");
    HttpResponse<String> guessed = send("staff_2020-06-30.csv", ROWS);
    String path = guessed.uri().getPath();
    assertThat(guessed.body()).contains("4 of 4 columns are understood", "value=\"2020-06-30\"");

    // The pay column is left out: nothing is imported and the page says what is missing.
    HttpResponse<String> refused =
        post(path, Map.of("day", "2020-06-30", "is0", "PERSON_ID", "is1", "JOB_TITLE"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("No column is chosen for pay");
    assertThat(
            post(
                    path,
                    Map.of("day", "", "is0", "PERSON_ID", "is1", "JOB_TITLE", "is3", "ANNUAL_PAY"))
                .body())
        .contains("no day of the calendar");
    assertThat(
            post(path, Map.of("day", "2020-06-30", "is0", "PERSON_ID", "is1", "PERSON_ID")).body())
        .contains("chosen for two columns");

    String report = start(path);
    assertThat(report)
        .contains("6 of 8 people are in; 2 rows are held until you mend them")
        .contains("Job title is missing", "Pay is not a number")
        .contains("&lt;b&gt;E8&lt;/b&gt;")
        .doesNotContain("<b>E8");
    assertThat(get(path + "?fault=Pay+is+not+a+number").body())
        .contains("1 of 1 shown")
        .doesNotContain("Every row needs a job title.");
    HttpResponse<String> csv = get(path + "/held.csv");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(
            value -> assertThat(value).contains("held-rows-of-staff_2020-06-30.csv"));
    assertThat(csv.body())
        .startsWith(
            "\uFEFFid,title,department,annual pay,line in the file,why held\r\nE7,,Fire,90000,8,")
        .contains("<b>E8</b>,Cook,Law,n/a,9,");

    String people = get("/people").body();
    assertThat(people)
        .contains("6 people work in 2 roles and 2 departments", "href=\"/people/E1\"");
    // Fire has one person; Water's count would tell it beside the total.
    assertThat(people).contains("<span>under 5</span>", "<span>not shown</span>");
    assertThat(people).doesNotContain("$");
    assertThat(get("/people?department=Fire").body())
        .contains("under 5 of 6 people are as you asked");
    assertThat(get("/people?id=e6").body())
        .contains("href=\"/people/E6\"")
        .doesNotContain("href=\"/people/E1\"");
    assertThat(get("/people.csv?role=Clerk").body().lines())
        .hasSize(6)
        .element(1)
        .isEqualTo("E1,Clerk,Water,Not given,full-time,salary");
    assertThat(get("/people/E6").body())
        .contains("E6 works as Chief, Fire", "$90,000 a year", "Nothing was decided");
    assertThat(audit())
        .contains(
            "read people person E6",
            "read people CSV, list: role=Clerk&",
            "read people list of all")
        .anyMatch(entry -> entry.startsWith("change people import"));
  }

  @Test
  void mendsARowOnThePageAndSaysWhatHappened() throws Exception {
    signIn("planner@example.org");
    String path = send("staff_2020-06-30.csv", ROWS).uri().getPath();
    assertThat(start(path)).contains("name=\"m.8.2\"", "name=\"m.9.4\"", "Leave out");
    HttpResponse<String> refused = post(path + "/mend", Map.of("m.9.4", "much", "v.9", "0"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("1 value was not taken", "value=\"much\"", "aria-invalid=\"true\"");
    HttpResponse<String> taken =
        post(path + "/mend", Map.of("m.9.4", "48000", "v.9", "0", "m.8.2", "", "v.8", "0"));
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.body())
        .contains("7 of 8 people are in; 1 row is held until you mend it", "1 row is in now.")
        .contains("annual pay: n/a → 48000");
    assertThat(post(path + "/mend", Map.of("out", "8", "v.8", "0")).body())
        .contains("7 of 8 people are in; 1 row is left out")
        .doesNotContain("id=\"held\"");
    Matcher deed = Pattern.compile(path + "/deeds/\\d+/undo").matcher(get(path).body());
    assertThat(deed.find()).isTrue();
    assertThat(post(deed.group(), Map.of()).body()).contains("1 row is held until you mend it");
  }

  @Test
  void undoesAnImportAfterItWasAsked() throws Exception {
    signIn("planner@example.org");
    String path = send("staff_2020-06-30.csv", ROWS).uri().getPath();
    assertThat(start(path)).contains("Undo the import of 6 rows");
    assertThat(post(path + "/undo", Map.of()).body()).contains("This import was undone");
    assertThat(get("/people").body()).contains("Nobody is here yet");
    assertThat(post(path + "/undo", Map.of()).statusCode()).isEqualTo(422);
  }

  @Test
  void saysOnThePageWhyAFileIsNoTable() throws Exception {
    signIn("planner@example.org");
    HttpResponse<String> answer = send("letter.csv", "Dear all,\nthe list follows.\n");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("“letter.csv” is no table");
    HttpResponse<String> guessed = send("a.csv", ROWS);
    assertThat(post(guessed.uri().getPath() + "/remove", Map.of()).body())
        .contains("No file was sent yet");
  }

  private String start(String path) throws Exception {
    HttpResponse<String> running =
        post(
            path,
            Map.of(
                "day",
                "2020-06-30",
                "is0",
                "PERSON_ID",
                "is1",
                "JOB_TITLE",
                "is2",
                "DEPARTMENT",
                "is3",
                "ANNUAL_PAY"));
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (running.body().contains("is being imported") && Instant.now().isBefore(limit)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      running = get(path);
    }
    return running.body();
  }

  private List<String> audit() {
    return jdbc.sql("select deed || ' ' || what || ' ' || subject as entry from access.audit")
        .query((row, n) -> row.getString("entry"))
        .list();
  }

  private void signIn(String email) throws Exception {
    post("/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    String body =
        "_csrf="
            + token()
            + form.entrySet().stream()
                .map(field ->
                    "&"
                        + field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String name, String content) throws Exception {
    String body =
        "--part\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            + token()
            + "\r\n--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: text/csv\r\n\r\n"
            + content
            + "\r\n--part--\r\n";
    return client.send(
        HttpRequest.newBuilder(uri("/imports"))
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// From a page that everybody may open and that has a form.
  private String token() throws Exception {
    Matcher token = TOKEN.matcher(get("/sign-in").body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}

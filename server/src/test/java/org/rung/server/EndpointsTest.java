package org.rung.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rung.server.access.Role;
import org.rung.server.api.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Asks for every endpoint as every kind of user, where it names a person for the own one and for
/// somebody else's, and compares with the table that people read.
@RungTest
@TestPropertySource(properties = {"rung.test=endpoints", "rung.jobs.work=false"})
class EndpointsTest {
  private static final String PASSWORD = "secret-for-the-test";
  private static final String OWN = "OWN-4711";
  private static final String OTHER = "OTHER-0815";
  private static final String NOBODY = "signed out";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  /// Bodies of the API without which it would not come to whose the row is.
  private static final Map<String, String> BODIES =
      Map.of(
          "POST /api/v1/team/people/{employerId}/statements",
          """
          {"from": "2027-01-11", "until": "2027-01-12", "words": "The press runs alone."}
          """);

  private static final Set<String> PERSON = Set.of("key", "person", "employerId");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationContext context;

  private final Map<String, Visitor> visitors = new LinkedHashMap<>();

  /// By the id of a person: what an address names by number.
  private final Map<String, Long> numbers = new LinkedHashMap<>();

  private final Map<String, Long> statements = new LinkedHashMap<>();

  /// Of every scope.
  private final Map<String, String> tokens = new HashMap<>();

  private long requests;
  private long forgeries;

  private record Endpoint(String method, String path) implements Comparable<Endpoint> {
    /// Whether a token opens it, and no session does.
    boolean api() {
      return path.startsWith("/api/v1/");
    }

    boolean namesAPerson() {
      return VARIABLE.matcher(path).results().anyMatch(found -> PERSON.contains(found.group(1)));
    }

    /// The address with its variables filled: the person by id, or by number where `~` says so, and
    /// what a manager said of the person; other rows do not exist.
    String of(String person, Map<String, Long> numbers, Map<String, Long> statements) {
      return VARIABLE
          .matcher(
              path.replace("/**", "/x")
                  .replace("~{person}", "~" + numbers.get(person))
                  .replace("{statement}", String.valueOf(statements.get(person))))
          .replaceAll(found -> PERSON.contains(found.group(1)) ? person : "0");
    }

    @Override
    public int compareTo(Endpoint other) {
      int byPath = path.compareTo(other.path);
      return byPath == 0 ? method.compareTo(other.method) : byPath;
    }
  }

  private static final class Visitor {
    final HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    String token = "";
  }

  @Test
  void everyEndpointIsOpenToWhoTheTableSaysAndNobodyElse() throws IOException {
    people();
    Map<Endpoint, List<String>> found = new TreeMap<>();
    List<String> kinds = new ArrayList<>(List.of(NOBODY));
    for (Role role : Role.values()) {
      kinds.add(role.name().toLowerCase(Locale.ROOT));
    }
    for (Endpoint endpoint : endpoints()) {
      List<String> row = new ArrayList<>();
      for (String kind : kinds) {
        row.add(cell(endpoint, kind));
      }
      found.put(endpoint, row);
    }

    StringBuilder table = new StringBuilder("| Endpoint | " + String.join(" | ", kinds) + " |\n");
    table.append("| --- |").append(" --- |".repeat(kinds.size())).append('\n');
    found.forEach((endpoint, row) ->
        table
            .append("| `")
            .append(endpoint.method)
            .append(' ')
            .append(endpoint.path)
            .append("` | ")
            .append(String.join(" | ", row))
            .append(" |\n"));

    Path docs = Path.of(System.getProperty("rung.home"), "docs");
    Path page = docs.resolve("architecture").resolve("endpoints.md");
    if (Boolean.getBoolean("rung.golden")) {
      String text = Files.readString(page);
      Files.writeString(page, text.substring(0, text.indexOf("| Endpoint |")) + table);
      Path counts = docs.resolve("benchmarks").resolve("access.md");
      String figures = Files.readString(counts);
      String counted =
          "| %d | %d | %d | %d | %d |\n"
              .formatted(
                  found.size(),
                  found.keySet().stream().filter(Endpoint::namesAPerson).count(),
                  kinds.size(),
                  requests,
                  forgeries);
      Files.writeString(
          counts,
          figures.replaceAll(
              "(?m)(^\\| Endpoints \\|.*\\n^\\| ---.*\\n)^\\|.*\\n", "$1" + counted));
    }
    assertThat(table.toString().lines())
        .as("docs/architecture/endpoints.md; write it anew with -Drung.golden=true and review it")
        .containsExactlyElementsOf(
            Files.readString(page).lines().filter(line -> line.startsWith("|")).toList());
  }

  /// What one kind of user gets: `yes`, `own` rows alone, `all` rows, or `–` for nothing.
  private String cell(Endpoint endpoint, String kind) {
    boolean own = open(endpoint, kind, OWN);
    if (!endpoint.namesAPerson()) {
      return own ? "yes" : "–";
    }
    boolean other = open(endpoint, kind, OTHER);
    return own && other ? "all" : own ? "own" : other ? "others!" : "–";
  }

  private boolean open(Endpoint endpoint, String kind, String person) {
    if (!endpoint.method.equals("GET") && !endpoint.api()) {
      forgeries++;
      // Refused with a page that says so; who is signed out is led to the sign-in.
      assertThat(ask(endpoint, kind, person, false).statusCode())
          .describedAs("%s %s without its token", kind, endpoint)
          .isEqualTo(kind.equals(NOBODY) ? 302 : 403);
    }
    HttpResponse<String> answer = ask(endpoint, kind, person, true);
    if (endpoint.path.endsWith("sign-out") || endpoint.path.equals("/sign-in")) {
      visitors.remove(kind);
    }
    boolean personal = kind.equals("employee") || kind.equals("manager");
    if (personal && endpoint.method.equals("GET") && answer.statusCode() == 200) {
      // Whatever the address, the answer names nobody else.
      assertThat(answer.body())
          .describedAs("%s %s", kind, endpoint)
          .doesNotContain(OTHER + (endpoint.api() ? "\"" : "<"));
    }
    String to = answer.headers().firstValue("Location").orElse("");
    if (answer.statusCode() == 302) {
      String start = "http://localhost:" + port;
      boolean sentAway =
          (to.endsWith("/sign-in") && kind.equals(NOBODY) && !endpoint.path.startsWith("/sign-in"))
              || (endpoint.path.equals("/") && !to.isEmpty() && !to.replace(start, "").equals("/"));
      return !sentAway;
    }
    // A person who is not the viewer's is either refused or not there; the own one is there.
    return answer.statusCode() != 403
        && answer.statusCode() != 401
        && !(answer.statusCode() == 404 && personal && endpoint.namesAPerson());
  }

  private HttpResponse<String> ask(
      Endpoint endpoint, String kind, String person, boolean withToken) {
    Visitor visitor = visitors.computeIfAbsent(kind, this::signedIn);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(endpoint.of(person, numbers, statements)));
    if (endpoint.api()) {
      Optional.ofNullable(tokens.get(kind))
          .ifPresent(held -> request.header("Authorization", "Bearer " + held));
      String body = BODIES.getOrDefault(endpoint.method + " " + endpoint.path, "");
      request
          .header("Content-Type", "application/json")
          .method(endpoint.method, HttpRequest.BodyPublishers.ofString(body));
    } else if (endpoint.method.equals("GET")) {
      request.GET();
    } else {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .method(
              endpoint.method,
              HttpRequest.BodyPublishers.ofString(withToken ? "_csrf=" + visitor.token : "a=b"));
    }
    requests++;
    return send(visitor, request.build());
  }

  private Set<Endpoint> endpoints() {
    Set<Endpoint> endpoints = new TreeSet<>();
    // Answered by the security chain, not by a handler.
    endpoints.add(new Endpoint("POST", "/sign-in"));
    endpoints.add(new Endpoint("POST", "/sign-out"));
    Collection<RequestMappingInfoHandlerMapping> mappings =
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values();
    for (RequestMappingInfoHandlerMapping mapping : mappings) {
      for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
        Set<String> methods = new TreeSet<>();
        info.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
        for (String path : requireNonNull(info.getPathPatternsCondition()).getPatternValues()) {
          for (String method : methods.isEmpty() ? Set.of("GET", "POST") : methods) {
            endpoints.add(new Endpoint(method, path));
          }
        }
      }
    }
    return endpoints;
  }

  private Visitor signedIn(String kind) {
    Visitor visitor = new Visitor();
    token(visitor);
    if (!kind.equals(NOBODY)) {
      HttpResponse<String> answer =
          send(
              visitor,
              HttpRequest.newBuilder(address("/sign-in"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "_csrf=%s&email=%s@example.org&password=%s"
                              .formatted(visitor.token, kind, PASSWORD)))
                  .build());
      assertThat(answer.headers().firstValue("Location").orElse(""))
          .describedAs(kind)
          .doesNotContain("failed");
      token(visitor);
    }
    return visitor;
  }

  private void token(Visitor visitor) {
    Matcher token =
        TOKEN.matcher(send(visitor, HttpRequest.newBuilder(address("/sign-in")).build()).body());
    assertThat(token.find()).isTrue();
    visitor.token = java.net.URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static HttpResponse<String> send(Visitor visitor, HttpRequest request) {
    try {
      return visitor.http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The employee is one person, who works in the manager's department; somebody else does not.
  private void people() {
    for (String sql :
        """
        insert into people.snapshot (taken_on, label) values ('2025-12-31', 'now');
        insert into people.department (name) values ('Water'), ('Fire');
        insert into people.site (name) values ('Hall');
        insert into people.role (title) values ('Clerk');
        insert into people.person (employer_id) values ('%1$s'), ('%2$s');
        insert into people.employment
               (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, annual_pay_cents)
        select s.id, p.id, r.id, d.id, l.id, true, false, 5000000
          from people.snapshot s, people.person p, people.role r, people.department d, people.site l
         where d.name = case p.employer_id when '%1$s' then 'Water' else 'Fire' end
        """
            .formatted(OWN, OTHER)
            .split(";")) {
      jdbc.sql(sql).update();
    }
    plan();
    for (Role role : Role.values()) {
      jdbc.sql(
              """
              with made as (
                insert into access.account (email, name, password_hash, roles, employer_id)
                values (lower(:role) || '@example.org', :role, :hash, array[:role],
                        case :role when 'EMPLOYEE' then :own end)
                returning id
              )
              insert into access.team (account_id, department)
              select id, 'Water' from made where :role = 'MANAGER'
              """)
          .param("role", role.name())
          .param("hash", "{noop}" + PASSWORD)
          .param("own", OWN)
          .update();
      String kind = role.name().toLowerCase(Locale.ROOT);
      tokens.put(kind, ApiWorld.token(jdbc, kind + "@example.org", Arrays.asList(Scope.values())));
    }
  }

  /// A plan, and a statement of the manager about each of the two.
  private void plan() {
    long scenario =
        jdbc.sql(
                """
                insert into planning.scenario (name, content, made_by) values ('s', '', 'test')
                returning id
                """)
            .query(Long.class)
            .single();
    long plan =
        jdbc.sql(
                """
                insert into planning.plan (scenario_id, asked_by)
                values (:scenario, 'test')
                returning id
                """)
            .param("scenario", scenario)
            .query(Long.class)
            .single();
    for (String person : List.of(OWN, OTHER)) {
      numbers.put(
          person,
          jdbc.sql("select id from people.person where employer_id = :id")
              .param("id", person)
              .query(Long.class)
              .single());
      statements.put(
          person,
          jdbc.sql(
                  """
                  insert into planning.statement
                         (plan_id, person_id, from_day, until_day, words, said_by, said_at)
                  values (:plan, :person, '2027-01-01', '2027-02-01', 'No.', 'manager@example.org', now())
                  returning id
                  """)
              .param("plan", plan)
              .param("person", numbers.get(person))
              .query(Long.class)
              .single());
    }
  }
}

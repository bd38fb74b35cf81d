package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rung.server.access.AccountsStory;
import org.rung.server.api.Scope;
import org.rung.server.apprenticeships.ApprenticeshipStory;
import org.rung.server.budgets.BudgetsStory;
import org.rung.server.classes.ClassesStory;
import org.rung.server.decisions.AppealStory;
import org.rung.server.enrolment.OfferStory;
import org.rung.server.fairness.FairnessStory;
import org.rung.server.growth.GrowthStory;
import org.rung.server.home.MyStory;
import org.rung.server.home.OverviewStory;
import org.rung.server.home.TeamStory;
import org.rung.server.insights.InsightsStory;
import org.rung.server.jobs.JobsStory;
import org.rung.server.letters.LettersStory;
import org.rung.server.openings.OpeningsStory;
import org.rung.server.pathways.PathwaysStory;
import org.rung.server.people.ImportsStory;
import org.rung.server.people.PeopleStory;
import org.rung.server.planning.PlanStory;
import org.rung.server.planning.ScenarioStory;
import org.rung.server.policy.RulesStory;
import org.rung.server.programmes.ProgrammesStory;
import org.rung.server.reference.AboutStory;
import org.rung.server.skills.RolesStory;
import org.rung.server.timesheets.HoursStory;
import org.rung.server.tuition.TuitionStory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// The API does what its document says, all of it: every operation is called with success and with
/// each problem that the document gives it, and every answer is compared with the document.
@RungTest
@TestPropertySource(
    properties = {
      "rung.test=api",
      "rung.jobs.work=false",
      "rung.mail.server=smtp://127.0.0.1:9",
      "rung.mail.from=learning@example.org"
    })
class ApiContractTest {
  /// Those that are provoked once, in a test of their own, and not for each operation.
  private static final Set<String> RARE =
      Set.of("database-away", "failed", "key-in-use", "too-many-guesses");

  private static final List<ApiStory> STORIES =
      List.of(
          new JobsStory(),
          new OverviewStory(),
          new AboutStory(),
          new ScenarioStory(),
          new PeopleStory(),
          new RolesStory(),
          new GrowthStory(),
          new OpeningsStory(),
          new ProgrammesStory(),
          new PathwaysStory(),
          new FairnessStory(),
          new AccountsStory(),
          new ImportsStory(),
          new MyStory(),
          new AppealStory(),
          new LettersStory(),
          new TeamStory(),
          new BudgetsStory(),
          new ClassesStory(),
          new TuitionStory(),
          new OfferStory(),
          new ApprenticeshipStory(),
          new InsightsStory(),
          new RulesStory(),
          new HoursStory(),
          // Withdraws the published plan, which the others look at.
          new PlanStory());

  @LocalServerPort private int port;
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;

  private String served = "";

  @BeforeEach
  void document() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/openapi.json"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    served = answer.body();
  }

  @TestFactory
  Stream<DynamicTest> everyOperationAnswersAsTheDocumentSays() {
    ApiWorld world = new ApiWorld(context, port, new ApiDocument(served));
    List<DynamicTest> tests = new ArrayList<>();
    for (ApiStory story : STORIES) {
      tests.add(dynamicTest(story.getClass().getSimpleName(), () -> story.tell(world)));
    }
    for (ApiDocument.Operation operation : world.document().operations()) {
      tests.add(dynamicTest(operation.toString(), () -> problems(world, operation)));
    }
    tests.add(dynamicTest("nothing was left out", () -> complete(world)));
    return tests.stream();
  }

  /// What every operation answers that takes such a request, whatever it does.
  private void problems(ApiWorld world, ApiDocument.Operation operation) {
    String method = operation.method();
    String path = operation.withNothing();
    ApiCaller caller = fit(world, operation);
    world.nobody().ask(method, path, "").is(401).isProblem("no-token");
    jdbc.sql("delete from access.attempt").update();
    world.stranger("rung_nothing").ask(method, path, "").is(401).isProblem("bad-token");
    assertThat(
            narrow(world, operation)
                .ask(method, path, "")
                .is(403)
                .isProblem("missing-scope")
                .at("/scope")
                .asString())
        .isEqualTo(operation.scope());
    // Nobody opens everything; letters go to partners, too, who read what is in demand, and classes
    // are theirs.
    world
        .with(
            path.startsWith("/api/v1/my/letters")
                ? "FINANCE"
                : Set.of("partner", "demand").contains(word(operation)) ? "KEEPER" : "PARTNER")
        .ask(method, path, "")
        .is(403)
        .isProblem("not-open");
    caller
        .ask(method, path, body(operation), headers(operation, "Accept", "text/html"))
        .is(406)
        .isProblem("not-acceptable");
    caller
        .ask(method, path + "?nonsense=1", body(operation), headers(operation))
        .is(422)
        .isProblem("faulty-values");
    caller.raw("PATCH", path, "").is(405).isProblem("wrong-method");
    if (operation.variable() && operation.takes().isEmpty()) {
      caller.ask(method, path, "").is(404).isProblem("not-found");
    }
    if (method.equals("POST")) {
      String key = operation + " " + operation.hashCode();
      jdbc.sql(
              """
              insert into api.kept_answer (account, key, method, address, digest, made_at, status)
              select a.email, :key, 'POST', '/elsewhere', '\\x00', now(), 200
                from access.account a
                  on conflict do nothing
              """)
          .param("key", key.replace(' ', '-'))
          .update();
      caller
          .ask(
              method,
              path,
              body(operation),
              headers(operation, "Idempotency-Key", key.replace(' ', '-')))
          .is(422)
          .isProblem("key-reused");
    }
    if (method.equals("POST") || !operation.takes().isEmpty()) {
      caller.ask(method, path, "\"" + "x".repeat(1 << 20) + "\"").is(413).isProblem("too-large");
    }
    if (operation.takes().contains("application/json")) {
      caller.ask(method, path, "{").is(400).isProblem("unreadable-body");
      caller
          .ask(method, path, "{}", "Content-Type", "text/plain")
          .is(415)
          .isProblem("wrong-content-type");
    }
  }

  @Test
  void nullInsideAListOrMapIsAProblemThatNamesItsPlace() {
    ApiWorld world = new ApiWorld(context, port, new ApiDocument(served));
    Set<String> places = new TreeSet<>();
    for (ApiDocument.Operation operation : world.document().operations()) {
      world
          .document()
          .withNulls(operation)
          .forEach((place, body) -> {
            ApiCaller.Answer answer =
                fit(world, operation)
                    .raw(operation.method(), operation.withNothing(), body.toString());
            assertThat(answer.status())
                .as(operation + " " + body + " " + answer.text())
                // A scenario that is not there is told before its body is looked into.
                .isIn(422, operation.path().contains("/scenarios/{id}") ? 404 : 422);
            if (answer.status() == 422) {
              assertThat(answer.isProblem("faulty-values").at("/errors/0/at").asString())
                  .as(answer.text())
                  .startsWith(place.substring(1).replace('/', '.'));
            }
            places.add(operation + " " + place);
          });
    }
    assertThat(places)
        .contains(
            "POST /api/v1/imports/{id}/start /columns",
            "POST /api/v1/imports/{id}/mend /rows",
            "PUT /api/v1/accounts/{id} /departments");
  }

  private static String body(ApiDocument.Operation operation) {
    return operation.takes().isEmpty() ? "" : "{}";
  }

  private static String[] headers(ApiDocument.Operation operation, String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    if (!operation.takes().isEmpty()) {
      headers.add("Content-Type");
      headers.add(
          operation.takes().contains("application/json")
              ? "application/json"
              : operation.takes().getFirst());
    }
    return headers.toArray(String[]::new);
  }

  private static final Map<String, String> ROLES =
      Map.of(
          "my",
          "EMPLOYEE",
          "team",
          "MANAGER",
          "accounts",
          "ADMIN",
          "audit",
          "ADMIN",
          "fairness",
          "KEEPER",
          "budgets",
          "FINANCE",
          "partner",
          "PARTNER",
          "tuition",
          "FINANCE");

  /// Somebody whose role opens the operation, with every scope.
  private static ApiCaller fit(ApiWorld world, ApiDocument.Operation operation) {
    return switch (ROLES.getOrDefault(word(operation), "PLANNER")) {
      case "EMPLOYEE" -> world.employee(3);
      case "MANAGER" -> world.manager("Department 13");
      case "ADMIN" -> world.with("ADMIN");
      case "KEEPER" -> world.with("KEEPER");
      case "FINANCE" -> world.with("FINANCE");
      case "PARTNER" -> world.with("PARTNER");
      default -> world.planner("pat");
    };
  }

  /// The same with a token of no scope.
  private ApiCaller narrow(ApiWorld world, ApiDocument.Operation operation) {
    String email =
        switch (ROLES.getOrDefault(word(operation), "PLANNER")) {
          case "EMPLOYEE" -> "m3@example.org";
          case "MANAGER" -> "department-13@example.org";
          case "ADMIN" -> "admin@example.org";
          case "KEEPER" -> "keeper@example.org";
          case "FINANCE" -> "finance@example.org";
          case "PARTNER" -> "partner@example.org";
          default -> "pat@example.org";
        };
    return world.stranger(ApiWorld.token(jdbc, email, List.of()));
  }

  private static String word(ApiDocument.Operation operation) {
    return operation.scope().replaceFirst(":.*", "");
  }

  private static void complete(ApiWorld world) {
    Set<String> missing = new TreeSet<>();
    for (ApiDocument.Operation operation : world.document().operations()) {
      operation
          .node()
          .get("responses")
          .propertyNames()
          .forEach(status -> {
            if (status.startsWith("2") && !world.seen().contains(operation + " " + status)) {
              missing.add(operation + " " + status);
            }
          });
      for (String type : world.document().problems(operation)) {
        boolean seen =
            world.seen().stream()
                .anyMatch(one -> one.startsWith(operation + " ") && one.endsWith(" " + type));
        if (!seen && !RARE.contains(type.replace("/problems/", ""))) {
          missing.add(operation + " " + type);
        }
      }
    }
    assertThat(missing).as("what the document has and no story called").isEmpty();
  }

  @Test
  void everyHandlerIsInTheDocumentAndEveryOperationHasAHandler() {
    Set<String> handled = new TreeSet<>();
    context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((info, handler) -> handled.addAll(operations(info)));
    handled.remove("GET /api/openapi.json");
    assertThat(new ApiDocument(served).operations().stream().map(Object::toString))
        .containsExactlyInAnyOrderElementsOf(handled);
  }

  private static Set<String> operations(RequestMappingInfo info) {
    Set<String> operations = new TreeSet<>();
    for (String path : Objects.requireNonNull(info.getPathPatternsCondition()).getPatternValues()) {
      if (path.startsWith("/api/")) {
        info.getMethodsCondition()
            .getMethods()
            .forEach(method -> operations.add(method + " " + path));
      }
    }
    return operations;
  }

  /// The pages are those of the table of endpoints, which is compared with the handlers.
  @Test
  void everyPageHasItsAddressInTheApiOrAReason() throws Exception {
    Path docs = Path.of(System.getProperty("rung.home"), "docs", "architecture");
    Pattern row = Pattern.compile("\\| `(\\w+ \\S+)` \\| (.+) \\|");
    Set<String> pages = new TreeSet<>();
    for (String line : Files.readAllLines(docs.resolve("endpoints.md"))) {
      Matcher found = row.matcher(line);
      if (found.matches() && !found.group(1).contains(" /api/v1/")) {
        pages.add(found.group(1));
      }
    }
    Set<String> told = new TreeSet<>();
    Set<String> addresses = new TreeSet<>();
    for (String line : Files.readAllLines(docs.resolve("pages-and-api.md"))) {
      Matcher found = row.matcher(line);
      if (found.matches()) {
        told.add(found.group(1));
        Pattern.compile("`([^`]+)`")
            .matcher(found.group(2))
            .results()
            .forEach(address -> addresses.add(address.group(1)));
        assertThat(found.group(2)).as(line).matches("– .+|`.+`");
      }
    }
    assertThat(told).as("docs/architecture/pages-and-api.md").isEqualTo(pages);
    assertThat(new ApiDocument(served).operations().stream().map(Object::toString).toList())
        .as("what pages-and-api.md names")
        .containsAll(addresses);
  }

  @Test
  void everyScopeOpensSomething() {
    Set<String> used = new TreeSet<>();
    new ApiDocument(served).operations().forEach(operation -> used.add(operation.scope()));
    assertThat(Stream.of(Scope.values()).map(Scope::code))
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theDocumentIsTheOneThatWasReviewed() throws Exception {
    Path page = Path.of(System.getProperty("rung.home"), "docs", "architecture", "openapi.yaml");
    String now =
        YAMLMapper.builder()
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build()
            .writeValueAsString(new ApiDocument(served).root())
            .replaceFirst("^---\\n", "");
    if (Boolean.getBoolean("rung.golden")) {
      Files.writeString(page, now);
    }
    assertThat(Files.exists(page)).isTrue();
    assertThat(now)
        .as("docs/architecture/openapi.yaml; write it anew with -Drung.golden=true and review it")
        .isEqualTo(Files.readString(page, StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoAddressIsAProblemAndNoPage() {
    ApiWorld world = new ApiWorld(context, port, new ApiDocument(served));
    for (String method : List.of("GET", "POST", "DELETE")) {
      world.planner("pat").raw(method, "/api/v1/plns", "").is(404).isProblem("unknown-address");
      world.planner("pat").raw(method, "/api/v2/plans", "").is(404).isProblem("unknown-address");
    }
  }
}

package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;
import org.rung.server.planning.AcceptedPlaces;
import org.rung.server.planning.PlanFolder;
import org.rung.server.planning.Plans;
import org.rung.server.planning.Scenarios;
import org.rung.server.programmes.Strategy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// The demo as a visitor meets it: the real example loaded and planned, every page in a real
/// browser.
@RungTest
@TestPropertySource(properties = "rung.demo=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChicagoDemoTest {
  private static final Work.Progress UNWATCHED =
      new Work.Progress() {
        @Override
        public void step(String phase, long done, long total) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  @Autowired private PlanFolder folder;
  @Autowired private Plans plans;
  @Autowired private Scenarios scenarios;
  @Autowired private AcceptedPlaces places;
  @Autowired private Jobs jobs;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private Browser browser;
  private final Map<String, String> walked = new LinkedHashMap<>();
  private long plan;

  @BeforeAll
  void loadAndPlanTheExample() {
    PlanFolder.Taken taken =
        folder.take(
            Path.of(System.getProperty("rung.home"), "examples", "chicago"), "test", UNWATCHED);
    plan = plans.ask(taken.scenario(), "test");
    awaitPlan(plan);
    browser = Browser.start();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  private void awaitPlan(long id) {
    while (!plans.get(id).made()) {
      Job job = jobs.find(plans.get(id).job().orElseThrow()).orElseThrow();
      assertThat(job.state()).as(job.message()).isNotIn(Job.State.FAILED, Job.State.CANCELLED);
      assertThat(plans.get(id).state())
          .as(plans.get(id).reason())
          .isNotEqualTo(Plans.Plan.State.INFEASIBLE);
      Thread.onSpinWait();
    }
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }

  /// One page of each kind, an address each.
  private List<String> kinds() throws IOException, InterruptedException {
    Map<String, String> byKind = new LinkedHashMap<>();
    for (String path : walk().keySet()) {
      String kind =
          path.replaceFirst("\\?.*", "")
              .replaceAll("/(\\d+)(?=/|$)", "/#")
              .replaceAll("/E-\\d+", "/person");
      if (!path.endsWith(".csv")
          && !path.contains("?")
          && !path.endsWith(".xlsx")
          && !path.endsWith(".zip")
          && !path.endsWith(".yaml")) {
        byKind.putIfAbsent(kind, path);
      }
    }
    return List.copyOf(byKind.values());
  }

  enum Look {
    LIGHT_WIDE(ColorScheme.LIGHT, 1440),
    DARK_PHONE(ColorScheme.DARK, 390);

    private final ColorScheme scheme;
    private final int width;

    Look(ColorScheme scheme, int width) {
      this.scheme = scheme;
      this.width = width;
    }
  }

  private BrowserContext context(Look look) {
    return browser
        .chromium()
        .newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setColorScheme(look.scheme)
                .setViewportSize(look.width, 900));
  }

  @ParameterizedTest
  @EnumSource
  void axeFindsNothingAndNoPageScrollsSidewaysOrAsksAnotherHost(Look look) throws Exception {
    List<String> faults = new ArrayList<>();
    try (BrowserContext context = context(look)) {
      Page page = context.newPage();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          faults.add(page.url() + " console: " + message.text());
        }
      });
      page.onRequest(request -> {
        if (!request.url().startsWith(address("/")) && !request.url().startsWith("data:")) {
          faults.add(page.url() + " asks " + request.url());
        }
      });
      for (String path : kinds()) {
        page.navigate(address(path));
        faults.addAll(PageWalk.sound(page));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void theFirstMinuteHolds() {
    try (BrowserContext context = context(Look.LIGHT_WIDE)) {
      Page page = context.newPage();
      page.navigate(address("/"));
      assertThat(page.locator("h1").textContent()).contains("people have a next step, within");
      page.getByRole(AriaRole.BUTTON, named("Check this proof")).first().click();
      assertThat(page.locator("h1").textContent()).contains("holds");
      page.getByRole(AriaRole.BUTTON, named("Tamper and check again")).first().click();
      assertThat(page.locator("h1").textContent()).contains("refused");
      page.navigate(address("/plans/" + plan));
      page.locator("#budget-2021").fill("800,000");
      page.getByRole(AriaRole.BUTTON, named("Make a plan with this budget")).click();
      long next = Long.parseLong(page.url().replaceFirst(".*/plans/(\\d+).*", "$1"));
      assertThat(next).isGreaterThan(plan);
      awaitPlan(next);
      page.navigate(address("/plans/%d/since/%d".formatted(next, plan)));
      assertThat(page.locator("h1").textContent()).contains("leave");
      assertThat(plans.get(next).worthCents()).isLessThan(plans.get(plan).worthCents());
      whoChanged(page, next);
    }
  }

  /// Everybody whose place differs from the plan before is named once, with a reason.
  private void whoChanged(Page page, long next) {
    assertThat(plans.get(next).base()).as("started from the plan before").contains(plan);
    assertThat(
            jdbc.sql(
                    """
                    select count(*)
                      from (select * from planning.placement where plan_id = :before) a
                      full join (select * from planning.placement where plan_id = :after) b
                        on b.person_id = a.person_id
                      full join (select * from planning.change where plan_id = :after) c
                        on c.person_id = coalesce(a.person_id, b.person_id)
                     where (c.person_id is null)
                           = (a.programme_id is distinct from b.programme_id
                              or a.to_label is distinct from b.to_label)
                        or c.kind <> case when a.person_id is null then 'in'
                                          when b.person_id is null then 'out' else 'moved' end
                    """)
                .param("before", plan)
                .param("after", next)
                .query(Long.class)
                .single())
        .as("people whose change is not told, or told wrongly")
        .isZero();
    page.navigate(address("/plans/%d/changes".formatted(next)));
    assertThat(page.locator("h1").textContent()).endsWith(" change since plan %d".formatted(plan));
    assertThat(page.locator("#changes tbody").textContent()).contains("Budget of 2021");
    page.locator("#people select[name=kind]").selectOption("out");
    page.locator("#people input[name=find]").fill("Budget of 2021");
    page.getByRole(AriaRole.BUTTON, named("Filter")).click();
    assertThat(page.locator("#people tbody tr").first().textContent())
        .contains("leaves", "Budget of 2021", "one more dollar was worth $", "Now: no place");
  }

  /// The published plan again with half of the budget of a year: with and without keeping.
  @Test
  void keepingWhatWasPublishedIsCountedApartFromTheWorthAndChecked() throws Exception {
    jdbc.sql("insert into planning.publication (plan_id, published_by) values (:plan, 'test')")
        .param("plan", plan)
        .update();
    try {
      String yaml =
          jdbc.sql(
                  """
                  select s.content
                    from planning.scenario s
                    join planning.plan p on p.scenario_id = s.id
                   where p.id = :plan
                  """)
              .param("plan", plan)
              .query(String.class)
              .single();
      String keeping =
          yaml.replaceFirst("(?m)^name:.*", "name: Keeping")
                  .replaceFirst("value: 1600000", "value: 1200000")
                  .replaceFirst(
                      "(?m)^floors:",
                      """
                      floors:
                        - { name: Parity of low pay, kind: parity, group: "pay: lowest quarter", value: { value: 0.9, kind: assumed, source: Test } }
                        - { name: Seats of the streets, kind: group-share, group: "department: Streets and sanitation", value: { value: 0.04, kind: assumed, source: Test } }\
                      """)
              + "\nstability: { value: 2000, kind: assumed, source: Test }\n";
      AcceptedPlaces.AcceptedPlace accepted = firstPlace();
      places.keep(accepted);
      long next = plans.ask(scenarios.add(keeping, "test"), "test");
      awaitPlan(next);
      acceptedIsKept(next, accepted);
      Plans.Plan made = plans.get(next);
      assertThat(made.base()).as("a file of its own starts from no plan").isEmpty();
      assertThat(made.keptPlan()).contains(plan);
      assertThat(made.stabilityCents()).isEqualTo(made.kept() * 2_000_00L);
      assertThat(made.kept()).isGreaterThan(made.assigned() / 2);
      assertThat(
              jdbc.sql(
                      """
                      select count(*)
                        from planning.placement a
                        join planning.placement b using (person_id, programme_id, to_label, strategy, starts)
                       where a.plan_id = :before and b.plan_id = :after and b.stability_cents = 200000
                      """)
                  .param("before", plan)
                  .param("after", next)
                  .query(Integer.class)
                  .single())
          .isEqualTo(made.kept());
      assertThat(
              jdbc.sql(
                      """
                      select sum(worth_cents) - (select coalesce(sum(fixed_cents), 0) from planning.intake
                                                  where plan_id = :plan and taken > 0)
                        from planning.placement where plan_id = :plan
                      """)
                  .param("plan", next)
                  .query(Long.class)
                  .single())
          .as("the worth that is told")
          .isEqualTo(made.worthCents());
      groups(next);
      try (BrowserContext context = context(Look.LIGHT_WIDE)) {
        Page page = context.newPage();
        page.navigate(address("/plans/" + next));
        assertThat(page.locator(".certificate").textContent())
            .contains("keep what plan %d gave: counted $".formatted(plan), "which is no worth");
        page.getByRole(AriaRole.BUTTON, named("Check this proof")).first().click();
        assertThat(page.locator("h1").textContent()).contains("holds");
        assertThat(page.locator("main").textContent())
            .contains("Worth in the files counts what is kept");
        page.navigate(address("/plans/%d/since/%d".formatted(next, plan)));
        assertThat(page.locator("main").textContent())
            .contains("Keep what was offered", "of plan " + plan, "not asked");
        assertThat(
                jdbc.sql(
                        """
                        select count(*)
                          from planning.placement
                         where plan_id = :plan
                           and (stability_cents > 0)
                               <> (why like '%was offered before, and keeping it counts $2,000')
                        """)
                    .param("plan", next)
                    .query(Long.class)
                    .single())
            .as("places whose reason does not say that they were kept")
            .isZero();
      }
    } finally {
      jdbc.sql("delete from planning.accepted_place").update();
      jdbc.sql(
              """
              update planning.publication
                 set withdrawn_at = now(), withdrawn_by = 'test', withdrawn_why = 'test'
               where withdrawn_at is null
              """)
          .update();
    }
  }

  /// The place of the first plan that is worth most and no right, as if its person had accepted it.
  private AcceptedPlaces.AcceptedPlace firstPlace() {
    return jdbc.sql(
            """
            select person_id, programme_id, starts, to_role, strategy, -price_cents as price_cents,
                   training_time_cents < 0 as paid_time
              from planning.placement
             where plan_id = :plan
               and strategy <> 'education_benefit'
               and to_role is not null
             order by worth_cents desc, person_id
             limit 1
            """)
        .param("plan", plan)
        .query((row, n) ->
            new AcceptedPlaces.AcceptedPlace(
                row.getLong("person_id"),
                row.getLong("programme_id"),
                row.getDate("starts").toLocalDate(),
                OptionalInt.of(row.getInt("to_role")),
                Strategy.of(row.getString("strategy")),
                row.getLong("price_cents"),
                row.getBoolean("paid_time")))
        .single();
  }

  /// Who accepted a place is given no other, and its seat is no longer there to be given.
  private void acceptedIsKept(long next, AcceptedPlaces.AcceptedPlace accepted) {
    assertThat(
            jdbc.sql(
                    "select count(*) from planning.placement where plan_id = :plan and person_id = :person")
                .param("plan", next)
                .param("person", accepted.person())
                .query(Long.class)
                .single())
        .isZero();
    record Run(int seats, int taken, int accepted) {}
    List<Run> runs =
        jdbc.sql(
                """
                select n.seats, n.taken, n.accepted
                  from planning.intake n
                 where n.plan_id in (:before, :after)
                   and n.programme_id = :programme
                   and n.starts = :starts::date
                   and not n.open
                 order by n.plan_id
                """)
            .param("before", plan)
            .param("after", next)
            .param("programme", accepted.programme())
            .param("starts", accepted.starts().toString())
            .query((row, n) ->
                new Run(row.getInt("seats"), row.getInt("taken"), row.getInt("accepted")))
            .list();
    assertThat(runs).hasSize(2);
    assertThat(runs.get(0).accepted()).isZero();
    assertThat(runs.get(1).accepted()).isOne();
    assertThat(runs.get(1).seats()).isEqualTo(runs.get(0).seats() - 1);
    assertThat(runs.get(1).taken()).isLessThanOrEqualTo(runs.get(1).seats());
  }

  /// Groups are counted as the rows say, and parity is kept in whole people.
  private void groups(long next) throws Exception {
    record Count(long with, long in) {}
    java.util.function.Function<String, Count> count =
        where ->
            jdbc.sql(
                    "select sum(with_candidate), sum(in_plan) from planning.plan_group where"
                        + " plan_id = :plan and "
                        + where)
                .param("plan", next)
                .query((row, n) -> new Count(row.getLong(1), row.getLong(2)))
                .single();
    Count all = count.apply("kind = 'pay'");
    Count low = count.apply("kind = 'pay' and value = 'lowest quarter'");
    assertThat(all.in()).isEqualTo(plans.get(next).assigned());
    assertThat(all.with()).isEqualTo(plans.get(next).withCandidate());
    assertThat((double) low.in() / all.in())
        .isGreaterThanOrEqualTo(0.9 * low.with() / all.with() - 1e-5);
    assertThat(count.apply("kind = 'department' and value = 'Streets and sanitation'").in() * 100)
        .isGreaterThanOrEqualTo(4L * all.in());
    assertThat(
            jdbc.sql(
                    """
                    select count(*)
                      from planning.placement w
                      join planning.plan_group g
                        on g.plan_id = w.plan_id and g.kind = 'pay-kind'
                       and g.value = case when w.hourly then 'hourly' else 'salaried' end
                     where w.plan_id = :plan
                     group by g.value, g.in_plan
                    having count(*) <> g.in_plan
                    """)
                .param("plan", next)
                .query(Long.class)
                .list())
        .isEmpty();
    try (BrowserContext context = context(Look.DARK_PHONE)) {
      Page page = context.newPage();
      page.navigate(address("/plans/%d/groups".formatted(next)));
      assertThat(page.locator("h1").textContent()).contains("four fifths of the highest rate");
      assertThat(page.locator("#floors tbody").textContent())
          .contains("Parity of low pay", "Keeping it costs");
      assertThat(PageWalk.sound(page)).isEmpty();
    }
  }

  @Test
  void aNamedPersonPublishesAPlanItNeverChangesAndMayBeWithdrawn() {
    try (BrowserContext context = context(Look.LIGHT_WIDE)) {
      Page page = context.newPage();
      page.navigate(address("/plans/" + plan));
      page.getByRole(AriaRole.BUTTON, named("Publish").setExact(true)).click();
      page.getByRole(AriaRole.BUTTON, named("Publish plan " + plan)).click();
      // Said by the work when the page watched it end, by the page when it ended before.
      page.getByText("Plan " + plan + " is published").first().waitFor();
      page.reload();
      long people = plans.get(plan).people();
      assertThat(decisions()).isEqualTo(people);
      for (String change :
          List.of(
              "update planning.placement set why = '' where plan_id = :plan",
              "delete from planning.proof where plan_id = :plan",
              "update planning.plan set worth_cents = 0 where id = :plan")) {
        assertThatThrownBy(() -> jdbc.sql(change).param("plan", plan).update())
            .hasMessageContaining("never changes");
      }
      page.getByRole(AriaRole.BUTTON, named("Withdraw").setExact(true)).click();
      page.locator("#why").fill("A price was wrong");
      page.getByRole(AriaRole.BUTTON, named("Withdraw plan " + plan)).click();
      assertThat(page.textContent("main")).contains("Withdrawn", "A price was wrong");
      assertThat(decisions()).isEqualTo(people + plans.get(plan).assigned());
    }
  }

  private long decisions() {
    return jdbc.sql("select count(*) from decisions.decision where about = 'plan'")
        .query(Long.class)
        .single();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  // ---- groups under five

  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
  private static final int MOST_OF_A_KIND = 12;

  /// Every address that can be reached by links from the overview, up to a dozen of each kind, with
  /// its text.
  private Map<String, String> walk() throws IOException, InterruptedException {
    if (walked.isEmpty()) {
      walked.putAll(walkAll());
    }
    return walked;
  }

  private Map<String, String> walkAll() throws IOException, InterruptedException {
    Map<String, String> pages = new LinkedHashMap<>();
    Map<String, Integer> kinds = new LinkedHashMap<>();
    ArrayDeque<String> open = new ArrayDeque<>(List.of("/"));
    Set<String> seen = new LinkedHashSet<>(open);
    while (!open.isEmpty()) {
      String path = open.removeFirst();
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address(path))).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(path).isIn(200, 403);
      String type = answer.headers().firstValue("Content-Type").orElse("");
      if (answer.statusCode() == 403 || type.contains("zip")) {
        continue;
      }
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      pages.put(path, text);
      if (type.startsWith("text/html")) {
        Matcher links = LINK.matcher(text);
        while (links.find()) {
          String link = links.group(1).replace("&amp;", "&").replace(" ", "%20");
          String kind = link.replaceAll("\\d+", "#").replaceAll("=[^&]*", "=");
          if (!link.matches(".*\\.(css|js|svg)$")
              && seen.add(link)
              && kinds.merge(kind, 1, Integer::sum) <= MOST_OF_A_KIND) {
            open.add(link);
          }
        }
      }
    }
    return pages;
  }

  private static final Pattern ROW_HEAD =
      Pattern.compile("<th[^>]*scope=\"col\"[^>]*>(.*?)</th>", Pattern.DOTALL);
  // Not after a dollar sign: a budget may have $1 left.
  private static final Pattern SAID =
      Pattern.compile(
          "(?<![\\d,.–−$-])\\b[1-4]"
              + " (people|person|joiners?|leavers?|movers?|holders?|employees?|joined|left|came|moved)\\b");
  private static final Pattern COUNTS =
      Pattern.compile(
          "(?i)people|persons?_count|headcount|joiners|leavers|movers|moved|holders|employees");

  @Test
  void noPageOrExportShowsAGroupUnderFive() throws Exception {
    List<String> shown = new ArrayList<>();
    Map<String, String> pages = walk();
    pages.forEach((path, text) -> {
      if (text.stripLeading().startsWith("<!doctype html>")) {
        shown.addAll(inPage(path, text));
      } else if (path.contains(".csv")) {
        shown.addAll(inExport(path, text));
      }
    });
    assertThat(pages.keySet()).as("the walk").hasSizeGreaterThan(60);
    assertThat(shown).isEmpty();
  }

  private static List<String> inPage(String path, String html) {
    List<String> shown = new ArrayList<>();
    Matcher cells =
        Pattern.compile("<td[^>]*data-label=\"([^\"]*)\"[^>]*>(.*?)</td>", Pattern.DOTALL)
            .matcher(html);
    while (cells.find()) {
      if (COUNTS.matcher(cells.group(1)).find()
          && plain(cells.group(2)).matches("(?s).*(?<![\\d,.])[1-4](?![\\d,.%]).*")) {
        shown.add(path + ": " + cells.group(1) + " " + plain(cells.group(2)));
      }
    }
    for (String table : html.split("<table", -1)) {
      List<String> heads = new ArrayList<>();
      Matcher head = ROW_HEAD.matcher(table);
      while (head.find()) {
        heads.add(plain(head.group(1)));
      }
      for (String row : table.split("<tr", -1)) {
        Matcher cell = Pattern.compile("<t[dh][^>]*>(.*?)</t[dh]>", Pattern.DOTALL).matcher(row);
        for (int i = 0; cell.find(); i++) {
          if (i < heads.size()
              && COUNTS.matcher(heads.get(i)).find()
              && plain(cell.group(1)).matches("[1-4]")) {
            shown.add(path + ": " + heads.get(i) + " " + plain(row));
          }
        }
      }
    }
    Matcher said = SAID.matcher(plain(html));
    while (said.find()) {
      shown.add(path + ": " + said.group());
    }
    return shown;
  }

  private static List<String> inExport(String path, String csv) {
    List<String> shown = new ArrayList<>();
    String[] lines = csv.replace("\uFEFF", "").split("\r?\n");
    List<String> heads = List.of(lines[0].split(","));
    for (int i = 1; i < lines.length; i++) {
      List<String> cells = cells(lines[i]);
      for (int c = 0; c < Math.min(cells.size(), heads.size()); c++) {
        if (COUNTS.matcher(heads.get(c)).find() && cells.get(c).matches("[1-4]")) {
          shown.add(path + ": " + heads.get(c) + " in " + lines[i]);
        }
      }
    }
    return shown;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher cell = Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:,|$)|([^,]*)(?:,|$)").matcher(line);
    while (cell.find() && cell.start() < line.length()) {
      cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1));
    }
    return cells;
  }

  private static String plain(String html) {
    return html.replaceAll("(?s)<(script|style|svg|select).*?</\\1>", " ")
        .replaceAll("<[^>]*>", " ")
        .replace("&nbsp;", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  @Test
  void whoIsNoPlannerOpensNoPersonalData() throws Exception {
    try (BrowserContext context = context(Look.LIGHT_WIDE)) {
      Page page = context.newPage();
      page.navigate(address("/"));
      page.locator("select[name=account]").selectOption("ADMIN");
      page.getByRole(AriaRole.BUTTON, named("Switch")).click();
      assertThat(page.navigate(address("/people")).status()).isEqualTo(403);
      assertThat(page.locator("h1").textContent()).isEqualTo("This page is not open to you");
      assertThat(page.locator(".lead").textContent()).contains("/people", "Ada, administrator");
      assertThat(page.locator(".rail").textContent()).contains("Audit").doesNotContain("People");
      assertThat(page.navigate(address("/audit")).status()).isEqualTo(200);
      assertThat(page.locator("table").textContent()).contains("plan people");
    }
  }

  @Test
  void aBudgetThatIsNoNumberIsNamedAtItsField() {
    try (BrowserContext context = context(Look.LIGHT_WIDE)) {
      Page page = context.newPage();
      page.navigate(address("/plans/" + plan));
      page.locator("#budget-2021").fill("a lot");
      page.getByRole(AriaRole.BUTTON, named("Make a plan with this budget")).click();
      assertThat(page.locator(".field .error").allTextContents())
          .containsExactly(
              "The budget of 2021 is “a lot”. Give whole dollars, for example 1,600,000.");
      assertThat(page.locator("#budget-2021").inputValue()).isEqualTo("a lot");
      assertThat(page.locator("#budget-2022").inputValue()).isEqualTo("1,600,000");
    }
  }

  @Test
  void aFormWithoutItsTokenIsRefused() throws Exception {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address("/plans/" + plan + "/budget")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("budget-2021=1&budget-2022=1"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("This form is too old to be taken");
  }
}

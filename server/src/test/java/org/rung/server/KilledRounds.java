package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rounds in which a server is asked for something and killed at a random moment of it, on one data
/// folder. After each round every fact that was ever accepted is looked for: it is there once, and
/// no job is lost, failed or done twice.
final class KilledRounds implements AutoCloseable {
  /// What is killed.
  enum Kill {
    SERVER("the server"),
    POSTGRES_AND_SERVER("PostgreSQL's main process, then the server"),
    BACKEND("one process of PostgreSQL, the server goes on"),
    SERVER_TWICE("the server, and again while it recovers");

    private final String words;

    Kill(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// What is under way.
  enum Ask {
    IMPORT("people-import", 1_400),
    CATALOGUE("catalogue-import", 700),
    PLAN("plan", 2_200),
    PUBLISH("publish", 600);

    private final String job;

    /// About how long it takes, in milliseconds, until the first was measured.
    private final int milliseconds;

    Ask(String job, int milliseconds) {
      this.job = job;
      this.milliseconds = milliseconds;
    }
  }

  /// The moment of one kill.
  ///
  /// @param aimed whether the job was waited for, else the moment was drawn from the asking on
  /// @param milliseconds after the job was seen running, or after asking
  /// @param doing what the open jobs were at just before, by their rows
  record Moment(boolean aimed, int milliseconds, String doing) {
    /// Whether an import, a plan or a publication was running.
    boolean met() {
      return Stream.of(Ask.values()).anyMatch(ask -> doing.contains(ask.job + " running"));
    }
  }

  /// @param accepted whether the server had said that it takes what was asked
  /// @param seen how often people who looked on were answered with each status, where the server
  ///   went on
  record Round(
      Ask ask, Kill kill, boolean accepted, List<Moment> moments, Map<Integer, Integer> seen) {}

  private static final int HELD = 7;

  /// An import has so many rows for each person of the plan, to last as long.
  private static final int ROWS_A_PERSON = 4;

  private static final Duration BEGINS = Duration.ofSeconds(8);

  private final int people;
  private final Random random;
  private final List<Round> rounds = new ArrayList<>();
  private final Map<String, Integer> acceptedDays = new TreeMap<>();
  private final List<Long> acceptedPlans = new ArrayList<>();
  private final List<Long> acceptedPublications = new ArrayList<>();
  private final List<String> acceptedCatalogues = new ArrayList<>();
  private long scenario;
  private int next;
  private RungProcess server;

  private KilledRounds(RungProcess server, int people, long seed) {
    this.server = server;
    this.people = people;
    this.random = new Random(seed);
  }

  /// Starts a server on a folder and gives it what a plan needs: two days of the Chicago example
  /// cut to about `people`, labels, programmes, a scenario and one made plan.
  static KilledRounds begin(Path folder, int people, long seed) throws Exception {
    RungProcess server = RungProcess.start(folder, Map.of("RUNG_JOBS_SILENCE", "2s")).awaitReady();
    KilledRounds rounds = new KilledRounds(server, people, seed);
    rounds.prepare();
    return rounds;
  }

  List<Round> rounds() {
    return rounds;
  }

  String accepted() {
    return "%d imports, %d catalogues, %d plans, %d publications"
        .formatted(
            acceptedDays.size(),
            acceptedCatalogues.size(),
            acceptedPlans.size(),
            acceptedPublications.size());
  }

  /// Jobs by kind and how often each was begun.
  List<String> jobs() throws Exception {
    return server
        .database()
        .rows(
            """
            select kind, attempts, count(*)
              from jobs.job
             group by kind, attempts
             order by kind, attempts
            """);
  }

  // ---- what is asked

  private void prepare() throws Exception {
    Path home = Path.of(System.getProperty("rung.home"), "examples", "chicago");
    Visitor planner = server.planner(server.database());
    for (String day : List.of("2018-03-31", "2020-06-30")) {
      importDay(planner, day + ".csv", cut(home.resolve("workforce/" + day + ".csv")), day);
      settled();
    }
    planner.sendFile(
        "/roles/labels", "/roles/labels", "roles.csv", Files.readString(home.resolve("roles.csv")));
    send(planner, "programmes.csv", Files.readString(home.resolve("programmes.csv")));
    settled();
    String file = Files.readString(home.resolve("scenario.yaml"));
    // Without the least numbers of people, which need the whole city.
    String open =
        (file.substring(0, file.indexOf("\nfloors:"))
                + "\nfloors: []\n"
                + file.substring(file.indexOf("\nnotes:")))
            .replaceAll("people_least: \\{[^}]*}, ", "")
            .replaceAll("\\{ people_least: \\{[^}]*} }", "{}")
            .replace("share: { value: 0.01,", "share: { value: 0.1,");
    scenario = number(planner.sendFile("/scenarios", "/scenarios/file", "scenario.yaml", open));
    acceptedPlans.add(askPlan(planner));
    settled();
    check();
  }

  /// About `people` rows of a file, always the same persons.
  private String cut(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int each = Math.max(1, 33_000 / people);
    return lines.stream()
        .filter(line ->
            line.startsWith("person_id")
                || Math.floorMod(line.substring(0, line.indexOf(',')).hashCode(), each) == 0)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void importDay(Visitor planner, String name, String content, String day) {
    HttpResponse<String> mapping = planner.sendFile("/imports", "/imports", name, content);
    String path = taken(mapping).uri().getPath();
    Map<String, String> form = new TreeMap<>(Map.of("day", day));
    List<String> is =
        List.of(
            "PERSON_ID",
            "LINKED",
            "JOB_TITLE",
            "DEPARTMENT",
            "SITE",
            "SITE_KIND",
            "FULL_PART",
            "PAY_BASIS",
            "WEEKLY_HOURS",
            "ANNUAL_PAY",
            "HOURLY_PAY");
    for (int i = 0; i < is.size(); i++) {
      form.put("is" + i, is.get(i));
    }
    taken(planner.send(path, path, form));
  }

  private static void send(Visitor planner, String name, String content) {
    HttpResponse<String> sent =
        planner.sendFile("/programmes/imports", "/programmes/imports", name, content);
    String path = taken(sent).uri().getPath();
    taken(planner.send(path, path, Map.of()));
  }

  private long askPlan(Visitor planner) {
    return number(planner.send("/plans", "/plans", Map.of("scenario", Long.toString(scenario))));
  }

  private static long number(HttpResponse<String> answer) {
    return Long.parseLong(taken(answer).uri().getPath().replaceFirst(".*/", ""));
  }

  /// The server could not say whether it takes what was asked.
  private static final class NotSaid extends RuntimeException {}

  private static HttpResponse<String> taken(HttpResponse<String> answer) {
    if (answer.statusCode() == 503) {
      throw new NotSaid();
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  /// Whether the server said that it takes what was asked. A killed one says nothing, one without
  /// its database 503; anything else is a fault.
  private static boolean accepted(CompletableFuture<Void> asked) throws Exception {
    try {
      asked.get(180, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case UncheckedIOException _, NotSaid _ -> false;
        case Visitor.NoPage page when page.status() == 503 -> false;
        case null, default -> throw e;
      };
    }
  }

  /// Asks; the future ends when the server has said that it accepted.
  private CompletableFuture<Void> ask(Visitor planner, Ask ask) throws Exception {
    int number = next++;
    return switch (ask) {
      case IMPORT -> {
        String day = LocalDate.of(2016, 1, 1).plusDays(number).toString();
        String content = staff(number);
        yield CompletableFuture.runAsync(() -> importDay(planner, day + ".csv", content, day))
            .thenRun(() -> acceptedDays.put(day, people * ROWS_A_PERSON));
      }
      case CATALOGUE -> {
        String content = catalogue(number);
        yield CompletableFuture.runAsync(() -> send(planner, "part" + number + ".csv", content))
            .thenRun(() -> acceptedCatalogues.add("K" + number + "-"));
      }
      case PLAN ->
          CompletableFuture.supplyAsync(() -> askPlan(planner)).thenAccept(acceptedPlans::add);
      case PUBLISH -> {
        long plan = unpublished();
        yield CompletableFuture.supplyAsync(() ->
                number(planner.send("/plans/" + plan, "/plans/" + plan + "/publish", Map.of())))
            .thenAccept(acceptedPublications::add);
      }
    };
  }

  /// The newest plan that was never published, 0 for none.
  private long unpublished() throws Exception {
    return server
        .database()
        .number(
            """
            select p.id
              from planning.plan p
             where p.state = 'made'
               and not exists (select 1 from planning.publication u where u.plan_id = p.id)
             order by p.id desc
            """);
  }

  /// As many good rows as people, and some that are held.
  private String staff(int number) {
    StringBuilder rows =
        new StringBuilder(
            "person_id,linked,job_title,department,site,site_kind,full_part,pay_basis,weekly_hours,annual_pay,hourly_pay\n");
    for (int i = 0; i < people * ROWS_A_PERSON; i++) {
      rows.append(
          "E-%05d,yes,%s,Water,Water,depot,full-time,salary,,%d,\n"
              .formatted(i, i % 2 == 0 ? "Police officer" : "Clerk", 40_000 + number * 10 + i % 7));
    }
    rows.append("H-%d,yes,,Water,Water,depot,full-time,salary,,40000,\n".repeat(HELD));
    return rows.toString();
  }

  private static String catalogue(int number) {
    StringBuilder rows =
        new StringBuilder("program_id,provider,programme,cip_code,total_cost,clock_hours\n");
    for (int i = 0; i < 300; i++) {
      rows.append(
          "K%d-%d,School %d,Course %d,49.0205,%d,%d\n".formatted(number, i, i, i, 900 + i, 40 + i));
    }
    return rows.toString();
  }

  // ---- a round

  /// One round; the next thing to ask for and what is killed are drawn.
  void round() throws Exception {
    int dice = random.nextInt(100);
    round(
        dice < 30 ? Ask.IMPORT : dice < 42 ? Ask.CATALOGUE : dice < 72 ? Ask.PLAN : Ask.PUBLISH,
        draw());
  }

  private Kill draw() {
    int dice = random.nextInt(100);
    return dice < 50
        ? Kill.SERVER
        : dice < 70 ? Kill.POSTGRES_AND_SERVER : dice < 85 ? Kill.BACKEND : Kill.SERVER_TWICE;
  }

  void round(Ask wanted, Kill kill) throws Exception {
    // Where every plan was published, first another is made.
    Ask ask = wanted == Ask.PUBLISH && unpublished() == 0 ? Ask.PLAN : wanted;
    RungProcess.Database database = server.database();
    Visitor planner = server.planner(database);
    long before = database.number("select coalesce(max(id), 0) from jobs.job");
    List<Moment> moments = new ArrayList<>();
    Map<Integer, Integer> seen = Map.of();
    boolean accepted;
    if (kill == Kill.BACKEND) {
      try (Onlookers onlookers = Onlookers.of(server, server.planner(database))) {
        CompletableFuture<Void> asked = ask(planner, ask);
        moments.add(moment(ask, before));
        server.killBackend(database);
        accepted = accepted(asked);
        awaitDatabase();
        onlookers.awaitWell();
        seen = onlookers.seen();
        assertThat(seen.keySet()).as("what was answered").isSubsetOf(200, 503);
        onlookers.forget();
        onlookers.awaitWell();
        assertThat(onlookers.seen()).as("answered after that").containsOnlyKeys(200);
      }
    } else {
      CompletableFuture<Void> asked = ask(planner, ask);
      moments.add(moment(ask, before));
      if (kill == Kill.POSTGRES_AND_SERVER) {
        server.killPostgres();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
      }
      server.kill();
      accepted = accepted(asked);
      server = server.again();
      if (kill == Kill.SERVER_TWICE) {
        server.awaitReady();
        moments.add(moment(ask, before));
        server.kill();
        server = server.again();
      }
      server.awaitReady();
    }
    rounds.add(new Round(ask, kill, accepted, List.copyOf(moments), seen));
    settled();
    check();
  }

  /// Waits until the moment of a kill: seven times in eight some time after the job is seen
  /// running, as drawn from how long such a job took last, else any time from now on.
  private Moment moment(Ask ask, long before) throws Exception {
    boolean aimed = random.nextInt(8) > 0;
    double part = random.nextDouble();
    int milliseconds = (int) (part * (aimed ? usual(ask) : ask.milliseconds));
    if (aimed) {
      server
          .database()
          .await(
              """
              select 1
                from jobs.job
               where id > %d
                 and kind = '%s'
                 and state not in ('queued')
                 and (state <> 'running' or beat_at > now() - interval '1 second')
              """
                  .formatted(before, ask.job),
              BEGINS);
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    return new Moment(aimed, milliseconds, doing());
  }

  /// How long the latest jobs of a kind ran, in milliseconds.
  private long usual(Ask ask) throws Exception {
    long measured =
        server
            .database()
            .number(
                """
                select round(avg(1000 * extract(epoch from last.ended_at - last.started_at)))
                  from (select started_at, ended_at
                          from jobs.job
                         where kind = '%s'
                           and state = 'done'
                         order by id desc
                         limit 3) last
                """
                    .formatted(ask.job));
    return measured == 0 ? ask.milliseconds : measured;
  }

  private void awaitDatabase() throws Exception {
    server.until(
        "the database answers again",
        () -> {
          try {
            return server.database().number("select 1") == 1;
          } catch (SQLException e) {
            return false;
          }
        });
  }

  /// What the open jobs are at, as their rows say.
  private String doing() throws Exception {
    return String.join(
        "; ",
        server
            .database()
            .rows(
                """
                select kind || ' ' || state || coalesce(nullif(': ' || phase, ': '), '')
                  from jobs.job
                 where state in ('queued', 'running')
                   and kind <> 'match-roles'
                 order by id
                """));
  }

  /// A database whose process was killed answers, resets connections and answers again.
  private void settled() throws Exception {
    RungProcess.Database database = server.database();
    server.until(
        "every job is settled",
        () -> {
          try {
            return database.number(
                    "select count(*) from jobs.job where state in ('queued', 'running')")
                == 0;
          } catch (SQLException e) {
            return false;
          }
        });
  }

  // ---- what must hold

  /// Looks for every accepted fact, and for anything that is there by halves or twice.
  private void check() throws Exception {
    RungProcess.Database database = server.database();
    assertThat(database.rows("select id, kind, state, message from jobs.job where state <> 'done'"))
        .as("jobs that did not end well")
        .isEmpty();
    for (Map.Entry<String, Integer> day : acceptedDays.entrySet()) {
      assertThat(
              database.rows(
                  """
                  select i.state, i.rows_new, i.rows_held, s.people,
                         (select count(*) from people.employment e where e.snapshot_id = s.id),
                         (select count(distinct h.line) from people.held_row h where h.import_id = i.id),
                         j.state
                    from people.import i
                    join people.snapshot s on s.import_id = i.id
                    join jobs.job j on j.id = i.job_id
                   where s.taken_on = '%s'
                  """
                      .formatted(day.getKey())))
          .as("the import of " + day.getKey())
          .containsExactly("done|%1$d|%2$d|%1$d|%1$d|%2$d|done".formatted(day.getValue(), HELD));
    }
    for (String catalogue : acceptedCatalogues) {
      assertThat(
              database.number(
                  "select count(*) from programmes.programme where code like '%s%%'"
                      .formatted(catalogue)))
          .as("programmes of " + catalogue)
          .isEqualTo(300);
    }
    for (long plan : acceptedPlans) {
      assertThat(database.rows("select state from planning.plan where id = " + plan))
          .as("plan " + plan)
          .containsExactly("made");
    }
    for (long plan : acceptedPublications) {
      assertThat(
              database.number("select count(*) from planning.publication where plan_id = " + plan))
          .as("publications of plan " + plan)
          .isEqualTo(1);
    }
    for (Map.Entry<String, String> never : ByHalves.QUESTIONS.entrySet()) {
      assertThat(database.rows(never.getValue())).as(never.getKey()).isEmpty();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}

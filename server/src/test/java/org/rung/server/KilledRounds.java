package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

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
    IMPORT(1_400),
    CATALOGUE(700),
    PLAN(2_200),
    PUBLISH(600);

    /// About how long it takes, in milliseconds; the moment of the kill is drawn from it.
    private final int milliseconds;

    Ask(int milliseconds) {
      this.milliseconds = milliseconds;
    }
  }

  /// @param doing what the open jobs were at just before, by their rows
  record Round(Ask ask, Kill kill, int milliseconds, boolean accepted, String doing) {}

  private static final int HELD = 7;

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
    assertThat(mapping.statusCode()).as(mapping.body()).isEqualTo(200);
    String path = mapping.uri().getPath();
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
    HttpResponse<String> answer = planner.send(path, path, form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void send(Visitor planner, String name, String content) {
    HttpResponse<String> sent =
        planner.sendFile("/programmes/imports", "/programmes/imports", name, content);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    String path = sent.uri().getPath();
    HttpResponse<String> answer = planner.send(path, path, Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private long askPlan(Visitor planner) {
    return number(planner.send("/plans", "/plans", Map.of("scenario", Long.toString(scenario))));
  }

  private static long number(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Long.parseLong(answer.uri().getPath().replaceFirst(".*/", ""));
  }

  /// Asks; the future ends when the server has said that it accepted.
  private CompletableFuture<Void> ask(Visitor planner, Ask ask) throws Exception {
    int number = next++;
    return switch (ask) {
      case IMPORT -> {
        String day = LocalDate.of(2016, 1, 1).plusDays(number).toString();
        String content = staff(number);
        yield CompletableFuture.runAsync(() -> importDay(planner, day + ".csv", content, day))
            .thenRun(() -> acceptedDays.put(day, people));
      }
      case CATALOGUE -> {
        String content = catalogue(number);
        yield CompletableFuture.runAsync(() -> send(planner, "part" + number + ".csv", content))
            .thenRun(() -> acceptedCatalogues.add("K" + number + "-"));
      }
      case PLAN ->
          CompletableFuture.supplyAsync(() -> askPlan(planner)).thenAccept(acceptedPlans::add);
      case PUBLISH -> {
        long plan =
            server
                .database()
                .number(
                    """
                    select max(p.id)
                      from planning.plan p
                     where p.state = 'made'
                       and not exists (select 1
                                         from planning.publication u
                                        where u.plan_id = p.id and u.withdrawn_at is null)
                    """);
        yield CompletableFuture.supplyAsync(() ->
                number(planner.send("/plans/" + plan, "/plans/" + plan + "/publish", Map.of())))
            .thenAccept(acceptedPublications::add);
      }
    };
  }

  /// As many good rows as people, and some that are held.
  private String staff(int number) {
    StringBuilder rows =
        new StringBuilder(
            "person_id,linked,job_title,department,site,site_kind,full_part,pay_basis,weekly_hours,annual_pay,hourly_pay\n");
    for (int i = 0; i < people; i++) {
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
    round(Ask.values()[random.nextInt(Ask.values().length)], draw());
  }

  private Kill draw() {
    int dice = random.nextInt(100);
    return dice < 55
        ? Kill.SERVER
        : dice < 75 ? Kill.POSTGRES_AND_SERVER : dice < 85 ? Kill.BACKEND : Kill.SERVER_TWICE;
  }

  void round(Ask ask, Kill kill) throws Exception {
    RungProcess.Database database = server.database();
    CompletableFuture<Void> asked = ask(server.planner(database), ask);
    int moment = random.nextInt(ask.milliseconds);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(moment));
    String doing = doing();
    switch (kill) {
      case SERVER, SERVER_TWICE -> server.kill();
      case POSTGRES_AND_SERVER -> {
        server.killPostgres();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
        server.kill();
      }
      case BACKEND -> killBackend(database);
    }
    boolean accepted = asked.handle((done, failure) -> failure == null).get(60, TimeUnit.SECONDS);
    if (kill == Kill.BACKEND) {
      awaitDatabase();
    } else {
      server = server.again();
      if (kill == Kill.SERVER_TWICE) {
        server.awaitReady();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3_000)));
        server.kill();
        server = server.again();
      }
      server.awaitReady();
    }
    rounds.add(new Round(ask, kill, moment, accepted, doing));
    settled();
    check();
  }

  /// A process that serves a connection of the server, as the kernel ends it when memory runs out.
  private void killBackend(RungProcess.Database database) throws Exception {
    long pid =
        database.number(
            """
            select pid
              from pg_stat_activity
             where backend_type = 'client backend'
               and pid <> pg_backend_pid()
             order by (state = 'active') desc, (state like 'idle in%') desc, pid
             limit 1
            """);
    RungProcess.signal("-KILL", pid);
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

  private void settled() throws Exception {
    RungProcess.Database database = server.database();
    server.until(
        "every job is settled",
        () ->
            database.number("select count(*) from jobs.job where state in ('queued', 'running')")
                == 0);
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
          .isEqualTo(acceptedPublications.stream().filter(one -> one == plan).count());
    }
    for (Map.Entry<String, String> never : NEVER.entrySet()) {
      assertThat(database.rows(never.getValue())).as(never.getKey()).isEmpty();
    }
  }

  /// Questions that have no answer, whatever was accepted.
  private static final Map<String, String> NEVER =
      Map.of(
          "a day whose people are not those its import counted",
          """
          select s.taken_on, s.people, i.rows_new, i.state
            from people.snapshot s
            left join people.import i on i.id = s.import_id
           where i.state is distinct from 'done'
              or s.people <> i.rows_new
              or s.people <> (select count(*) from people.employment e where e.snapshot_id = s.id)
          """,
          "a done import without its day, or told twice in the audit",
          """
          select i.id, i.file_name
            from people.import i
           where i.state = 'done'
             and ((select count(*) from people.snapshot s where s.import_id = i.id) <> 1
                  or (select count(*)
                        from access.audit a
                       where a.subject like 'import ' || i.id || ', %people') <> 1)
          """,
          "a kept file that is not whole, or kept although it is in",
          """
          select i.id, i.state
            from people.import i
            left join lateral (select sum(length(p.content)) as kept
                                 from people.import_part p
                                where p.import_id = i.id) p on true
           where coalesce(p.kept, 0) <> case when i.state = 'done' then 0 else i.bytes end
          """,
          "people of no day",
          """
          select p.id
            from people.person p
           where not exists (select 1 from people.employment e where e.person_id = p.id)
             and not exists (select 1 from people.employment e where e.manager_id = p.id)
          """,
          "a catalogue that is in by halves",
          """
          select i.id, i.state
            from programmes.import i
           where i.state = 'done'
             and i.rows_read <> i.rows_new + i.rows_changed + i.rows_same + i.rows_held
              or i.state <> 'done'
             and exists (select 1 from programmes.programme p where p.import_id = i.id)
          """,
          "a plan without one whole proof and all its people",
          """
          select p.id, p.state, p.assigned
            from planning.plan p
           where p.state <> 'made'
              or (select count(*) from planning.proof f where f.plan_id = p.id) <> 1
              or (select count(*) from planning.placement w where w.plan_id = p.id) <> p.assigned
          """,
          "a publication without one decision for each person of its plan",
          """
          select p.id, p.people
            from planning.plan p
            join (select plan_id, count(*) as times,
                         count(withdrawn_at) as withdrawals
                    from planning.publication
                   group by plan_id) u on u.plan_id = p.id
            left join lateral (
                   select count(*) filter (where d.outcome not like '% was withdrawn:%') as told,
                          count(*) filter (where d.outcome like '% was withdrawn:%') as withdrawn,
                          count(distinct d.person_id) as persons
                     from decisions.decision d
                    where d.about = 'plan' and d.subject = p.id::text) d on true
           where d.persons <> p.people
              or d.told <> p.people * u.times
              or d.withdrawn <> p.assigned * u.withdrawals
          """,
          "decisions of a plan that was never published",
          """
          select distinct d.subject
            from decisions.decision d
           where d.about = 'plan'
             and not exists (select 1
                               from planning.publication u
                              where u.plan_id::text = d.subject)
          """);

  @Override
  public void close() {
    server.close();
  }
}

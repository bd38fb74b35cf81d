package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.ledger.LedgerAudit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A server is killed while many people ask the education benefit for a course, and again in the
/// midst of paying the schools, after the books and before the invoices: what was answered stands,
/// nothing is promised twice, each line is paid exactly once, and the books balance.
class KilledBenefitTest {
  private static final int PEOPLE = 160;
  private static final int COURSES = 120;
  private static final long PRICE = 131_500;
  private static final int THREADS = 8;

  @TempDir private Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, Long> told = new ConcurrentSkipListMap<>();

  /// An answer to somebody who asked.
  private record Asked(int status, long application, String state) {}

  /// On the last day of a year nothing that starts tomorrow is due today.
  private static boolean dueToday() {
    return LocalDate.now(ZoneId.systemDefault()).plusDays(1).getDayOfYear() > 1;
  }

  @Test
  void coursesArePromisedAndPaidOnceHoweverTheServerIsKilled() throws Exception {
    assumeTrue(dueToday());
    RungProcess server = RungProcess.start(folder, Map.of()).awaitReady();
    try {
      server.database().execute(EMPLOYER);
      RungProcess running = server;
      CountDownLatch some = new CountDownLatch(30);
      try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
        List<Future<Boolean>> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          int first = t;
          threads.add(pool.submit(asking(running, first, some)));
        }
        some.await();
        running.kill();
        for (Future<Boolean> thread : threads) {
          assertThat(thread.get()).as("nothing but a killed connection was answered").isTrue();
        }
      }
    } finally {
      server.kill();
    }
    assertThat(told).as("the kill met questions under way").hasSizeBetween(30, PEOPLE - 1);

    server = server.again().awaitReady();
    try {
      RungProcess.Database database = server.database();
      for (int person = 1; person <= PEOPLE; person++) {
        Asked again = ask(server, person);
        assertThat(again.status()).isEqualTo(201);
        if (told.containsKey(person)) {
          assertThat(again.application()).as("told, so it stands").isEqualTo(told.get(person));
        }
      }
      assertThat(database.number("select count(*) from tuition.application")).isEqualTo(PEOPLE);
      assertThat(database.number("select count(*) from tuition.application where state = 'open'"))
          .isEqualTo(COURSES);
      assertThat(money(database, "committed")).isEqualTo(COURSES * PRICE);
      assertThat(database.number("select count(distinct voucher) from tuition.term"))
          .isEqualTo(COURSES);
      invoice(server);
      assertThat(database.number("select count(*) from tuition.invoice where state = 'matched'"))
          .isEqualTo(COURSES);
      killedInTheMidstOfPaying(server, database);
    } finally {
      server.kill();
    }

    try (RungProcess last = server.again().awaitReady()) {
      RungProcess.Database database = last.database();
      assertThat(database.number("select count(*) from tuition.payment"))
          .as("all of them or none")
          .isZero();
      assertThat(money(database, "paid")).isZero();
      assertThat(pay(last)).isEqualTo(COURSES);
      assertThat(pay(last)).as("again").isZero();
      assertThat(money(database, "committed")).isZero();
      assertThat(money(database, "paid")).isEqualTo(COURSES * PRICE);
      assertThat(
              database.number(
                  """
                  select count(*)
                    from tuition.invoice i
                    join tuition.term t on t.id = i.term_id and t.state = 'paid'
                    join tuition.payment y on y.term_id = t.id and y.cents = i.cents
                    join ledger.transaction b on b.id = y.transaction_id and b.kind = 'pay'
                                             and b.about = 'tuition term ' || t.id
                   where i.state = 'paid'
                  """))
          .isEqualTo(COURSES);
      assertThat(database.number("select count(*) from ledger.transaction where kind = 'pay'"))
          .as("each once")
          .isEqualTo(COURSES);
      try (Connection connection = connection(database)) {
        assertThat(LedgerAudit.of(connection))
            .allSatisfy(step -> assertThat(step.faults()).as(step.claim()).isEmpty());
      }
    }
  }

  /// Somebody holds an invoice line, so that paying all of them stands still after it has posted in
  /// the books; there the server dies.
  private void killedInTheMidstOfPaying(RungProcess server, RungProcess.Database database)
      throws Exception {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement();
        ExecutorService pool = Executors.newSingleThreadExecutor()) {
      connection.setAutoCommit(false);
      statement.execute("select id from tuition.invoice where id = 7 for update");
      Future<Long> paying =
          pool.submit(() -> {
            try {
              return pay(server);
            } catch (IOException gone) {
              return -1L;
            }
          });
      server.until(
          "paying waits for the line",
          () ->
              database.number(
                      """
                      select count(*)
                        from pg_stat_activity
                       where wait_event_type = 'Lock'
                         and query like '%update tuition.invoice%'
                      """)
                  == 1);
      server.kill();
      assertThat(paying.get()).as("nobody was told that anything is paid").isEqualTo(-1);
      connection.rollback();
    }
  }

  /// Asks for one person after the other until the server is gone.
  private Callable<Boolean> asking(RungProcess server, int first, CountDownLatch some) {
    return () -> {
      for (int person = first + 1; person <= PEOPLE; person += THREADS) {
        Asked answer;
        try {
          answer = ask(server, person);
        } catch (IOException gone) {
          return true;
        }
        if (answer.status() != 201) {
          return false;
        }
        told.put(person, answer.application());
        some.countDown();
      }
      return true;
    };
  }

  private Asked ask(RungProcess server, int person) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post(
            server,
            "/api/v1/my/benefit/applications",
            Integer.toString(person),
            "application/json",
            """
            {"programme": 1, "starts": ["%s"], "way": "voucher"}
            """
                .formatted(LocalDate.now(ZoneId.systemDefault()).plusDays(1)));
    JsonNode told = new ObjectMapper().readTree(answer.body());
    return new Asked(
        answer.statusCode(), told.path("id").asLong(), told.path("state").asString(""));
  }

  /// The school sends one file with all its vouchers.
  private void invoice(RungProcess server) throws Exception {
    String lines =
        server
            .database()
            .rows("select voucher from tuition.term where voucher is not null order by id")
            .stream()
            .map(voucher -> "S-1,School,%s,%d.%02d".formatted(voucher, PRICE / 100, PRICE % 100))
            .collect(Collectors.joining("\n", "invoice,school,voucher,amount\n", "\n"));
    assertThat(
            post(server, "/api/v1/tuition/invoices?name=school.csv", "fin", "text/csv", lines)
                .statusCode())
        .isEqualTo(200);
  }

  /// @return how many lines were paid
  private long pay(RungProcess server) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post(server, "/api/v1/tuition/invoices/pay", "fin", "application/json", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode paid = new ObjectMapper().readTree(answer.body());
    assertThat(paid.path("refused")).isEmpty();
    return paid.path("paid").asLong();
  }

  private HttpResponse<String> post(
      RungProcess server, String path, String token, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Authorization", "Bearer rung_test." + token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.equals("fin")) {
      request.header("Idempotency-Key", "asked-by-" + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Connection connection(RungProcess.Database database) throws Exception {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static long money(RungProcess.Database database, String kind) throws Exception {
    return database.number(
        "select coalesce(sum(balance), 0)::bigint from ledger.account where kind = '%s'"
            .formatted(kind));
  }

  /// Hourly people with accounts and tokens, a course that leads to an occupation in demand, and
  /// money for fewer of them than there are.
  private static final String EMPLOYER =
      """
      insert into people.snapshot (taken_on, label) values (current_date - 30, 'now');
      insert into people.department (name) values ('Line');
      insert into people.site (name, kind) values ('Hall', 'office');
      insert into people.role (title) values ('Packer');
      insert into people.person (employer_id) select 'K-' || i from generate_series(1, PEOPLE) i;
      insert into people.employment
             (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, annual_pay_cents,
              hired_on)
      select 1, p.id, 1, 1, 1, true, true, 4000000, '2015-01-01' from people.person p;
      insert into programmes.programme
             (code, name, provider, strategy, form, delivered_by, counted_cents, apart_cents, hours,
              weeks_from, weeks_to, credential, prerequisites, description, location, digest)
      values ('K', 'Nursing', 'School', 'education_benefit', 'group_class', 'partner', PRICE, 0, 60, 6, 6, '',
              '', '', '', 'k');
      insert into programmes.target (programme_id, soc) values (1, '29-1171');
      insert into tuition.demand_list (clause, published_by, published_at) values ('made up', 'pat', now());
      insert into tuition.demand (list_id, soc, title, own) values (1, '29-1171', 'Nurse practitioners', false);
      insert into access.account (email, name, password_hash, roles, employer_id)
      select 'k' || i || '@example.org', 'K ' || i, '{noop}x', array['EMPLOYEE'], 'K-' || i
        from generate_series(1, PEOPLE) i;
      insert into access.account (email, name, password_hash, roles)
      values ('fin@example.org', 'Fin', '{noop}x', array['FINANCE']);
      insert into access.token (account_id, name, digest, scopes, made_at, ends_at)
      select id, 'test',
             sha256(convert_to('rung_test.' || coalesce(substr(employer_id, 3), 'fin'), 'UTF8')),
             array['my:read', 'my:write', 'tuition:read', 'tuition:write'], now(), now() + interval '1 day'
        from access.account
       where email like 'k%@example.org' or email = 'fin@example.org';
      insert into ledger.budget (programme, fiscal_year, cost_centre, currency)
      select 'career-choice', extract(year from current_date)::int, 'Education benefit', 'USD';
      insert into ledger.account (budget_id, kind, about)
      select b.id, k.kind, '' from ledger.budget b cross join (values ('source'), ('free')) k (kind);
      with made as (
        insert into ledger.transaction (request_key, kind, about, made_by, made_at, reason)
        select 'grant ' || b.id, 'grant', 'the year', 'fin@example.org', now(), '' from ledger.budget b
        returning id, request_key)
      insert into ledger.entry (transaction_id, account_id, minor)
      select made.id, a.id, case a.kind when 'source' then -COURSES * PRICE::bigint else COURSES * PRICE::bigint end
        from made
        join ledger.account a on 'grant ' || a.budget_id = made.request_key
      """
          .replace("PEOPLE", Integer.toString(PEOPLE))
          .replace("COURSES", Integer.toString(COURSES))
          .replace("PRICE", Long.toString(PRICE));
}

package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server is killed while many people accept offers of the same seats, and again while the places
/// are paid: what was answered stands, once, and seats and money add up to the cent.
class KilledAnswersTest {
  private static final int PEOPLE = 300;
  private static final int SEATS = 120;
  private static final long PRICE = 10_000;
  private static final int THREADS = 8;

  @TempDir private Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<Integer> told = new ConcurrentSkipListSet<>();

  @Test
  void acceptancesAndPaymentsStandOnceHoweverTheServerIsKilled() throws Exception {
    RungProcess server =
        RungProcess.start(folder, Map.of("RUNG_JOBS_SILENCE", "2s", "RUNG_ENROLMENT_LOOK", "1"))
            .awaitReady();
    try {
      server.database().execute(EMPLOYER);
      RungProcess running = server;
      CountDownLatch some = new CountDownLatch(40);
      try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
        List<Future<Boolean>> asked = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          int first = t;
          asked.add(pool.submit(accepting(running, first, some)));
        }
        some.await();
        running.kill();
        for (Future<Boolean> thread : asked) {
          assertThat(thread.get()).as("nothing but a killed connection was answered").isTrue();
        }
      }
    } finally {
      server.kill();
    }
    assertThat(told).as("the kill met acceptances under way").hasSizeBetween(40, PEOPLE - 1);

    server = server.again().awaitReady();
    try {
      RungProcess.Database database = server.database();
      for (int person : told) {
        assertThat(enrolments(database, person)).as("told, so it stands: %d", person).isOne();
      }
      for (int person = 1; person <= PEOPLE; person++) {
        assertThat(accept(server, person)).isEqualTo(200);
      }
      assertThat(database.number("select count(*) from enrolment.enrolment")).isEqualTo(PEOPLE);
      assertThat(
              database.number("select count(*) from enrolment.enrolment where state = 'enrolled'"))
          .isEqualTo(SEATS);
      assertThat(database.number("select taken from enrolment.intake")).isEqualTo(SEATS);
      assertThat(money(database, "committed")).isEqualTo(SEATS * PRICE);
      // The first day has come: every place is paid, and the server dies in the midst of it.
      database.execute("update enrolment.intake set starts = current_date");
      server.until("some places are paid", () -> money(database, "paid") > 5 * PRICE);
    } finally {
      server.kill();
    }

    try (RungProcess last = server.again().awaitReady()) {
      RungProcess.Database database = last.database();
      last.until("all places are paid", () -> money(database, "paid") == SEATS * PRICE);
      assertThat(money(database, "committed")).isZero();
      assertThat(money(database, "free")).isEqualTo((PEOPLE - SEATS) * PRICE);
      assertThat(
              database.number("select count(*) from enrolment.enrolment where state = 'learning'"))
          .isEqualTo(SEATS);
      assertThat(
              database.number(
                  "select count(*) from ledger.transaction t join enrolment.enrolment x on t.about = x.paid_as where t.kind = 'pay'"))
          .as("each once")
          .isEqualTo(SEATS);
    }
  }

  /// Accepts one offer after the other until the server is gone.
  private Callable<Boolean> accepting(RungProcess server, int first, CountDownLatch some) {
    return () -> {
      for (int person = first + 1; person <= PEOPLE; person += THREADS) {
        try {
          if (accept(server, person) != 200) {
            return false;
          }
        } catch (IOException gone) {
          return true;
        }
        told.add(person);
        some.countDown();
      }
      return true;
    };
  }

  private int accept(RungProcess server, int person) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(server.address() + "/api/v1/my/offers/" + person + "/accept"))
            .header("Authorization", "Bearer rung_test." + person)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode();
  }

  private static long enrolments(RungProcess.Database database, int person) throws Exception {
    return database.number("select count(*) from enrolment.enrolment where offer_id = " + person);
  }

  private static long money(RungProcess.Database database, String kind) throws Exception {
    return database.number(
        "select coalesce(sum(balance), 0)::bigint from ledger.account where kind = '%s'"
            .formatted(kind));
  }

  /// People with accounts and tokens, an intake, an offer for each of them that holds no seat (the
  /// offer has the person's number), and money for all.
  private static final String EMPLOYER =
      """
      insert into people.snapshot (taken_on, label) values ('2026-06-30', 'now');
      insert into people.department (name) values ('Line');
      insert into people.site (name, kind) values ('Hall', 'office');
      insert into people.role (title) values ('Packer'), ('Technician');
      insert into people.person (employer_id) select 'K-' || i from generate_series(1, PEOPLE) i;
      insert into people.employment
             (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, annual_pay_cents)
      select 1, p.id, 1, 1, 1, true, true, 4000000 from people.person p;
      insert into programmes.programme
             (code, name, provider, strategy, form, delivered_by, counted_cents, apart_cents, hours,
              weeks_from, weeks_to, credential, prerequisites, description, location, digest)
      values ('K', 'Class', 'School', 'reskilling', 'group_class', 'partner', PRICE, 0, 60, 6, 6, '', '',
              '', '', 'k');
      insert into enrolment.intake
             (programme_id, starts, seats, fiscal_year, cost_centre, opened_by, opened_at)
      values (1, current_date + 60, SEATS, 2027, 'Training', 'pat@example.org', now());
      insert into enrolment.offer
             (intake_id, person_id, wave, holds_seat, to_role, to_label, strategy, price_cents, paid_time,
              why, state, sends_on, answer_by, sent_at)
      select 1, p.id, 1, false, 2, 'Technician', 'reskilling', PRICE, false, 'Everybody is invited.', 'open',
             current_date, current_date + 14, now()
        from people.person p
       order by p.id;
      insert into access.account (email, name, password_hash, roles, employer_id)
      select 'k' || i || '@example.org', 'K ' || i, '{noop}x', array['EMPLOYEE'], 'K-' || i
        from generate_series(1, PEOPLE) i;
      insert into access.token (account_id, name, digest, scopes, made_at, ends_at)
      select id, 'test', sha256(convert_to('rung_test.' || substr(employer_id, 3), 'UTF8')),
             array['my:read', 'my:write'], now(), now() + interval '1 day'
        from access.account
       where employer_id is not null;
      insert into ledger.budget (programme, fiscal_year, cost_centre, currency) values ('', 2027, 'Training', 'USD');
      insert into ledger.account (budget_id, kind, about) values (1, 'source', ''), (1, 'free', '');
      with made as (
        insert into ledger.transaction (request_key, kind, about, made_by, made_at, reason)
        values ('grant', 'grant', 'the year', 'fin@example.org', now(), '')
        returning id)
      insert into ledger.entry (transaction_id, account_id, minor)
      select made.id, a.id, case a.kind when 'source' then -PEOPLE * PRICE::bigint else PEOPLE * PRICE::bigint end
        from made, ledger.account a
      """
          .replace("PEOPLE", Integer.toString(PEOPLE))
          .replace("SEATS", Integer.toString(SEATS))
          .replace("PRICE", Long.toString(PRICE));
}

package org.rung.server.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.Optional;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Posting;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// The published plan is offered, people answer, a manager and a planner release.
public final class OfferStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    assertThat(pat.get("/api/v1/offers").is(200).at("/terms").isNull()).isTrue();
    pat.post("/api/v1/offers/again", "").is(404).isProblem("not-found");
    String terms =
        """
        {"waves": 1, "first_day": "2026-11-23", "days_apart": 7, "answer_days": 14, "cost_centre": "%s"}
        """;
    pat.post("/api/v1/offers", terms.formatted(" ")).is(422).isProblem("faulty-values");
    pat.post("/api/v1/offers", terms.formatted("Training").replace("\"waves\": 1", "\"waves\": 13"))
        .is(422)
        .isProblem("refused");
    JsonNode asked = pat.post("/api/v1/offers", terms.formatted("Training")).is(202).json();
    assertThat(pat.post("/api/v1/offers", terms.formatted("Training")).is(202).at("/job"))
        .as("each plan's offers are made once")
        .isEqualTo(asked.at("/job"));
    pat.post("/api/v1/offers/again", "").is(200);
    Made made = made(world);

    ApiCaller m3 = world.employee(3);
    JsonNode mine = m3.get("/api/v1/my/offers").is(200).json();
    assertThat(mine.at("/offers")).hasSize(1);
    assertThat(mine.at("/offers/0/why").asString()).isNotBlank();
    String offer = "/api/v1/my/offers/" + mine.at("/offers/0/id").asLong();
    world.employee(6).post(offer + "/accept", "").is(404).isProblem("not-found");
    JsonNode enrolment = m3.post(offer + "/accept", "").is(200).json();
    assertThat(m3.post(offer + "/accept", "").is(200).at("/id")).isEqualTo(enrolment.at("/id"));
    m3.post(offer + "/decline", "{\"why\": \"\"}").is(422).isProblem("refused");

    ApiCaller m6 = world.employee(6);
    String other =
        "/api/v1/my/offers/" + m6.get("/api/v1/my/offers").is(200).at("/offers/0/id").asLong();
    assertThat(
            m6.post(other + "/decline", "{\"why\": \"I move.\"}").is(200).at("/state").asString())
        .isEqualTo("declined");
    m6.post(other + "/accept", "").is(422).isProblem("refused");
    m3.post(other + "/decline", "{\"why\": \"\"}").is(404).isProblem("not-found");

    long number = enrolment.at("/id").asLong();
    ApiCaller manager = world.manager("Department 4");
    JsonNode releases = manager.get("/api/v1/team/releases").is(200).json();
    assertThat(releases).hasSize(1);
    assertThat(releases.toString()).doesNotContain("cents");
    world
        .manager("Department 13")
        .post("/api/v1/team/releases/" + number, "{\"released\": true, \"why\": \"\"}")
        .is(404);
    manager
        .post("/api/v1/team/releases/" + number, "{\"released\": false, \"why\": \"\"}")
        .is(422)
        .isProblem("refused");
    manager
        .post("/api/v1/team/releases/" + number, "{\"released\": false, \"why\": \"Alone.\"}")
        .is(200);
    JsonNode settled =
        pat.post("/api/v1/offers/releases/" + number, "{\"released\": true, \"why\": \"Covered.\"}")
            .is(200)
            .json();
    assertThat(settled.at("/state").asString()).isEqualTo("enrolled");

    pat.post("/api/v1/offers/releases/" + number, "{\"released\": false, \"why\": \"No.\"}")
        .is(422)
        .isProblem("refused");
    pat.post("/api/v1/offers/releases/0", "{\"released\": true, \"why\": \"Yes.\"}")
        .is(404)
        .isProblem("not-found");

    String people = "/api/v1/intakes/%d/people".formatted(made.intake());
    assertThat(pat.get(people).is(200).json().toString()).contains("M-3");
    pat.post(
            "/api/v1/intakes/%d/enrolments/%d/placed".formatted(made.intake(), number),
            "{\"on\": \"2026-11-23\"}")
        .is(422)
        .isProblem("refused");
    pat.post(
            "/api/v1/intakes/%d/enrolments/0/placed".formatted(made.intake()),
            "{\"on\": \"2026-11-23\"}")
        .is(404)
        .isProblem("not-found");
    ApiCaller m9 = world.employee(9);
    String third = "/api/v1/my/offers/" + m9.get("/api/v1/my/offers").at("/offers/0/id").asLong();
    long completed = m9.post(third + "/accept", "").is(200).at("/id").asLong();
    world
        .manager("Department 10")
        .post("/api/v1/team/releases/" + completed, "{\"released\": true, \"why\": \"\"}")
        .is(200);
    world
        .jdbc()
        .sql("update enrolment.enrolment set state = 'completed' where id = :id")
        .param("id", completed)
        .update();
    pat.post(
            "/api/v1/intakes/%d/enrolments/%d/placed".formatted(made.intake(), completed),
            "{\"on\": \"2026-11-22\"}")
        .is(200);
    String back = "/api/v1/my/enrolments/%d/step-back";
    m9.post(back.formatted(completed), "{\"why\": \"I move.\"}").is(422).isProblem("refused");
    m9.post(back.formatted(number), "{\"why\": \"I move.\"}").is(404).isProblem("not-found");
    assertThat(
            m3.post(
                    "/api/v1/my/enrolments/%d/step-back".formatted(number),
                    "{\"why\": \"I move.\"}")
                .is(200)
                .at("/state")
                .asString())
        .isEqualTo("withdrawn");
    apply(world, pat, made.intake());
    tests(world, pat);
    callOff(world, pat);
    ApiCaller nobody = world.with("EMPLOYEE");
    nobody.get("/api/v1/my/apply").is(404).isProblem("not-found");
    nobody.get("/api/v1/my/offers").is(404).isProblem("not-found");
  }

  /// Somebody whose role a pathway leads on from through the programme applies without an offer.
  private static void apply(ApiWorld world, ApiCaller pat, long intake) {
    String at = "/api/v1/intakes/%d/".formatted(intake);
    ApiCaller m25 = world.employee(25);
    assertThat(m25.get("/api/v1/my/apply").is(200).json()).isEmpty();
    m25.post("/api/v1/my/apply/" + intake, "").is(404).isProblem("not-found");
    String announced =
        "{\"channel\": \"%s\", \"site\": null, \"words\": \"Ask Pat.\", \"on\": \"2026-11-22\"}";
    pat.post(at + "announcements", announced.formatted("megaphone")).is(422).isProblem("refused");
    pat.post("/api/v1/intakes/0/announcements", announced.formatted("e-mail"))
        .is(404)
        .isProblem("not-found");
    pat.get("/api/v1/intakes/0/announcements").is(404).isProblem("not-found");
    assertThat(pat.post(at + "announcements", announced.formatted("e-mail")).is(200).json())
        .hasSize(1);
    assertThat(pat.get(at + "announcements").is(200).at("/0/reached").asInt()).isGreaterThan(500);
    assertThat(
            pat.post(at + "applications", "{\"open\": true}")
                .is(200)
                .at("/applications")
                .asBoolean())
        .isTrue();
    pat.post("/api/v1/intakes/0/applications", "{\"open\": true}").is(404).isProblem("not-found");
    assertThat(m25.get("/api/v1/my/apply").is(200).at("/0/open").asBoolean()).isTrue();
    JsonNode applied = m25.post("/api/v1/my/apply/" + intake, "").is(200).json();
    assertThat(applied.at("/state").asString()).isEqualTo("asked");
    assertThat(m25.post("/api/v1/my/apply/" + intake, "").is(200).at("/id"))
        .isEqualTo(applied.at("/id"));
    world
        .jdbc()
        .sql(
            """
            update programmes.programme
               set entry = '[{"rule": "pay_basis", "is": "hourly"}]'
             where code = 'P-1'
            """)
        .update();
    world.employee(125).post("/api/v1/my/apply/" + intake, "").is(422).isProblem("refused");
  }

  /// A test is set, changed, taken and corrected.
  private static void tests(ApiWorld world, ApiCaller pat) {
    long programme = number(world, "select id from programmes.programme where code = 'P-2'");
    String at = "/api/v1/tests/" + programme;
    String terms =
        """
        {"name": "Drawings", "words": "At the school.", "link": "", "most": 60, "pass": %d, "tries": 2,
         "wait_days": 14, "valid_days": 365, "asked": true}
        """;
    pat.put("/api/v1/tests/0", terms.formatted(40)).is(404).isProblem("not-found");
    pat.put(at, terms.formatted(61)).is(422).isProblem("faulty-values");
    pat.get(at + "/results").is(404).isProblem("not-found");
    pat.put(at, terms.formatted(40).replace("true", "false")).is(422).isProblem("refused");
    pat.put(at, terms.formatted(50)).is(200);
    assertThat(pat.put(at, terms.formatted(40)).is(200).at("/pass").asInt()).isEqualTo(40);
    String result = "{\"employer_id\": \"%s\", \"on\": \"2026-11-20\", \"points\": %d}";
    pat.post("/api/v1/tests/0/results", result.formatted("M-30", 41)).is(404);
    pat.post(at + "/results", result.formatted("Nobody", 41)).is(422).isProblem("refused");
    long made =
        pat.post(at + "/results", result.formatted("M-30", 39)).is(200).at("/0/id").asLong();
    pat.post(at + "/results/0", "{\"points\": 45, \"why\": \"Added up wrong.\"}")
        .is(404)
        .isProblem("not-found");
    pat.post(at + "/results/" + made, "{\"points\": 45, \"why\": \"\"}")
        .is(422)
        .isProblem("refused");
    pat.post(at + "/results/" + made, "{\"points\": 45, \"why\": \"Added up wrong.\"}").is(200);
    JsonNode results = pat.get(at + "/results").is(200).json();
    assertThat(results).hasSize(1);
    assertThat(results.at("/0/passed").asBoolean()).isTrue();
    assertThat(pat.get("/api/v1/tests").is(200).at("/0/passed").asInt()).isOne();
  }

  private static void callOff(ApiWorld world, ApiCaller pat) {
    world
        .jdbc()
        .sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, planned, fiscal_year, cost_centre, opened_by, opened_at)
            select id, '2027-03-01', 5, 2, 2027, 'Training', 'pat@example.org', now()
              from programmes.programme
             where code = 'P-2'
            """)
        .update();
    String at =
        "/api/v1/intakes/%d/called-off"
            .formatted(number(world, "select max(id) from enrolment.intake"));
    String why = "{\"why\": \"%s\"}";
    pat.post("/api/v1/intakes/0/called-off", why.formatted("Too few."))
        .is(404)
        .isProblem("not-found");
    pat.post(at, why.formatted("")).is(422).isProblem("refused");
    assertThat(pat.post(at, why.formatted("Too few.")).is(200).at("/state").asString())
        .isEqualTo("cancelled");
  }

  private static long number(ApiWorld world, String sql) {
    return world.jdbc().sql(sql).query(Long.class).single();
  }

  private record Made(long intake) {}

  /// What the job would do: the test's server works no jobs. The employer's plan has no intakes, so
  /// three places of it are offered by hand.
  private static Made made(ApiWorld world) {
    TransactionTemplate transaction = world.bean(TransactionTemplate.class);
    Budget budget = new Budget(Optional.empty(), 2027, "Training", Currency.getInstance("USD"));
    transaction.executeWithoutResult(status ->
        world
            .bean(Ledger.class)
            .post(
                "grant of the story",
                new Posting(Posting.Kind.GRANT, budget, "the year", Money.cents(100_000_000)),
                "fin@example.org"));
    world
        .jdbc()
        .sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, planned, fiscal_year, cost_centre, opened_by, opened_at)
            select id, '2027-01-11', 5, 2, 2027, 'Training', 'pat@example.org', now()
              from programmes.programme
             where code = 'P-1'
            """)
        .update();
    long intake =
        world.jdbc().sql("select max(id) from enrolment.intake").query(Long.class).single();
    for (int n : new int[] {3, 6, 9}) {
      world
          .jdbc()
          .sql(
              """
              with made as (
                insert into enrolment.offer
                       (intake_id, person_id, wave, holds_seat, to_role, to_label, strategy, price_cents,
                        paid_time, why, sends_on, answer_by)
                select :intake, p.id, 1, true, r.id, r.title, 'reskilling', 250000, true, 'Raises pay.',
                       current_date, current_date + 14
                  from people.person p, people.role r
                 where p.employer_id = :person
                   and r.title = 'Role 9'
                returning intake_id, person_id)
              insert into enrolment.seat select * from made
              """)
          .param("intake", intake)
          .param("person", "M-" + n)
          .update();
    }
    Sending sending = world.bean(Sending.class);
    java.time.LocalDate today = world.bean(Enrolments.class).today();
    sending.due(today).forEach(offer -> sending.send(offer, today));
    return new Made(intake);
  }
}

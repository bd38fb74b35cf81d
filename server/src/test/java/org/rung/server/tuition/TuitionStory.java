package org.rung.server.tuition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// The education benefit by programs: a person sees what is open and asks, finance brings invoices
/// in, pays and reads what payroll must know.
public final class TuitionStory implements ApiStory {
  private static final String MINE = "/api/v1/my/benefit";
  private static final String FINANCE = "/api/v1/tuition";

  @Override
  public void tell(ApiWorld world) {
    ApiCaller person = world.employee(582); // hourly, full-time, with a hire date
    ApiCaller finance = world.with("FINANCE");
    assertThat(person.get("/api/v1/demand").is(200).at("/clause").isNull())
        .as("no list is published yet")
        .isTrue();
    long course = prepare(world);
    assertThat(person.get("/api/v1/demand").is(200).at("/occupations").toString())
        .contains("29-1171");

    LocalDate starts = LocalDate.now(ZoneId.systemDefault()).plusDays(1);
    boolean due = starts.getDayOfYear() > 1;
    assertThat(person.get(MINE).is(200).at("/open_cents").asLong()).isEqualTo(525_000);
    JsonNode salaried = world.employee(581).get(MINE).is(200).json();
    assertThat(salaried.at("/open").asBoolean()).isFalse();
    assertThat(salaried.at("/against/0/rule").asString()).isEqualTo("education-benefit-service");
    assertThat(person.get(MINE + "/courses").is(200).at("/items/0/programme").asLong())
        .isEqualTo(course);

    String quote = MINE + "/quote?programme=%d&starts=%s";
    JsonNode quoted = person.get(quote.formatted(course, starts)).is(200).json();
    assertThat(quoted.at("/benefit_cents").asLong()).isEqualTo(131_500);
    assertThat(quoted.at("/against")).isEmpty();
    assertThat(
            person
                .get(quote.formatted(course, starts + "," + starts.plusYears(1)))
                .is(200)
                .at("/terms"))
        .hasSize(2);
    person.get(quote.formatted(course, "soon")).is(422).isProblem("faulty-values");
    person.get(quote.formatted(0, starts)).is(422).isProblem("faulty-values");
    ApiCaller nobody = world.with("EMPLOYEE");
    nobody.get(MINE).is(404).isProblem("not-found");
    nobody.get(MINE + "/applications").is(404).isProblem("not-found");
    nobody.get(quote.formatted(course, starts)).is(404).isProblem("not-found");

    String ask = "{\"programme\": %d, \"starts\": [\"%s\"], \"way\": \"%s\"}";
    person
        .post(MINE + "/applications", ask.formatted(course, starts.minusYears(1), "voucher"))
        .is(422)
        .isProblem("faulty-values");
    person
        .post(MINE + "/applications", ask.formatted(course, starts, "cash"))
        .is(422)
        .isProblem("faulty-values");
    world
        .employee(7)
        .post(MINE + "/applications", ask.formatted(course, starts, "voucher"))
        .is(422)
        .isProblem("refused");
    nobody
        .post(MINE + "/applications", ask.formatted(course, starts, "voucher"))
        .is(404)
        .isProblem("not-found");
    JsonNode asked =
        person
            .post(
                MINE + "/applications",
                ask.formatted(course, starts, "voucher"),
                "Idempotency-Key",
                "one-course")
            .is(201)
            .json();
    assertThat(asked.at("/state").asString()).isEqualTo("open");
    assertThat(
            person
                .post(
                    MINE + "/applications",
                    ask.formatted(course, starts, "voucher"),
                    "Idempotency-Key",
                    "one-course")
                .is(201)
                .at("/id"))
        .isEqualTo(asked.at("/id"));
    assertThat(
            world
                .employee(581)
                .post(MINE + "/applications", ask.formatted(course, starts, "reimbursement"))
                .is(201)
                .at("/state")
                .asString())
        .isEqualTo("refused");
    long other =
        person
            .post(MINE + "/applications", ask.formatted(course, starts, "reimbursement"))
            .is(201)
            .at("/id")
            .asLong();
    assertThat(person.get(MINE + "/applications").is(200).at("/items")).hasSize(2);
    String withdraw = MINE + "/applications/%d/withdraw";
    world.employee(581).post(withdraw.formatted(other), "").is(404).isProblem("not-found");
    assertThat(person.post(withdraw.formatted(other), "").is(200).at("/state").asString())
        .isEqualTo("withdrawn");
    person.post(withdraw.formatted(other), "").is(422).isProblem("refused");

    pay(finance, asked.at("/terms/0/voucher").asString(), due);
    String month = FINANCE + "/payroll?month=" + starts.minusDays(1).toString().substring(0, 7);
    assertThat(finance.get(month).is(200).at("/items")).hasSize(due ? 1 : 0);
    finance.get(FINANCE + "/payroll?month=March").is(422).isProblem("faulty-values");
  }

  private static void pay(ApiCaller finance, String voucher, boolean due) {
    String file = FINANCE + "/invoices?name=school.csv";
    finance.post(file, "a,b\n1,2\n", "Content-Type", "text/csv").is(422).isProblem("refused");
    finance.post(file, "{}").is(415).isProblem("wrong-content-type");
    JsonNode taken =
        finance
            .post(
                file,
                "invoice,school,voucher,amount\nS-1,School 1,%s,1315.00\nS-2,School 1,ABCD,5\nS-3,School 1,,5\n"
                    .formatted(voucher),
                "Content-Type",
                "text/csv")
            .is(200)
            .json();
    assertThat(taken.at("/matched").asLong()).isEqualTo(1);
    assertThat(taken.at("/disputed").asLong()).isEqualTo(1);
    assertThat(taken.at("/bad/0").asString()).contains("Line 4");
    assertThat(finance.get(FINANCE + "/invoices?state=disputed").is(200).at("/items")).hasSize(1);
    finance.get(FINANCE + "/invoices?state=lost").is(422).isProblem("faulty-values");
    assertThat(finance.post(FINANCE + "/invoices/pay", "").is(200).at("/paid").asLong())
        .isEqualTo(due ? 1 : 0);
    assertThat(finance.get(FINANCE + "/invoices").is(200).at("/items")).hasSize(2);
  }

  /// A list that is published, a course that leads to it, money for this year and the next.
  ///
  /// @return the number of the course
  private static long prepare(ApiWorld world) {
    world.bean(Demand.class).publish("pat@example.org");
    world
        .jdbc()
        .sql(
            """
            insert into programmes.target (programme_id, soc)
            select id, '29-1171' from programmes.programme where code = 'P-21'
                on conflict do nothing
            """)
        .update();
    int year = LocalDate.now(ZoneId.systemDefault()).getYear();
    world
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> {
          for (int y = year; y <= year + 1; y++) {
            world.bean(Funds.class).grant("story " + y, y, 10_000_00, "fin");
          }
        });
    return world
        .jdbc()
        .sql("select id from programmes.programme where code = 'P-21'")
        .query(Long.class)
        .single();
  }
}

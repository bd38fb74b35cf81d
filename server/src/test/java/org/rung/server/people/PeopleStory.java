package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;

/// Looks at people.
public final class PeopleStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    ApiCaller.Answer first =
        pat.get("/api/v1/people?size=2&order=id&department=Department+13").is(200);
    assertThat(first.at("/items")).hasSize(2);
    assertThat(first.at("/items/0/department").asString()).isEqualTo("Department 13");
    ApiCaller.Answer next =
        pat.get(
                "/api/v1/people?order=id&department=Department+13&cursor="
                    + first.at("/next").asString())
            .is(200);
    assertThat(next.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
    assertThat(
            pat.get("/api/v1/people?order=pay")
                .is(422)
                .isProblem("faulty-values")
                .at("/detail")
                .asString())
        .isEqualTo("“pay” cannot stand in “order”. Give one of id, role, department, site.");
    assertThat(pat.get("/api/v1/people?id=nobody-at-all").is(200).at("/items")).isEmpty();

    ApiCaller.Answer person = pat.get("/api/v1/people/M-3").is(200);
    assertThat(person.at("/days/0/annual_pay_cents").asLong()).isEqualTo(3_030_000);
    assertThat(person.at("/decisions/0/outcome").asString()).startsWith("Planned");
    pat.get("/api/v1/people/nobody").is(404).isProblem("not-found");
    ApiCaller.Answer departments = pat.get("/api/v1/people/departments?size=200").is(200);
    assertThat(departments.at("/items/0/people").asLong()).isGreaterThanOrEqualTo(5);
    int number = departments.at("/items/0/number").asInt();
    pat.get("/api/v1/growth?department=" + number).is(200);
    ApiCaller.Answer changes = pat.get("/api/v1/people/changes").is(200);
    assertThat(changes.at("/since").asString()).isLessThan(changes.at("/until").asString());
    for (String count : new String[] {"joined", "left", "stayed", "moved", "not_followed"}) {
      assertThat(changes.at("/" + count).asLong(0)).as(count).isNotIn(1L, 2L, 3L, 4L);
    }

    assertThat(
            world
                .jdbc()
                .sql(
                    "select count(*) from access.audit where who = 'pat@example.org' and subject = 'person M-3'")
                .query(Long.class)
                .single())
        .isPositive();
  }
}

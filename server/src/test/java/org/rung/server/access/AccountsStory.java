package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Makes, changes and removes accounts, and reads the audit of it.
public final class AccountsStory implements ApiStory {
  private static final String NEW =
      "{\"email\": \"%s\", \"name\": \"Story\", \"password\": \"%s\", \"roles\": [%s]}";
  private static final String CHANGED =
      "{\"version\": %d, \"name\": \"Told\", \"roles\": [%s], \"person\": %s, \"departments\": [%s], \"providers\": [%s]}";
  private static final String PASSWORD = "twelve-letters-long";

  @Override
  public void tell(ApiWorld world) {
    ApiCaller ada = world.with("ADMIN");
    accounts(ada);
    audit(ada);
  }

  private static void accounts(ApiCaller ada) {
    String accounts = "/api/v1/accounts";
    ApiCaller.Answer made =
        ada.post(accounts, NEW.formatted("story@example.org", PASSWORD, "\"manager\"")).is(201);
    String address = made.header("location");
    assertThat(made.at("/roles").toString()).isEqualTo("[\"manager\"]");
    assertThat(made.text()).doesNotContain(PASSWORD);
    assertThat(ada.get(address).is(200).json()).isEqualTo(made.json());
    assertThat(ada.get(accounts + "?size=200").is(200).text()).contains("story@example.org");
    ada.post(accounts, NEW.formatted("story@example.org", PASSWORD, "\"planner\""))
        .is(422)
        .isProblem("refused");
    ApiCaller.Answer faulty = ada.post(accounts, NEW.formatted("nobody", "short", ""));
    assertThat(faulty.is(422).isProblem("faulty-values").at("/errors").size()).isEqualTo(3);

    ApiCaller.Answer changed =
        ada.put(
                address,
                CHANGED.formatted(
                    1, "\"manager\", \"keeper\"", "\"M-21\"", "\"Department 7\"", "\"School 7\""))
            .is(200);
    assertThat(changed.at("/version").asInt()).isEqualTo(2);
    assertThat(changed.at("/departments/0").asString()).isEqualTo("Department 7");
    assertThat(changed.at("/providers/0").asString()).isEqualTo("School 7");
    assertThat(
            ada.put(address, CHANGED.formatted(1, "\"manager\"", "null", "", ""))
                .is(409)
                .isProblem("stale-version")
                .at("/version")
                .asInt())
        .isEqualTo(2);
    assertThat(
            ada.put(address, CHANGED.formatted(2, "", "\"nobody\"", "\"Nowhere\"", "\"Nobody\""))
                .is(422)
                .isProblem("faulty-values")
                .at("/errors")
                .size())
        .isEqualTo(4);
    ada.put(accounts + "/0", CHANGED.formatted(1, "\"manager\"", "null", "", ""))
        .is(404)
        .isProblem("not-found");

    ada.post(address + "/password", "{\"password\": \"another-long-one\"}").is(204);
    ada.post(address + "/password", "{\"password\": \"short\"}").is(422).isProblem("refused");
    ada.post(accounts + "/0/password", "{\"password\": \"another-long-one\"}")
        .is(404)
        .isProblem("not-found");
    ada.post(address + "/sign-out", "").is(204);
    ada.post(address + "/tokens/revoke", "").is(204);
    ada.delete(address).is(204);
    ada.get(address).is(404).isProblem("not-found");
    for (JsonNode account : ada.get(accounts + "?size=200").is(200).at("/items")) {
      if (account.at("/roles").toString().contains("admin")) {
        ada.delete(accounts + "/" + account.get("id").asLong()).is(422).isProblem("refused");
      }
    }
  }

  private static void audit(ApiCaller ada) {
    String audit = "/api/v1/audit?who=admin@&what=account&deed=change&size=1";
    ApiCaller.Answer newest = ada.get(audit).is(200);
    assertThat(newest.at("/items/0/subject").asString()).isEqualTo("story@example.org");
    assertThat(
            ada.get(audit + "&cursor=" + newest.at("/next").asString())
                .is(200)
                .at("/items/0/what")
                .asString())
        .isEqualTo("account");
    assertThat(ada.get("/api/v1/audit?to=2001-01-01").is(200).at("/items")).isEmpty();
  }
}

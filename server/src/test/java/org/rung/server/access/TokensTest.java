package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.ApiCaller;
import org.rung.server.ApiDocument;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.api.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Tokens: made on a page, seen once, no more than their account, ended.
@RungTest
@TestPropertySource(properties = "rung.test=access")
class TokensTest {
  private static final Pattern MADE = Pattern.compile("id=\"token\"[^>]*>(rung_[\\w-]{43})<");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Tokens tokens;

  private Visitor visitor = new Visitor(0);

  @BeforeEach
  void signIn() {
    jdbc.sql("truncate access.account, access.attempt, access.device, access.session cascade")
        .update();
    visitor = signedIn("pat@example.org", "PLANNER");
  }

  private Visitor signedIn(String email, String role) {
    ManyPeople.account(jdbc, email, role, "", "");
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  private static Map<String, String> form(String scope) {
    return Map.of(
        "name",
        "nightly",
        "scope",
        scope,
        "ends",
        LocalDate.now(ZoneId.systemDefault()).plusDays(30).toString());
  }

  private String made(Visitor visitor, String scope) {
    var page = visitor.send("/account/tokens", "/account/tokens", form(scope));
    Matcher token = MADE.matcher(page.body());
    assertThat(token.find()).as(page.body()).isTrue();
    return token.group(1);
  }

  private ApiCaller.Answer ask(String token, String path) {
    return new ApiCaller(port, new ApiDocument("{\"paths\":{}}"), token).raw("GET", path, "");
  }

  @Test
  void isShownOnceAndStoredAsADigest() {
    String token = made(visitor, "jobs:read");
    ask(token, "/api/v1/jobs").is(200);
    assertThat(visitor.page("/account/tokens"))
        .contains("nightly", "jobs:read")
        .doesNotContain(token);
    assertThat(
            jdbc.sql("select count(*) from access.token where digest = sha256(:token::bytea)")
                .param("token", token)
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(
            jdbc.sql("select count(*) from access.token t where t::text like '%' || :token || '%'")
                .param("token", token)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void opensItsScopesAndNothingElse() {
    String token = made(visitor, "jobs:read");
    ApiCaller.Answer answer = ask(token, "/api/v1/scenarios").is(403).isProblem("missing-scope");
    assertThat(answer.header("www-authenticate"))
        .contains("insufficient_scope", "scope=\"scenarios:read\"");
    new ApiCaller(port, new ApiDocument("{\"paths\":{}}"), token)
        .raw("POST", "/api/v1/jobs/1/cancel", "")
        .is(403)
        .isProblem("missing-scope");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/%73cenarios",
        "/api/v1/scen%61rios",
        "/api/%761/scenarios",
        "/%61pi/v1/scenarios",
        "/api/v1/%73cenarios/1"
      })
  void opensNothingElseHoweverTheAddressIsSpelt(String address) {
    String token = made(visitor, "jobs:read");
    assertThat(ask(token, address).status()).isIn(400, 403, 404);
    assertThat(ask(token, address).text()).doesNotContain("\"items\"");
    ask(made(visitor, "scenarios:read"), "/api/v1/%73cenarios").is(200);
  }

  @Test
  void aFormThatIsNoFormOfTheApiIsNotRead() {
    new ApiCaller(port, new ApiDocument("{\"paths\":{}}"), made(visitor, "scenarios:write"))
        .raw(
            "POST", "/api/v1/scenarios", "--x--", "Content-Type", "multipart/form-data; boundary=x")
        .is(415)
        .isProblem("wrong-content-type");
  }

  @Test
  void neverOpensMoreThanItsAccountDoesNow() {
    String token = made(visitor, "scenarios:read");
    ask(token, "/api/v1/scenarios").is(200);
    jdbc.sql("update access.account set roles = array['FINANCE'] where email = 'pat@example.org'")
        .update();
    ask(token, "/api/v1/scenarios").is(403).isProblem("not-open");
    jdbc.sql("delete from access.account where email = 'pat@example.org'").update();
    ApiCaller.Answer dead = ask(token, "/api/v1/scenarios").is(401).isProblem("bad-token");
    assertThat(dead.header("www-authenticate")).contains("invalid_token");
  }

  @Test
  void restsWhenTheSignInServiceHasNotVouchedForItsOwnerForLong() {
    String token = made(visitor, "jobs:read");
    jdbc.sql(
            """
            insert into access.identity (issuer, subject, account_id, seen_at)
            select 'https://sign-in.example.org', '7', id, now() - interval '31 days'
              from access.account
             where email = 'pat@example.org'
            """)
        .update();
    // Whoever has a password here can still be asked here.
    ask(token, "/api/v1/jobs").is(200);
    jdbc.sql("update access.account set password_hash = null").update();
    ask(token, "/api/v1/jobs").is(401).isProblem("bad-token");
    jdbc.sql("update access.identity set seen_at = now() - interval '29 days'").update();
    ask(token, "/api/v1/jobs").is(200);
  }

  @Test
  void isMadeForNoMoreThanItsAccountMayDo() {
    Visitor finance = signedIn("fin@example.org", "FINANCE");
    assertThat(finance.page("/account/tokens")).contains("jobs:read").doesNotContain("scenarios:");
    var refused = finance.send("/account/tokens", "/account/tokens", form("scenarios:write"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("A token can do no more than its account");
    assertThat(tokens.of("fin@example.org")).isEmpty();
  }

  @Test
  void namesWhatIsWrongWithTheForm() {
    for (String day : List.of("", "soon", "2020-01-01", "2999-01-01")) {
      var page =
          visitor.send(
              "/account/tokens",
              "/account/tokens",
              Map.of("name", " ", "scope", "everything", "ends", day));
      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body())
          .contains("The name has 0 letters", "No scope was chosen", "is no day from today to");
    }
    assertThat(tokens.of("pat@example.org")).isEmpty();
  }

  @Test
  void isRevokedByItsOwnerAndByNobodyElse() {
    String token = made(visitor, "jobs:read");
    long id = tokens.of("pat@example.org").getFirst().id();
    Visitor other = signedIn("quinn@example.org", "PLANNER");
    assertThat(
            other
                .send("/account/tokens", "/account/tokens/" + id + "/revoke", Map.of())
                .statusCode())
        .isEqualTo(404);
    ask(token, "/api/v1/jobs").is(200);
    visitor.send("/account/tokens", "/account/tokens/" + id + "/revoke", Map.of());
    ask(token, "/api/v1/jobs").is(401).isProblem("bad-token");
    assertThat(visitor.page("/account/tokens")).contains("revoked");
    assertThat(
            jdbc.sql("select subject from access.audit where what = 'token' order by id desc")
                .query(String.class)
                .list())
        .startsWith("pat@example.org, “nightly”, revoked", "pat@example.org, “nightly”, made");
  }

  @Test
  void anAdministratorRevokesAllOfAnAccount() {
    String token = made(visitor, "jobs:read");
    long account =
        jdbc.sql("select id from access.account where email = 'pat@example.org'")
            .query(Long.class)
            .single();
    Visitor admin = signedIn("ada@example.org", "ADMIN");
    admin.send("/accounts/" + account, "/accounts/" + account + "/tokens/revoke", Map.of());
    ask(token, "/api/v1/jobs").is(401).isProblem("bad-token");
  }

  @Test
  void endsOnItsLastDay() {
    String token =
        tokens.make(
            "pat@example.org",
            "short",
            java.util.EnumSet.of(Scope.JOBS_READ),
            Instant.now().plus(1, ChronoUnit.HOURS));
    assertThat(tokens.holder(token)).isPresent();
    jdbc.sql(
            "update access.token set made_at = made_at - interval '1 day', ends_at = now() - interval '1 second'")
        .update();
    assertThat(tokens.holder(token)).isEmpty();
  }

  @Test
  void aSessionOpensNothingOfTheApi() {
    var answer = visitor.open("/api/v1/jobs");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"rung\"");
    assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  void unknownTokensAreSlowedAndARightOneIsNot() {
    String token = made(visitor, "jobs:read");
    for (int i = 0; i < 20; i++) {
      ask("rung_" + i, "/api/v1/jobs").is(401);
    }
    ApiCaller.Answer slowed = ask("rung_x", "/api/v1/jobs").is(429).isProblem("too-many-guesses");
    assertThat(slowed.header("retry-after")).isEqualTo("1");
    ask(token, "/api/v1/jobs").is(200);
    assertThat(signedIn("late@example.org", "PLANNER").page("/account"))
        .as("who mistypes a token is not kept from signing in")
        .contains("late@example.org");
  }

  @Test
  void saysWhenItWasLastUsedAndWritesThatOnceAMinute() {
    String token = made(visitor, "jobs:read");
    assertThat(tokens.of("pat@example.org").getFirst().used()).isEmpty();
    ask(token, "/api/v1/jobs").is(200);
    Instant first = tokens.of("pat@example.org").getFirst().used().orElseThrow();
    ask(token, "/api/v1/jobs").is(200);
    assertThat(tokens.of("pat@example.org").getFirst().used()).hasValue(first);
  }

  @Test
  void oneAccountHasFiftyAtMost() {
    for (int i = 0; i < Tokens.MOST; i++) {
      tokens.make(
          "pat@example.org",
          "token " + i,
          java.util.EnumSet.of(Scope.JOBS_READ),
          Instant.now().plus(1, ChronoUnit.DAYS));
    }
    var refused = visitor.send("/account/tokens", "/account/tokens", form("jobs:read"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("You have 50 tokens");
  }
}

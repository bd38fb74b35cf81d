package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Guessed passwords, with a clock that the test moves, and over HTTP.
@RungTest
@TestPropertySource(properties = "rung.test=access")
class GuessesTest {
  private static final String RIGHT = "the-right-password";
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private PasswordEncoder encoder;

  private final Hands hands = new Hands();
  private Guesses guesses;

  @BeforeEach
  void empty() {
    jdbc.sql(
            """
            truncate access.account, access.attempt, access.device, access.session cascade
            """)
        .update();
    guesses = new Guesses(jdbc, transaction, hands);
  }

  /// A clock whose hands the test moves.
  private static final class Hands extends Clock {
    private Instant now = START;

    void move(Duration on) {
      now = now.plus(on);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void doublesTheWaitOfAnAccountUpToAMinuteFromWhateverAddress() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      waits.add(waitAndGuess("a@example.org", "198.51.100." + i, ""));
    }
    assertThat(waits).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void doublesTheWaitOfAnAddressUpToAQuarterOfAnHourForWhateverAccount() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      waits.add(waitAndGuess(i + "@example.org", "2001:db8:0:1::" + i, ""));
    }
    assertThat(waits.subList(0, 20)).containsOnly(0L);
    assertThat(waits.subList(20, 32))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
    assertThat(guesses.admit(guess("z@example.org", "2001:db8:0:2::1", "")))
        .describedAs("another network")
        .isZero();
  }

  @Test
  void lookAtNothingWhileTheWaitLasts() {
    for (int i = 0; i < 8; i++) {
      waitAndGuess("b@example.org", "198.51.100.7", "");
    }
    Duration left = guesses.admit(guess("b@example.org", "198.51.100.7", ""));
    assertThat(left).isEqualTo(Duration.ofSeconds(8));
    assertThat(guesses.admit(guess("B@Example.org ", "203.0.113.9", "")))
        .describedAs("asking again makes it no longer, spelling no shorter")
        .isEqualTo(left);
  }

  @Test
  void neverLetsAStrangerKeepTheOwnerOut() {
    String device = guesses.remember("c@example.org", "");
    for (int i = 0; i < 40; i++) {
      waitAndGuess("c@example.org", "198.51.100.8", "");
    }
    assertThat(guesses.admit(guess("c@example.org", "198.51.100.8", "")))
        .isGreaterThan(Duration.ofMinutes(10));
    assertThat(guesses.admit(guess("c@example.org", "198.51.100.8", device)))
        .describedAs("the browser of the owner, even from the address of the stranger")
        .isZero();
    assertThat(guesses.admit(guess("c@example.org", "203.0.113.1", "")))
        .describedAs("a new browser of the owner")
        .isLessThanOrEqualTo(Duration.ofMinutes(1));
    assertThat(guesses.admit(guess("d@example.org", "198.51.100.8", device)))
        .describedAs("a known browser is known for its account alone")
        .isGreaterThan(Duration.ofMinutes(10));
  }

  @Test
  void beginsAnewAfterTheRightPasswordAndAfterADay() {
    for (int i = 0; i < 7; i++) {
      waitAndGuess("e@example.org", "198.51.100.9", "");
    }
    hands.move(Duration.ofMinutes(1));
    Guesses.Guess right = guess("e@example.org", "198.51.100.9", "");
    assertThat(guesses.admit(right)).isZero();
    guesses.right(right);
    assertThat(waitAndGuess("e@example.org", "198.51.100.9", "")).isZero();

    for (int i = 0; i < 12; i++) {
      waitAndGuess("f@example.org", "198.51.100.10", "");
    }
    hands.move(Duration.ofDays(1).plusSeconds(1));
    for (int i = 0; i < 5; i++) {
      assertThat(waitAndGuess("f@example.org", "198.51.100.10", "")).isZero();
    }
  }

  @Test
  void countsManyAtTheSameMoment() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Duration>> many = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        many.add(() -> guesses.admit(guess("g@example.org", "198.51.100.11", "")));
      }
      long admitted = 0;
      for (var answer : threads.invokeAll(many)) {
        admitted += answer.get().isZero() ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(5);
    }
  }

  @Test
  void saysHowLongToWait() throws Exception {
    add("known@example.org");
    for (String email : List.of("known@example.org", "unknown@example.org")) {
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> wrong = signIn(email, "wrong", "192.0.2.44");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.body()).contains("Email and password do not belong together");
      }
      HttpResponse<String> slowed = signIn(email, RIGHT, "192.0.2.44");
      assertThat(slowed.statusCode()).describedAs(email).isEqualTo(429);
      assertThat(slowed.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(slowed.body())
          .contains("Too many wrong passwords", "Try again in 1 second.", "name=\"password\"");
    }
  }

  @Test
  void takesAsLongForAnAccountThatDoesNotExist() throws Exception {
    add("known@example.org");
    jdbc.sql(
            """
            insert into access.account (email, name, roles)
            values ('service@example.org', 'By the service', array['PLANNER'])
            """)
        .update();
    List<String> emails =
        List.of("known@example.org", "unknown@example.org", "service@example.org");
    List<List<Long>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < 7; round++) {
      for (int i = 0; i < emails.size(); i++) {
        jdbc.sql("truncate access.attempt").update();
        long from = System.nanoTime();
        HttpResponse<String> answer = signIn(emails.get(i), "wrong", "192.0.2.45");
        times.get(i).add(System.nanoTime() - from);
        assertThat(answer.body()).contains("Email and password do not belong together");
      }
    }
    double known = median(times.get(0));
    assertThat(median(times.get(1)) / known).isBetween(0.5, 2.0);
    assertThat(median(times.get(2)) / known).isBetween(0.5, 2.0);
  }

  @Test
  void comparesAPasswordInOnePlaceAlone() {
    add("known@example.org");
    Visitor visitor = new Visitor(port);
    assertThat(
            visitor
                .send(
                    "/sign-in", "/sign-in", Map.of("email", "known@example.org", "password", RIGHT))
                .uri()
                .getPath())
        .isEqualTo("/");
    for (int i = 0; i < 5; i++) {
      assertThat(
              visitor
                  .send(
                      "/account",
                      "/account/password",
                      Map.of("password", "wrong", "becomes", "another-password"))
                  .body())
          .contains("This is not the password of the account.");
    }
    assertThat(
            visitor
                .send(
                    "/account",
                    "/account/password",
                    Map.of("password", RIGHT, "becomes", "another-password"))
                .body())
        .contains("Too many wrong passwords. Try again in");
  }

  private static double median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private void add(String email) {
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles)
            values (:email, 'Test', :hash, array['PLANNER'])
            """)
        .param("email", email)
        .param("hash", encoder.encode(RIGHT))
        .update();
  }

  /// Waits as long as it must, guesses wrongly, and says how many seconds the wait was.
  private long waitAndGuess(String account, String address, String device) {
    Duration wait = guesses.admit(guess(account, address, device));
    if (!wait.isZero()) {
      hands.move(wait);
      assertThat(guesses.admit(guess(account, address, device))).isZero();
    }
    return wait.toSeconds();
  }

  private static Guesses.Guess guess(String account, String address, String device) {
    return new Guesses.Guess(account, address, device);
  }

  /// In a browser of its own, behind a proxy that says the address.
  private HttpResponse<String> signIn(String email, String password, String address)
      throws Exception {
    HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    URI form = URI.create("http://localhost:" + port + "/sign-in");
    Matcher token =
        Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
            .matcher(
                http.send(
                        HttpRequest.newBuilder(form).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
    assertThat(token.find()).isTrue();
    return http.send(
        HttpRequest.newBuilder(form)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Forwarded-For", address)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "_csrf=%s&email=%s&password=%s".formatted(token.group(1), email, password)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

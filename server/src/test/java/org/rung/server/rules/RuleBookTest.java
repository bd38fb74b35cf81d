package org.rung.server.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What the employer publishes: from a later day, never edited. The rule `uniformed-ranks` has no
/// figure that another test asks for, `related-instruction` neither.
@RungTest
class RuleBookTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Autowired Rules rules;
  @Autowired RuleBook book;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private static Proposal proposal(String rule, String from) {
    return new Proposal(rule, LocalDate.parse(from), "Ours from " + from, "The board", Map.of());
  }

  private void publish(Proposal proposal) {
    transaction.executeWithoutResult(status -> book.publish(proposal, "pat", NOW, TODAY));
  }

  private static void refused(
      Runnable work, Class<? extends NotPublished.Problem> problem, String words) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            NotPublished.class, refused -> assertThat(refused.problem()).isInstanceOf(problem))
        .hasMessageContaining(words);
  }

  @Test
  void aChangeHoldsFromItsDayAndAnAnswerForAnEarlierDayIsTheSameAsBefore() {
    Rules.Version before = rules.on("uniformed-ranks", TODAY);
    publish(proposal("uniformed-ranks", "2027-01-01"));
    publish(proposal("uniformed-ranks", "2027-07-01"));
    assertThat(rules.on("uniformed-ranks", TODAY)).isEqualTo(before);
    assertThat(rules.on("uniformed-ranks", LocalDate.of(2026, 12, 31))).isEqualTo(before);
    assertThat(rules.on("uniformed-ranks", LocalDate.of(2027, 6, 30)).text())
        .isEqualTo("Ours from 2027-01-01");
    assertThat(rules.on("uniformed-ranks", LocalDate.of(2027, 7, 1)).text())
        .isEqualTo("Ours from 2027-07-01");
    assertThat(rules.versions("uniformed-ranks")).hasSize(3);
    refused(
        () -> publish(proposal("uniformed-ranks", "2027-07-01")),
        NotPublished.Overlapping.class,
        "1 Jul 2027");
    refused(
        () -> publish(proposal("uniformed-ranks", "2027-03-01")),
        NotPublished.Overlapping.class,
        "nothing that was published is edited");
    assertThat(rules.versions("uniformed-ranks")).hasSize(3);
  }

  @Test
  void refusesADayThatIsNotAfterTodayAndOneFarAway() {
    refused(
        () -> publish(proposal("related-instruction", "2026-11-23")),
        NotPublished.Backdated.class,
        "24 Nov 2026");
    refused(
        () -> publish(proposal("related-instruction", "2036-11-24")),
        NotPublished.TooFar.class,
        "ten years");
    refused(
        () -> publish(proposal("no-such-rule", "2027-01-01")),
        NotPublished.UnknownRule.class,
        "no-such-rule");
  }

  @Test
  void refusesWhatIsMissingOrBeyondTheLaw() {
    LocalDate from = LocalDate.of(2026, 12, 1);
    refused(
        () -> publish(new Proposal("section-127", from, "Ours", "The board", Map.of())),
        NotPublished.FigureMissing.class,
        "Free of tax");
    refused(
        () ->
            publish(
                new Proposal(
                    "section-127", from, "Ours", "The board", Map.of("yearly_cents", 525_001L))),
        NotPublished.BeyondLaw.class,
        "$5,250.01");
    refused(
        () ->
            publish(
                new Proposal(
                    "section-127", from, "Ours", "The board", Map.of("yearly_cents", -1L))),
        NotPublished.FigureOutside.class,
        "not within");
    refused(
        () ->
            publish(
                new Proposal(
                    "section-127", from, "Ours", "The board", Map.of("yearly_cents", 1L, "x", 1L))),
        NotPublished.FigureUnknown.class,
        "yearly_cents");
    refused(
        () ->
            publish(
                new Proposal("section-127", from, " ", "The board", Map.of("yearly_cents", 1L))),
        NotPublished.WordsMissing.class,
        "what holds");
    assertThat(
            book.problem(
                new Proposal(
                    "section-127", from, "Ours", "The board", Map.of("yearly_cents", 525_000L)),
                TODAY))
        .isEmpty();
    assertThat(rules.versions("section-127")).hasSize(2);
  }

  @Test
  void theDatabaseRefusesToEditDeleteBackdateOrOverlap() {
    publish(proposal("tax-year", "2027-01-01"));
    for (String sql :
        new String[] {
          "update rules.version set words = 'x' where rule = 'tax-year'",
          "delete from rules.version where rule = 'tax-year'",
          "truncate rules.version",
          insert("2026-12-31", "2026-11-23"),
          insert("2027-02-01", "2027-02-01")
        }) {
      assertThatThrownBy(() -> jdbc.sql(sql).update())
          .as(sql)
          .hasMessageMatching("(?s).*(never changed|later one|not_backdated).*");
    }
    assertThat(rules.versions("tax-year")).hasSize(2);
  }

  private static String insert(String from, String on) {
    return """
    insert into rules.version (rule, holds_from, words, source, figures, published_by, published_at, published_on)
    values ('tax-year', '%s', 'x', 'x', '{}', 'x', now(), '%s')
    """
        .formatted(from, on);
  }

  @Test
  void ofSeveralWhoPublishForTheSameDayAtOnceOneDoes() {
    long published =
        IntStream.range(0, 4)
            .mapToObj(n ->
                CompletableFuture.supplyAsync(() -> {
                  publish(proposal("related-instruction", "2027-09-01"));
                  return 1L;
                }))
            .toList()
            .stream()
            .mapToLong(work -> {
              try {
                return work.join();
              } catch (CompletionException refused) {
                assertThat(refused.getCause()).isInstanceOf(NotPublished.class);
                return 0;
              }
            })
            .sum();
    assertThat(published).isEqualTo(1);
  }
}

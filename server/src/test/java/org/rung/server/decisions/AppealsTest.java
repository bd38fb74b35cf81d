package org.rung.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Who may ask, who may answer, and that each happens once.
@RungTest
@TestPropertySource(properties = "rung.test=my-path")
class AppealsTest {
  private static final Optional<String> NOBODY = Optional.empty();
  private static long next = 9_000_000;

  @Autowired private Appeals appeals;
  @Autowired private Decisions decisions;
  @Autowired private JdbcClient jdbc;

  private final long person = next++;

  private Matter.OfDecision decided() {
    return decided(Instant.now());
  }

  private Matter.OfDecision decided(Instant at) {
    return new Matter.OfDecision(
        decisions.record(
            new Decision(
                person,
                "plan",
                "1",
                "No place in this plan",
                List.of("All seats are taken."),
                Map.of("role", "Clerk"),
                "pat@example.org",
                at)),
        "");
  }

  private Appeal ask(Matter matter, String words) {
    return appeals.ask(person, "X-" + person, matter, words, "eli@example.org");
  }

  @Test
  void anAppealHasTheDeadlineOfTheRule() {
    Appeal appeal = ask(decided(), "A seat is free.");
    assertThat(appeal.deadline()).isEqualTo(appeals.today().plusDays(14));
    assertThat(appeal.overdue(appeal.deadline())).isFalse();
    assertThat(appeal.overdue(appeal.deadline().plusDays(1))).isTrue();
  }

  @Test
  void aDecisionIsAppealedForSixtyDaysAfterItsDay() {
    Instant then =
        appeals.today().minusDays(60).atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant();
    assertThat(ask(decided(then), "It is not too late.").open()).isTrue();
    Matter.OfDecision late = decided(then.minus(Duration.ofDays(1)));
    assertThatThrownBy(() -> ask(late, "It is too late."))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("could be appealed until");
  }

  @Test
  void neitherWhoDecidedNorWhoAsksAnswers() {
    Appeal appeal = ask(decided(), "A seat is free.");
    for (String[] by :
        new String[][] {
          {"pat@example.org", "", "second person"},
          {"PAT@example.org", "", "second person"},
          {"eli@example.org", "", "yourself"},
          {"quinn@example.org", "X-" + person, "yourself"}
        }) {
      assertThatThrownBy(() ->
              appeals.answer(
                  appeal.id(),
                  Ruling.CHANGED,
                  "It is so.",
                  by[0],
                  Optional.of(by[1]).filter(id -> !id.isEmpty())))
          .isInstanceOf(Refused.class)
          .hasMessageContaining(by[2]);
    }
    assertThat(appeals.get(appeal.id()).open()).isTrue();
  }

  @Test
  void anAnswerIsADecisionThatThePersonSeesAndMayAppealToAThirdPerson() {
    Appeal appeal = ask(decided(), "A seat is free.");
    Appeal answered =
        appeals.answer(
            appeal.id(), Ruling.UPHELD, "The seat was taken.", "quinn@example.org", NOBODY);
    Recorded answer = decisions.about(person).getFirst();
    assertThat(answer.number()).isEqualTo(answered.answer().orElseThrow().decision());
    assertThat(answer.decision().outcome())
        .isEqualTo("After your appeal it stays: No place in this plan");
    assertThat(answer.decision().reasons()).containsExactly("The seat was taken.");
    assertThat(answer.decision().dataUsed()).containsEntry("what you wrote", "A seat is free.");

    Appeal again = ask(new Matter.OfDecision(answer.number(), ""), "I asked the school.");
    for (String before : List.of("pat@example.org", "quinn@example.org")) {
      assertThat(appeals.barred(again, before, NOBODY)).isPresent();
    }
    assertThat(appeals.barred(again, "robin@example.org", NOBODY)).isEmpty();
  }

  @Test
  void aSecondClickIsTheSameAppealAndOtherWordsAreRefused() {
    Matter decision = decided();
    Appeal appeal = ask(decision, "A seat is free.");
    assertThat(ask(decision, " A seat is free. ")).isEqualTo(appeal);
    assertThatThrownBy(() -> ask(decision, "And another thing."))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("nothing was added");
  }

  @Test
  void twentyAtOnceAskOnceAndAnswerOnce() throws Exception {
    Matter pathway = new Matter.OfPathway("Driver, through a school");
    assertThat(atOnce(20, n -> () -> ask(pathway, "I would like to drive.").id())).hasSize(1);
    long id = appeals.of(person).getFirst().id();
    int before = decisions.about(person).size();
    int[] refused = {0};
    atOnce(
        20,
        n ->
            () -> {
              try {
                return appeals
                    .answer(id, Ruling.CHANGED, "From " + n, "planner" + n + "@example.org", NOBODY)
                    .answer()
                    .orElseThrow()
                    .decision();
              } catch (Refused e) {
                synchronized (refused) {
                  refused[0]++;
                }
                return -1L;
              }
            });
    assertThat(refused[0]).isEqualTo(19);
    assertThat(decisions.about(person)).hasSize(before + 1);
  }

  private static java.util.Set<Long> atOnce(
      int threads, java.util.function.IntFunction<Callable<Long>> deed) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Long>> all =
          pool.invokeAll(java.util.stream.IntStream.range(0, threads).mapToObj(deed).toList());
      java.util.Set<Long> seen = new java.util.HashSet<>();
      for (Future<Long> one : all) {
        seen.add(one.get());
      }
      return seen;
    }
  }

  @Test
  void aDecisionAboutSomebodyElseIsNotThere() {
    Matter mine = decided();
    assertThatThrownBy(
            () -> appeals.ask(person + 500, "X-0", mine, "Let me see.", "other@example.org"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("about you");
  }

  @Test
  void anAnswerBeforeAnAppealAndASecondAnswerAreRefusedInWords() {
    assertThatThrownBy(() -> appeals.answer(0, Ruling.UPHELD, "No.", "quinn@example.org", NOBODY))
        .isInstanceOf(NotFound.class)
        .hasMessage("There is no appeal 0.");
    Appeal appeal = ask(new Matter.OfFact("Pay", "$10.00", "$11.00"), "My payslip says so.");
    appeals.answer(appeal.id(), Ruling.CHANGED, "It is $11.00.", "quinn@example.org", NOBODY);
    assertThatThrownBy(
            () -> appeals.answer(appeal.id(), Ruling.UPHELD, "No.", "quinn@example.org", NOBODY))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("an answer never changes");
    assertThat(ask(new Matter.OfFact("Pay", "$10.00", "$11.00"), "My payslip says so.").open())
        .as("once answered, the same fact may be challenged anew")
        .isTrue();
  }

  @Test
  void theDatabaseKeepsAppealsAndAnswersAsTheyAre() {
    Appeal appeal = ask(new Matter.OfFact("Site", "North", "South"), "I moved.");
    assertThatThrownBy(
            () -> jdbc.sql("delete from decisions.appeal where id = " + appeal.id()).update())
        .hasMessageContaining("never deleted");
    assertThatThrownBy(() ->
            jdbc.sql("update decisions.appeal set words = 'x' where id = " + appeal.id()).update())
        .hasMessageContaining("keeps what the person wrote");
    appeals.answer(appeal.id(), Ruling.UPHELD, "The file says North.", "quinn@example.org", NOBODY);
    assertThatThrownBy(() ->
            jdbc.sql("update decisions.appeal set reasons = 'x' where id = " + appeal.id())
                .update())
        .hasMessageContaining("never changes");
  }

  @Test
  void everyDeedIsAudited() {
    Appeal appeal = ask(new Matter.OfFact("Role", "Clerk", "Baker"), "I bake.");
    appeals.answer(appeal.id(), Ruling.CHANGED, "True.", "quinn@example.org", NOBODY);
    assertThat(
            jdbc.sql("select subject from access.audit where subject like :subject order by id")
                .param("subject", "appeal %d of person %%".formatted(appeal.id()))
                .query(String.class)
                .list())
        .containsExactly(
            "appeal %d of person %s, asked".formatted(appeal.id(), appeal.name()),
            "appeal %d of person %s, answered".formatted(appeal.id(), appeal.name()));
  }
}

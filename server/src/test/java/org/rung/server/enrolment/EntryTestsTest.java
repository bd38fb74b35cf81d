package org.rung.server.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.decisions.Decisions;
import org.rung.server.enrolment.EnrolmentWorld.Planned;
import org.rung.server.enrolment.EnrolmentWorld.Size;
import org.rung.server.ledger.Ledger;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// An entry test stands before a place: who passes can accept, who cannot any more leaves the seat
/// to the next.
@RungTest
@TestPropertySource(properties = {"rung.test=enrolment", "rung.jobs.work=false"})
class EntryTestsTest {
  private static final String PAT = "pat@example.org";

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Ledger ledger;
  @Autowired private Offers offers;
  @Autowired private Offerings offerings;
  @Autowired private Preparing preparing;
  @Autowired private Sending sending;
  @Autowired private Enrolments enrolments;
  @Autowired private EntryTests tests;
  @Autowired private TestResults results;
  @Autowired private TestFile file;
  @Autowired private Decisions decisions;

  private EnrolmentWorld world;
  private LocalDate today;
  private Planned planned;

  @BeforeEach
  void twoOffersOfAProgrammeWithATest() {
    world = new EnrolmentWorld(jdbc, transaction, ledger);
    today = enrolments.today();
    planned = world.plan(new Size(4, 2, 2, 100_000, false), today.plusDays(60));
    world.grant(planned, 1_000_000);
    tests.set(
        new EntryTest(
            planned.programme(),
            "",
            "",
            "Logic",
            "At the school.",
            "",
            60,
            40,
            2,
            14,
            365,
            true,
            0),
        PAT);
    Terms terms = new Terms(1, today, 7, 10, planned.costCentre());
    offerings.ask(planned.plan(), terms, PAT);
    preparing.prepare(planned.plan(), terms, today, PAT);
    sending.due(today).forEach(offer -> sending.send(offer, today));
  }

  private Offer offer(int n) {
    return offers.sentTo(planned.person(n)).getFirst();
  }

  private String name(int n) {
    return jdbc.sql("select employer_id from people.person where id = :id")
        .param("id", planned.person(n))
        .query(String.class)
        .single();
  }

  @Test
  void whoPassesCanAcceptAndNobodyBefore() {
    assertThatThrownBy(() -> offers.accept(planned.person(0), offer(0).id(), "w0"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Take the entry test first: Logic.")
        .hasMessageContaining("40 of 60 points are needed; you have 2 tries left");
    assertThat(tests.waiting(tests.get(planned.programme()))).hasSize(2);
    assertThat(results.take(planned.programme(), name(0), today, 40, "school")).isTrue();
    assertThat(offers.accept(planned.person(0), offer(0).id(), "w0").state())
        .isEqualTo(State.ENROLLED);
    assertThat(
            decisions.about(planned.person(0)).stream()
                .map(told -> told.decision().outcome())
                .toList())
        .anyMatch(outcome -> outcome.startsWith("Entry test passed: Logic for Class"));
    assertThat(tests.waiting(tests.get(planned.programme()))).hasSize(1);
  }

  @Test
  void theLetterOfTheOfferSaysWhatIsToBePassed() {
    assertThat(
            world.one(
                "select count(*) from letters.letter where kind = 'offer' and fields::text like '%Logic, 40 of 60 points%' and person_id = "
                    + planned.person(0)))
        .isOne();
  }

  @Test
  void whoCannotPassInTimeLeavesTheSeatToTheNext() {
    results.take(planned.programme(), name(1), today, 12, "school");
    // The next try is 14 days away, the offer ends in 10.
    assertThat(offer(1).state()).isEqualTo(OfferState.WITHDRAWN);
    assertThat(offer(1).reason()).contains("entry test");
    assertThat(offers.sentTo(planned.person(2))).hasSize(1);
    assertThat(offer(0).state()).isEqualTo(OfferState.OPEN);
  }

  @Test
  void theSameResultAgainIsNoneAndAnotherOfThatDayIsACorrection() {
    results.take(planned.programme(), name(0), today, 39, "school");
    assertThat(results.take(planned.programme(), name(0), today, 39, "school")).isFalse();
    assertThatThrownBy(() -> results.take(planned.programme(), name(0), today, 45, "school"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Correct that result");
    long wrong = tests.results(planned.programme()).getFirst().id();
    results.correct(planned.programme(), wrong, 45, "Added up wrong.", PAT);
    results.correct(planned.programme(), wrong, 45, "Added up wrong.", PAT);
    assertThat(tests.results(planned.programme()))
        .singleElement()
        .satisfies(result -> {
          assertThat(result.passed()).isTrue();
          assertThat(result.reason()).isEqualTo("Added up wrong.");
        });
    assertThatThrownBy(() -> results.correct(planned.programme(), wrong, 46, "Again.", PAT))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("meanwhile");
    assertThat(
            world.one(
                "select count(*) from enrolment.test_result where programme_id = "
                    + planned.programme()))
        .isEqualTo(2);
  }

  @Test
  void ofManyReportsAtOnceNoMoreAreTakenThanThereAreTries() throws Exception {
    List<Callable<Boolean>> reports =
        IntStream.range(0, 16)
            .<Callable<Boolean>>mapToObj(n ->
                () -> {
                  try {
                    return results.take(
                        planned.programme(), name(3), today.minusDays(n * 14L), n, "school");
                  } catch (Refused refused) {
                    return false;
                  }
                })
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> report : threads.invokeAll(reports)) {
        report.get();
      }
    }
    // Whichever came first: in no 365 days are there more than two.
    assertThat(tests.results(planned.programme(), planned.person(3))).hasSizeBetween(1, 2);
  }

  @Test
  void aFileIsTakenRowByRowAndTheBadOnesAreTold() {
    String content =
        """
        person_id,day,points
        %s,%s,41
        Nobody,%s,41
        %s,yesterday,41
        %s,%s,61
        %s,%s,many
        """
            .formatted(name(0), today, today, name(1), name(1), today, name(1), today);
    TestFile.Report report = send(content);
    assertThat(report.taken()).isOne();
    assertThat(report.bad()).extracting(TestFile.BadLine::line).containsExactly(3L, 4L, 5L, 6L);
    assertThat(report.bad().getFirst().reason()).contains("Nobody is “Nobody”");
    TestFile.Report again = send(content);
    assertThat(again.taken()).isZero();
    assertThat(again.same()).isOne();
    assertThatThrownBy(() -> send("who,when\n1,2\n"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has no column person_id, day, points");
  }

  private TestFile.Report send(String content) {
    return file.read(
        planned.programme(),
        "results.csv",
        new ByteArrayInputStream(content.getBytes(UTF_8)),
        "school");
  }

  @Test
  void aTestNoLongerAskedForStandsBeforeNobody() {
    EntryTest test = tests.get(planned.programme());
    tests.set(
        new EntryTest(
            test.programme(), "", "", "Logic", "", "", 60, 40, 2, 14, 365, false, test.version()),
        PAT);
    assertThat(offers.accept(planned.person(0), offer(0).id(), "w0").state())
        .isEqualTo(State.ENROLLED);
    assertThatThrownBy(() ->
            tests.set(
                new EntryTest(
                    test.programme(),
                    "",
                    "",
                    "Old",
                    "",
                    "",
                    60,
                    1,
                    2,
                    14,
                    365,
                    true,
                    test.version()),
                PAT))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("meanwhile");
  }
}

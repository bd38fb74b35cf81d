package org.rung.server.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Every hour once: nothing twice, nothing at two places, corrections beside what they correct.
@RungTest
@TestPropertySource(properties = "rung.test=chain")
class HoursTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final LegalStatus WORKED = new LegalStatus(true, "work");
  private static final LocalDate DAY = LocalDate.parse("2026-11-02");
  private static final OptionalLong NOBODY = OptionalLong.empty();
  private static long next = 5_000;

  @Autowired private Hours hours;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  private final long person = next++;

  private Stint stint(String start, int minutes, String key) {
    return new Stint(
        person,
        Stint.Kind.WORK,
        Instant.parse("2026-11-02T%s:00Z".formatted(start)),
        minutes,
        CHICAGO,
        "",
        WORKED,
        "timesheet of " + person,
        key);
  }

  private long enter(Stint... stints) {
    return Optional.ofNullable(
            transaction.execute(status -> hours.enter(List.of(stints), "import")))
        .orElseThrow();
  }

  private long entered(Stint stint) {
    enter(stint);
    return hours.of(person, stint.day(), stint.day()).stream()
        .filter(entry -> entry.stint().key().equals(stint.key()))
        .findFirst()
        .orElseThrow()
        .number();
  }

  private void approve(long number) {
    transaction.executeWithoutResult(s -> hours.approve(number, "mentor", NOBODY));
  }

  private Minutes minutes() {
    return hours.minutes(person, DAY.minusDays(7), DAY.plusDays(7));
  }

  @Test
  void theSameIsNeverEnteredTwiceAndOtherWordsUnderTheSameNameAreRefused() {
    assertThat(enter(stint("14:00", 60, "a"), stint("15:00", 30, "b"))).isEqualTo(2);
    assertThat(enter(stint("14:00", 60, "a"), stint("16:00", 30, "c"))).isEqualTo(1);
    assertThat(minutes()).isEqualTo(new Minutes(0, 120, 0));
    assertThatThrownBy(() -> enter(stint("14:00", 61, "a")))
        .isInstanceOf(NotEntered.class)
        .hasMessageContaining("told something else as “a” before");
  }

  @Test
  void nobodyIsAtTwoPlacesInTheSameMinuteAndTheNextMinuteIsFree() {
    long first = entered(stint("14:00", 60, "a"));
    assertThatThrownBy(() -> enter(stint("14:59", 30, "b")))
        .isInstanceOfSatisfying(
            NotEntered.class,
            refused -> assertThat(refused.why()).isEqualTo(new NotEntered.Overlaps("b", first)));
    assertThat(enter(stint("15:00", 30, "b"), stint("13:30", 30, "c"))).isEqualTo(2);
  }

  @Test
  void twoOfTheSameCallInTheSameMinuteAreRefusedByBothTheirNames() {
    assertThatThrownBy(
            () -> enter(stint("20:00", 30, "c"), stint("18:29", 30, "e"), stint("18:00", 30, "d")))
        .isInstanceOfSatisfying(
            NotEntered.class,
            refused ->
                assertThat(refused.why().words())
                    .isEqualTo("“d” overlaps “e”, which is told with it, of the same person."));
    assertThat(minutes()).as("all or nothing").isEqualTo(Minutes.NONE);
    assertThat(enter(stint("18:00", 30, "d"), stint("18:30", 30, "e"))).isEqualTo(2);
  }

  @Test
  void theSameTwiceInOneCallIsEnteredOnceAndOtherWordsUnderOneNameAreRefused() {
    assertThat(enter(stint("18:00", 30, "d"), stint("18:00", 30, "d"))).isEqualTo(1);
    assertThat(minutes().waiting()).isEqualTo(30);
    assertThatThrownBy(() -> enter(stint("20:00", 30, "f"), stint("20:00", 40, "f")))
        .isInstanceOf(NotEntered.class)
        .hasMessageContaining("tells two different things as “f”");
  }

  @Test
  void ofAFileEveryGoodOneIsTakenAndTheOthersAreToldByTheirPlace() {
    long before = entered(stint("14:00", 60, "a"));
    Hours.Taken taken =
        Optional.ofNullable(
                transaction.execute(status ->
                    hours.take(
                        List.of(
                            stint("13:00", 60, "b"),
                            stint("14:30", 60, "c"),
                            stint("14:00", 60, "a"),
                            stint("15:00", 60, "d"),
                            stint("15:59", 60, "e"),
                            stint("13:00", 61, "b"),
                            stint("16:00", 60, "g")),
                        "import")))
            .orElseThrow();
    assertThat(taken.entered()).isEqualTo(3);
    assertThat(taken.same()).isEqualTo(1);
    assertThat(taken.held())
        .containsOnly(
            java.util.Map.entry(1, new NotEntered.Overlaps("c", before)),
            java.util.Map.entry(4, new NotEntered.OverlapsBeside("e", "d")),
            java.util.Map.entry(5, new NotEntered.ToldTwice("timesheet of " + person, "b")));
    // 14:00 from before, and three of the file.
    assertThat(minutes().waiting()).isEqualTo(4 * 60);
  }

  @Test
  void severalAreApprovedAtOnceButForTheOwnAndWhatDoesNotStand() {
    enter(stint("14:00", 60, "a"), stint("15:00", 60, "b"), stint("16:00", 60, "c"));
    List<Long> all = hours.of(person, DAY, DAY).stream().map(Entry::number).toList();
    approve(all.get(0));
    transaction.executeWithoutResult(s -> hours.refuse(all.get(1), "No.", "mentor", NOBODY));
    List<Long> none =
        transaction.execute(status -> hours.approveAll(all, "eli", OptionalLong.of(person)));
    assertThat(none).isEmpty();
    List<Long> done = transaction.execute(status -> hours.approveAll(all, "mentor", NOBODY));
    assertThat(done).containsExactly(all.get(2));
    assertThat(minutes()).isEqualTo(new Minutes(120, 0, 0));
    Entry approved = hours.get(all.get(2));
    assertThat(approved.ruling().orElseThrow().approved()).isTrue();
    assertThat(approved.ruling().orElseThrow().by()).isEqualTo("mentor");
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(
                s -> hours.refuse(all.get(2), "Too late.", "mentor", NOBODY)))
        .isInstanceOf(NotEntered.class)
        .hasMessageContaining("was approved already");
  }

  @Test
  void aRefusedCorrectionTellsBothReasons() {
    long wrong = entered(stint("14:00", 60, "a"));
    long right =
        Optional.ofNullable(
                transaction.execute(status ->
                    hours.correct(
                        wrong, Optional.of(stint("14:00", 90, "x")), "Half more.", "eli")))
            .orElseThrow();
    transaction.executeWithoutResult(s -> hours.refuse(right, "Not seen.", "mentor", NOBODY));
    Entry refused = hours.get(right);
    assertThat(refused.reason()).isEqualTo("Half more.");
    assertThat(refused.ruling().orElseThrow().reason()).isEqualTo("Not seen.");
    assertThat(refused.ruling().orElseThrow().approved()).isFalse();
  }

  @Test
  void ofTwentyAtOnceInTheSameMinuteOneIsEntered() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
      List<Callable<Boolean>> deeds =
          IntStream.range(0, 20)
              .<Callable<Boolean>>mapToObj(n ->
                  () -> {
                    try {
                      return enter(stint("14:%02d".formatted(n), 60, "k" + n)) == 1;
                    } catch (NotEntered | DataAccessException e) {
                      return false;
                    }
                  })
              .toList();
      int entered = 0;
      for (Future<Boolean> done : pool.invokeAll(deeds)) {
        entered += done.get() ? 1 : 0;
      }
      assertThat(entered).isEqualTo(1);
    }
    assertThat(minutes().waiting()).isEqualTo(60);
  }

  @Test
  void aCorrectionTakesThePlaceOfWhatItCorrectsAndBothStay() {
    long wrong = entered(stint("14:00", 60, "a"));
    approve(wrong);
    assertThat(minutes().approved()).isEqualTo(60);
    long right =
        Optional.ofNullable(
                transaction.execute(status ->
                    hours.correct(
                        wrong, Optional.of(stint("14:00", 90, "x")), "Half an hour more.", "eli")))
            .orElseThrow();
    assertThat(minutes()).isEqualTo(new Minutes(0, 90, 0));
    approve(right);
    assertThat(minutes()).isEqualTo(new Minutes(90, 0, 0));
    assertThat(hours.of(person, DAY, DAY))
        .extracting(Entry::number, Entry::stands)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(wrong, false),
            org.assertj.core.groups.Tuple.tuple(right, true));
    assertThatThrownBy(() ->
            transaction.execute(
                status -> hours.correct(wrong, Optional.empty(), "Something else.", "eli")))
        .isInstanceOf(NotEntered.class)
        .hasMessageContaining("does not stand");
    transaction.execute(status -> hours.correct(right, Optional.empty(), "Was ill.", "eli"));
    assertThat(minutes()).isEqualTo(Minutes.NONE);
    assertThat(enter(stint("14:00", 30, "again"))).as("the minutes are free again").isEqualTo(1);
  }

  @Test
  void whatIsRefusedDoesNotStandAndNobodyApprovesTheOwn() {
    long number = entered(stint("14:00", 60, "a"));
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(
                status -> hours.approve(number, "eli", OptionalLong.of(person))))
        .isInstanceOf(NotEntered.class)
        .hasMessageContaining("your own hours");
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(s -> hours.refuse(number, " ", "mentor", NOBODY)))
        .isInstanceOf(NotEntered.class)
        .hasMessageContaining("Say why");
    transaction.executeWithoutResult(s -> hours.refuse(number, "Not here.", "mentor", NOBODY));
    assertThat(hours.get(number).stands()).isFalse();
    assertThat(hours.get(number).reason()).isEqualTo("Not here.");
    assertThat(minutes()).isEqualTo(Minutes.NONE);
    assertThatThrownBy(() -> approve(number)).isInstanceOf(NotEntered.class);
  }

  @Test
  void minutesCountOnTheDayOfTheSiteOnWhichTheyBegin() {
    // 05:30 UTC is 23:30 of the day before in Chicago.
    Stint night = stint("05:30", 60, "night");
    assertThat(night.day()).isEqualTo(LocalDate.parse("2026-11-01"));
    enter(night);
    assertThat(hours.minutes(person, DAY, DAY)).isEqualTo(Minutes.NONE);
    assertThat(hours.minutes(person, DAY.minusDays(1), DAY.minusDays(1)).waiting()).isEqualTo(60);
  }

  @Test
  void aClassThatIsNotWorkedIsCountedApart() {
    Stint instruction =
        new Stint(
            person,
            Stint.Kind.CLASS,
            Instant.parse("2026-11-02T20:00:00Z"),
            120,
            CHICAGO,
            "enrolment 17",
            new LegalStatus(false, "29 CFR 785.32"),
            "class 3 of " + person,
            "session 1");
    approve(entered(instruction));
    approve(entered(stint("14:00", 60, "a")));
    assertThat(minutes()).isEqualTo(new Minutes(60, 0, 120));
    int[] seen = {0};
    hours.everybody(
        DAY,
        DAY,
        (all, who) -> {
          if (who == person) {
            seen[0]++;
            assertThat(all).isEqualTo(new Minutes(60, 0, 120));
          }
        });
    assertThat(seen[0]).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update hours.entry set minutes = 1",
        "delete from hours.entry",
        "truncate hours.standing",
        "update hours.standing set minutes = 1",
        "delete from hours.standing",
        "insert into hours.standing select * from hours.standing",
        "delete from hours.approval"
      })
  void theDatabaseRefusesWhateverGoesPastTheEntries(String sql) {
    enter(stint("14:00", 60, "a"));
    assertThatThrownBy(() -> jdbc.sql(sql).update()).isInstanceOf(DataAccessException.class);
  }
}

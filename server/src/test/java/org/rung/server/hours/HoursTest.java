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
    assertThatThrownBy(() -> enter(stint("18:00", 30, "d"), stint("18:29", 30, "e")))
        .as("two of the same file")
        .isInstanceOf(DataAccessException.class);
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

package org.rung.server.timesheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.server.rules.RulesAsShipped;

/// Times as people and timesheets write them. In 2026 the clock of Chicago is put forward at 02:00
/// on 8 March and back at 02:00 on 1 November.
class SiteTimeTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  private static SiteTime.When read(String day, String from, String to, String minutes) {
    return SiteTime.read(day, from, to, minutes, CHICAGO);
  }

  @ParameterizedTest(name = "{0} {1} to {2}")
  @CsvSource({
    "2026-11-02, 08:00, 16:30, 2026-11-02T14:00:00Z, 510",
    "2026-11-02, 8:00, 4:30 PM, 2026-11-02T14:00:00Z, 510",
    "2026-11-02, 8 am, 4:30pm, 2026-11-02T14:00:00Z, 510",
    "2026-11-02, 08:00:00, 16:30:00, 2026-11-02T14:00:00Z, 510",
    // As a spreadsheet keeps a time without its day.
    "2026-11-02, 0.333333333333333, 0.6875, 2026-11-02T14:00:00Z, 510",
    "'', 2026-11-02T08:00, 2026-11-02 16:30, 2026-11-02T14:00:00Z, 510",
    "'', 2026-11-02T14:00Z, 2026-11-02T16:30-06:00, 2026-11-02T14:00:00Z, 510",
    // An end that is not after the beginning is on the next day.
    "2026-11-02, 22:00, 06:00, 2026-11-03T04:00:00Z, 480",
    "2026-11-02, 12:00, 12:00, 2026-11-02T18:00:00Z, 1440",
    // Through the night on which the clock is put forward an hour is missing, on the other it comes
    // twice.
    "2026-03-07, 22:00, 06:00, 2026-03-08T04:00:00Z, 420",
    "2026-10-31, 22:00, 06:00, 2026-11-01T03:00:00Z, 540",
    "2026-11-01, 00:30, 02:30, 2026-11-01T05:30:00Z, 180",
    // The same time by the clock, an hour apart.
    "2026-11-01, 01:30-05:00, 01:30-06:00, 2026-11-01T06:30:00Z, 60",
  })
  void isWhatTheClockOnTheWallSays(
      String day, String from, String to, Instant starts, int minutes) {
    assertThat(read(day, from, to, "")).isEqualTo(new SiteTime.When(starts, minutes));
  }

  @ParameterizedTest(name = "{0} {1} to {2}, {3}: {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-08 | 02:30 | 04:00 | '' | from | 02:30 does not exist on 8 Mar 2026 in"
            + " America/Chicago: the clock goes from 02:00 to 03:00.",
        "2026-03-08 | 01:00 | 02:59 | '' | to | 02:59 does not exist on 8 Mar 2026",
        "2026-11-01 | 01:30 | 04:00 | '' | from | 01:30 comes twice on 1 Nov 2026 in"
            + " America/Chicago: the clock is put back. Write 01:30-05:00 or 01:30-06:00.",
        "2026-10-31 | 22:00 | 01:00 | '' | to | 01:00 comes twice",
        "2026-11-02 | 08:00 | '' | '' | to | There is no end.",
        "2026-11-02 | '' | 09:00 | '' | from | There is no time.",
        "'' | 08:00 | 09:00 | '' | day | There is no day.",
        "2026-02-30 | 08:00 | 09:00 | '' | day | is no day",
        "2026-11-02 | 25:00 | 09:00 | '' | from | “25:00” is no time.",
        "2026-11-02 | eight | 09:00 | '' | from | “eight” is no time.",
        "2026-11-02 | 08:00:30 | 09:00 | '' | from | is no whole minute",
        "2026-11-02 | 08:00 | 09:00 | 61 | minutes | are 60 minutes by the clock of"
            + " America/Chicago, not 61.",
        "2026-11-02 | 08:00 | '' | 1441 | minutes | are no minutes",
        "2026-11-02 | 08:00 | '' | 0 | minutes | are no minutes",
        "2026-11-02 | 08:00 | 2026-11-04T09:00 | '' | to | not within 24 hours",
        "2026-11-02 | 08:00 | 2026-11-01T09:00 | '' | to | not within 24 hours",
        "2026-11-03 | 2026-11-02T08:00 | 09:00 | '' | day | are of different days",
        "2026-11-02 | 08:00+99:00 | 09:00 | '' | from | is no time",
      })
  void whatIsUnclearIsToldAndNotGuessed(
      String day, String from, String to, String minutes, String field, String words) {
    assertThatThrownBy(() -> read(day, from, to, minutes))
        .isInstanceOfSatisfying(
            SiteTime.Unclear.class,
            unclear -> {
              assertThat(unclear.field()).isEqualTo(field);
              assertThat(unclear.words()).contains(words);
            });
  }

  @Test
  void minutesThatAreGivenAreElapsedOnesAlsoWhereTheClockChanges() {
    assertThat(read("2026-10-31", "22:00", "", "480").minutes()).isEqualTo(480);
    assertThat(read("2026-10-31", "22:00", "06:00", "540").minutes()).isEqualTo(540);
  }

  @ParameterizedTest(name = "{0}: {1} to {2}")
  @CsvSource({
    "2026-01-01, 2026-01-01, 2026-03-31",
    "2026-03-31, 2026-01-01, 2026-03-31",
    "2026-04-01, 2026-04-01, 2026-06-30",
    "2026-12-31, 2026-10-01, 2026-12-31",
    "2028-02-29, 2028-01-01, 2028-03-31"
  })
  void aMeasurementPeriodIsAQuarterAsTheRuleSays(LocalDate day, LocalDate from, LocalDate to) {
    assertThat(Span.measured(day, RulesAsShipped.in("US"))).isEqualTo(new Span(from, to));
  }

  @Test
  void aWeekBeginsOnMondayAndDaysPassedAreThoseUpToToday() {
    Span week = Span.week(LocalDate.parse("2026-11-08"));
    assertThat(week.from()).isEqualTo("2026-11-02");
    assertThat(week.days()).isEqualTo(7);
    assertThat(week.passed(LocalDate.parse("2026-11-01"))).isZero();
    assertThat(week.passed(LocalDate.parse("2026-11-02"))).isEqualTo(1);
    assertThat(week.passed(LocalDate.parse("2026-12-02"))).isEqualTo(7);
  }
}

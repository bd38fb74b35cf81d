package org.rung.server.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.server.rules.Rules;
import org.rung.server.rules.RulesAsShipped;

/// Thresholds at their boundaries; each name states the clause.
class MeasuredTest {
  private static final Rules RULES = RulesAsShipped.in("US");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");

  private static Measured weeks(int weeks, long minutes) {
    return new Measured(MONDAY, MONDAY.plusWeeks(weeks).minusDays(1), minutes);
  }

  @ParameterizedTest(name = "{0} minutes in one week: {1}")
  @CsvSource({"1200, false", "1201, true", "1206, true", "0, false"})
  void benefitsBeginWithMoreThan20HoursAWeekOnAverageSo20Point0IsNotEnough(
      long minutes, boolean met) {
    Measured week = weeks(1, minutes);
    assertThat(week.benefits(RULES, week.to(), 0).met()).isEqualTo(met);
  }

  @Test
  void theAverageIsOverTheWholePeriodNotOverEachWeek() {
    // 25 hours and 15 hours: 20.0 on average; a minute more is more than 20.
    assertThat(weeks(2, 1_500 + 900).benefits(RULES, MONDAY.plusDays(13), 0).met()).isFalse();
    assertThat(weeks(2, 1_500 + 901).benefits(RULES, MONDAY.plusDays(13), 0).met()).isTrue();
    assertThat(weeks(4, 4_824).hoursAWeek()).isEqualTo(20.1);
  }

  @ParameterizedTest(name = "{0} to {1}, {2} minutes: {3}")
  @CsvSource({
    // February, March, April 2027: 89 days; 30 hours a week are 22,885.7 minutes, 130 a month
    // 23,400.
    "2027-02-01, 2027-04-30, 22885, false",
    "2027-02-01, 2027-04-30, 22886, true",
    // July, August, September: 92 days; 30 hours a week are 23,657.1 minutes, 130 a month 23,400.
    "2027-07-01, 2027-09-30, 23399, false",
    "2027-07-01, 2027-09-30, 23400, true",
    // A leap year: 366 days, 12 months.
    "2028-01-01, 2028-12-31, 93599, false",
    "2028-01-01, 2028-12-31, 93600, true"
  })
  void fullTimeIs30HoursAWeekOr130AMonthWhicheverIsReached(
      LocalDate from, LocalDate to, long minutes, boolean met) {
    assertThat(new Measured(from, to, minutes).fullTime(RULES, to, 0).met()).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-01, 2027-02-28", // two months
    "2027-01-01, 2027-03-30", // a day short of three
    "2027-01-01, 2028-01-01", // a day beyond twelve
    "2027-01-01, 2028-01-31" // thirteen
  })
  void fullTimeIsMeasuredOver3To12Months(LocalDate from, LocalDate to) {
    assertThatThrownBy(() -> new Measured(from, to, 0).fullTime(RULES, to, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 to 12 months");
  }

  @Test
  void aPeriodOfWholeWeeksIsMeasuredByTheWeekAlone() {
    // 13 weeks of 30 hours; three months of 130 hours would be as many, 14 weeks are not.
    Measured weeks = new Measured(LocalDate.parse("2026-01-05"), LocalDate.parse("2026-04-12"), 0);
    assertThat(weeks.fullTime(RULES, weeks.to(), 0).needed()).isEqualTo(14 * 30 * 60);
  }

  @Test
  void itSaysWhatIsMissingAndWhenItWillBeMet() {
    // Four weeks need 4,801 minutes; 2,401 are missing after two weeks.
    Measured half = weeks(4, 2_400);
    LocalDate today = MONDAY.plusDays(13);
    Measured.Answer answer = half.benefits(RULES, today, 1_260);
    assertThat(answer.met()).isFalse();
    assertThat(answer.needed()).isEqualTo(2_401);
    // 180 minutes a day: on the fourteenth day of the other two weeks.
    assertThat(answer.metOn()).contains(today.plusDays(14));
    assertThat(answer.paceNeeded().orElseThrow()).isEqualTo(2_401 * 7 / 14.0 / 60);
    assertThat(half.benefits(RULES, today, 1_200).metOn()).as("a minute short").isEmpty();
    assertThat(half.benefits(RULES, today, 0).metOn()).isEmpty();
    Measured.Answer over = half.benefits(RULES, half.to(), 1_260);
    assertThat(over.metOn()).isEmpty();
    assertThat(over.paceNeeded()).isEmpty();
    assertThat(over.clause().rule()).isEqualTo("benefit-threshold");
  }
}

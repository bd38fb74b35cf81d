package org.rung.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The boundary of each clause that has one.
class ClausesTest {
  private final Rules rules = RulesAsShipped.in("US");

  private Rules.Version on(String rule, String day) {
    return rules.on(rule, LocalDate.parse(day));
  }

  // ---- days of service

  @ParameterizedTest(name = "{2}: hired {0}, asked {1}, open {3}")
  @CsvSource({
    "2026-01-01, 2026-03-31, day 89, false",
    "2026-01-01, 2026-04-01, day 90, true",
    "2024-01-01, 2024-03-30, day 89 of a leap year, false",
    "2024-01-01, 2024-03-31, day 90 of a leap year, true",
    "2024-02-29, 2024-05-28, day 89 from a leap day, false",
    "2024-02-29, 2024-05-29, day 90 from a leap day, true",
    "2017-12-31, 2018-12-30, day 364 of the terms before 2019, false",
    "2017-12-31, 2018-12-31, day 365 of the terms before 2019, true",
    "2018-12-31, 2019-03-30, day 89 of the terms since 2019, false",
    "2018-12-31, 2019-03-31, day 90 of the terms since 2019, true",
  })
  void educationBenefitServiceOpensOnItsLastDayOfService(
      LocalDate hired, LocalDate day, String which, boolean open) {
    EducationService service = new EducationService(rules.on(EducationService.RULE, day));
    Answer answer = service.of(true, Optional.of(hired), day);
    assertThat(answer).isInstanceOf(open ? Answer.Yes.class : Answer.No.class);
    assertThat(answer.asked().day()).isEqualTo(day);
    assertThat(answer.asked().facts())
        .containsKey("Days of service")
        .containsEntry("Paid", "hourly");
    assertThat(service.opensOn(hired).isAfter(day)).isEqualTo(!open);
  }

  @Test
  void educationBenefitServiceCannotTellWithoutAHireDateAndIsForHourlyStaff() {
    EducationService service = new EducationService(on(EducationService.RULE, "2026-05-01"));
    LocalDate day = LocalDate.of(2026, 5, 1);
    assertThat(service.of(true, Optional.empty(), day))
        .isInstanceOfSatisfying(
            Answer.CannotTell.class,
            cannot -> assertThat(cannot.missing()).containsExactly("hired on"));
    assertThat(service.of(false, Optional.of(LocalDate.of(2000, 1, 1)), day))
        .isInstanceOf(Answer.No.class);
    assertThat(service.of(true, Optional.of(LocalDate.of(2026, 5, 9)), day))
        .isInstanceOfSatisfying(
            Answer.No.class, no -> assertThat(no.reason()).contains("90 days").contains("shows 0"));
  }

  // ---- the cap

  @ParameterizedTest(name = "paid {0}, full-time {1}, used {2}: {3} left")
  @CsvSource({
    "2026-12-31, true, 525000, 0",
    "2027-01-01, true, 0, 525000",
    "2026-06-30, true, 524999, 1",
    "2026-06-30, false, 0, 262500",
    "2026-06-30, false, 262500, 0",
  })
  void educationBenefitCapIsThatOfTheCalendarYearOfThePayment(
      LocalDate paidOn, boolean fullTime, long used, long left) {
    EducationCap.Left on =
        new EducationCap(rules.on(EducationCap.RULE, paidOn)).on(paidOn, fullTime, used);
    assertThat(on.leftCents()).isEqualTo(left);
    assertThat(on.asked().facts()).containsKey("Used in " + paidOn.getYear());
  }

  @Test
  void educationBenefitContractChangeCountsTheContractOfTheDayOfPaymentAndWhatWasUsedBefore() {
    EducationCap cap = new EducationCap(on(EducationCap.RULE, "2026-07-01"));
    LocalDate day = LocalDate.of(2026, 7, 1);
    assertThat(cap.on(day, true, 262_500).leftCents())
        .as("part-time until June, all of it used")
        .isEqualTo(262_500);
    assertThat(cap.on(day, false, 400_000).leftCents())
        .as("full-time until June, more used than a part-time year has")
        .isZero();
    assertThat(cap.on(day, false, 100_000).leftCents()).isEqualTo(162_500);
  }

  @ParameterizedTest(name = "{0}: {2} of {1}")
  @CsvSource({
    "2018-12-31, 100000, 95000",
    "2018-12-31, 10, 10",
    "2018-12-31, 9, 9",
    "2018-12-31, 11, 10",
    "2019-01-01, 100001, 100001",
  })
  void educationBenefitSharePaysWholeCents(LocalDate day, long price, long paid) {
    assertThat(new EducationShare(rules.on(EducationShare.RULE, day)).of(price)).isEqualTo(paid);
  }

  // ---- the day of payment and the tax year

  @ParameterizedTest(name = "starts {0}, asked {1}: paid {2}")
  @CsvSource({
    "2026-09-01, 2026-06-01, 2026-08-18",
    "2026-09-01, 2026-08-25, 2026-08-25",
    "2026-09-01, 2026-09-20, 2026-09-20",
    "2026-12-31, 2026-11-23, 2026-12-17",
    "2027-01-01, 2026-11-23, 2027-01-01",
    "2027-01-14, 2026-12-31, 2027-01-01",
    "2027-01-15, 2026-11-23, 2027-01-01",
    "2027-01-16, 2026-11-23, 2027-01-02",
    "2028-03-14, 2028-01-01, 2028-02-29",
  })
  void educationBenefitPaymentDayOfACourseThatStartsNextYearLiesInNextYear(
      LocalDate starts, LocalDate asked, LocalDate paid) {
    assertThat(new PaymentDay(rules.on(PaymentDay.RULE, asked)).of(starts, asked)).isEqualTo(paid);
  }

  @Test
  void taxYearOfAPaymentEndsOn31DecemberAndBeginsOn1January() {
    assertThat(PaymentDay.taxYear(LocalDate.of(2026, 12, 31))).isEqualTo(2026);
    assertThat(PaymentDay.taxYear(LocalDate.of(2027, 1, 1))).isEqualTo(2027);
  }

  // ---- section 127

  @ParameterizedTest(name = "{0} before, {1} now: {2} free, {3} taxable")
  @CsvSource({
    "0, 525000, 525000, 0",
    "0, 525001, 525000, 1",
    "524999, 1, 1, 0",
    "525000, 1, 0, 1",
    "600000, 100, 0, 100",
    "500000, 50000, 25000, 25000",
    "0, 0, 0, 0",
  })
  void section127FreesFiveThousandTwoHundredAndFiftyDollarsToTheCent(
      long before, long amount, long free, long taxable) {
    LocalDate day = LocalDate.of(2026, 12, 31);
    Section127.Split split = new Section127(rules.on(Section127.RULE, day)).of(day, before, amount);
    assertThat(split.freeCents()).hasValue(free);
    assertThat(split.taxableCents()).hasValue(taxable);
    assertThat(split.answer()).isInstanceOf(taxable == 0 ? Answer.Yes.class : Answer.No.class);
  }

  @Test
  void section127OfTaxYearsThatBeginAfter31December2026CannotBeToldBeforeTheIndexedAmountIsKnown() {
    LocalDate day = LocalDate.of(2027, 1, 1);
    Section127.Split split = new Section127(rules.on(Section127.RULE, day)).of(day, 0, 100);
    assertThat(split.freeCents()).isEmpty();
    assertThat(split.taxableCents()).isEmpty();
    assertThat(split.answer())
        .isInstanceOfSatisfying(
            Answer.CannotTell.class,
            cannot ->
                assertThat(cannot.missing())
                    .containsExactly("the amount that is free of tax in 2027"));
  }

  // ---- failure

  @Test
  void educationBenefitFailureStopsPaymentsUntilItIsRepaidOrPassed() {
    LocalDate day = LocalDate.of(2026, 5, 1);
    EducationFailure failure = new EducationFailure(rules.on(EducationFailure.RULE, day));
    assertThat(failure.of(List.of(), day)).isInstanceOf(Answer.Yes.class);
    assertThat(failure.of(List.of(new EducationFailure.Open("Welding 1", 120_050)), day))
        .isInstanceOfSatisfying(
            Answer.No.class,
            no -> {
              assertThat(no.reason()).isEqualTo("Welding 1 was failed or dropped.");
              assertThat(no.change()).isEqualTo("Repay $1,200.50, or pass it at your own cost.");
            });
  }

  // ---- hours

  @ParameterizedTest(name = "{0} minutes in {1} weeks: {2}")
  @CsvSource({
    "1200, 1, false",
    "1201, 1, true",
    "1206, 1, true",
    "4800, 4, false",
    "4801, 4, true",
    "0, 1, false",
  })
  void benefitThresholdIsMoreThanTwentyHoursSoThatTwentyIsNotEnoughAndTwentyPointOneIs(
      long minutes, int weeks, boolean open) {
    LocalDate day = LocalDate.of(2026, 5, 1);
    Answer answer = new BenefitHours(rules.on(BenefitHours.RULE, day)).of(minutes, weeks, day);
    assertThat(answer).isInstanceOf(open ? Answer.Yes.class : Answer.No.class);
    if (answer instanceof Answer.No no) {
      assertThat(no.change()).contains("more in the same time");
    }
  }

  @ParameterizedTest(name = "{0} minutes from {1} to {2}: {3}")
  @CsvSource({
    // 13 weeks of 30 hours, and a minute less.
    "23400, 2026-01-05, 2026-04-05, Yes",
    "23399, 2026-01-05, 2026-04-05, No",
    // Three months of 130 hours, and a minute less; 30 hours a week would be more in 92 days.
    "23400, 2026-07-01, 2026-09-30, Yes",
    "23399, 2026-07-01, 2026-09-30, No",
    "99999, 2026-07-01, 2026-09-29, CannotTell",
    "93599, 2026-01-01, 2026-12-31, No",
    "93600, 2026-01-01, 2026-12-31, Yes",
    "93600, 2026-01-01, 2027-01-01, CannotTell",
  })
  void fullTimeCareIsThirtyHoursAWeekOr130AMonthMeasuredOverThreeToTwelveMonths(
      long minutes, LocalDate first, LocalDate last, String answer) {
    assertThat(
            new BenefitHours.FullTimeCare(rules.on(BenefitHours.FullTimeCare.RULE, last))
                .of(minutes, first, last)
                .getClass()
                .getSimpleName())
        .isEqualTo(answer);
  }

  @ParameterizedTest(name = "agreement {0}, productive work {1}, agreement counts it {2}: {3}")
  @CsvSource({
    "true, false, false, true",
    "false, false, false, false",
    "true, true, false, false",
    "true, false, true, false",
  })
  void relatedInstructionNeedNotCountUnderAWrittenAgreementWithoutProductiveWork29Cfr785_32(
      boolean agreement, boolean work, boolean counts, boolean needNot) {
    LocalDate day = LocalDate.of(2026, 5, 1);
    Answer answer =
        new RelatedInstruction(rules.on(RelatedInstruction.RULE, day))
            .of(agreement, work, counts, day);
    assertThat(answer).isInstanceOf(needNot ? Answer.Yes.class : Answer.No.class);
    assertThat(answer.clause().source()).isEqualTo("29 CFR 785.32");
    assertThat(answer.asked().facts()).hasSize(3);
  }

  // ---- apprenticeships

  @ParameterizedTest(name = "29 CFR 29.5(b)(2): {0} hours on the job, enough {1}")
  @CsvSource({"1999, false", "2000, true", "2001, true"})
  void apprenticeshipHoursBeginAtTheLeast(long hours, boolean enough) {
    Answer answer =
        new ApprenticeshipHours(on(ApprenticeshipHours.RULE, "2026-11-23"))
            .of(hours, LocalDate.of(2026, 11, 23));
    assertThat(answer).isInstanceOf(enough ? Answer.Yes.class : Answer.No.class);
    if (answer instanceof Answer.No no) {
      assertThat(no.reason()).contains("1,999 hours").contains("2,000 hours");
      assertThat(no.change()).isEqualTo("1 hour more.");
    }
  }

  @ParameterizedTest(name = "29 CFR 29.5(b)(4): {0} hours a year for {1} weeks are {2}")
  @CsvSource({"144, 52, 144", "144, 104, 288", "144, 53, 147", "144, 1, 3", "0, 52, 0"})
  void apprenticeshipInstructionIsSoMuchAYearRoundedUp(long yearly, long weeks, long hours) {
    assertThat(ApprenticeshipHours.instruction(yearly, weeks)).isEqualTo(hours);
  }

  @ParameterizedTest(name = "29 CFR 29.5(b)(8): {0} of {1} hours, short enough {2}")
  @CsvSource({"500, 2000, true", "501, 2000, false", "500, 2003, true", "501, 2004, true"})
  void apprenticeshipProbationInHoursIsAtMostAQuarter(long hours, long of, boolean fits) {
    LocalDate day = LocalDate.of(2026, 11, 23);
    assertThat(
            new ApprenticeshipProbation(on(ApprenticeshipProbation.RULE, "2026-11-23"))
                .ofHours(hours, of, day))
        .isInstanceOf(fits ? Answer.Yes.class : Answer.No.class);
  }

  @ParameterizedTest(name = "29 CFR 29.5(b)(8): {0} of {1} days from {2}, short enough {3}")
  @CsvSource({
    "91, 364, 2026-11-23, true",
    "92, 364, 2026-11-23, false",
    "365, 2000, 2026-11-23, true",
    "366, 2000, 2026-11-23, false",
    "366, 2000, 2027-11-23, true",
    "367, 2000, 2027-11-23, false",
  })
  void apprenticeshipProbationInDaysIsAtMostAQuarterOrAYearWhicheverIsShorter(
      long days, long of, LocalDate day, boolean fits) {
    assertThat(
            new ApprenticeshipProbation(rules.on(ApprenticeshipProbation.RULE, day))
                .ofDays(days, of, day))
        .isInstanceOf(fits ? Answer.Yes.class : Answer.No.class);
  }

  @ParameterizedTest(name = "29 CFR 29.5(b)(5): {0} then {1} cents rises {2}")
  @CsvSource({"1500, 1501, true", "1500, 1500, false", "1501, 1500, false"})
  void apprenticeshipWagesRiseWithEveryStepByACentAtLeast(long first, long then, boolean rises) {
    Answer answer =
        new ApprenticeshipWages(on(ApprenticeshipWages.RULE, "2026-11-23"))
            .of(List.of(1_000L, first, then), LocalDate.of(2026, 11, 23));
    assertThat(answer).isInstanceOf(rises ? Answer.Yes.class : Answer.No.class);
    if (answer instanceof Answer.No no) {
      assertThat(no.reason()).contains("Step 3").contains("step 2");
    }
  }

  @ParameterizedTest(name = "{1} hundredths of a percent of {0} cents are {2}")
  @CsvSource({"3001, 6000, 1801", "3001, 5000, 1501", "3000, 10000, 3000", "3333, 6667, 2222"})
  void apprenticeshipWagesAreWholeCentsAndHalfACentIsPaid(long full, long share, long cents) {
    assertThat(ApprenticeshipWages.cents(full, share)).isEqualTo(cents);
  }

  @ParameterizedTest(name = "29 CFR 29.5(b)(7): {0} to {1} fits {2}")
  @CsvSource({"2, 1, true", "3, 1, false", "4, 2, true", "5, 2, false", "1, 3, true"})
  void apprenticeshipRatioOfAProgrammeIsAtMostThatOfTheTerms(long to, long of, boolean fits) {
    assertThat(
            new ApprenticeshipRatio(on(ApprenticeshipRatio.RULE, "2026-11-23"))
                .of(to, of, LocalDate.of(2026, 11, 23)))
        .isInstanceOf(fits ? Answer.Yes.class : Answer.No.class);
  }

  @ParameterizedTest(name = "{0} to {1} with {2} mentors: {3}")
  @CsvSource({"1, 1, 3, 3", "1, 2, 3, 1", "3, 2, 3, 4", "1, 3, 2, 0", "2, 1, 0, 0"})
  void apprenticeshipRatioCountsWholeApprentices(long to, long of, long mentors, long most) {
    assertThat(ApprenticeshipRatio.most(to, of, mentors)).isEqualTo(most);
  }

  @ParameterizedTest(name = "29 CFR 29.7(h): employer {0}, probation {1}, “{2}”, {3}: {4}")
  @CsvSource({
    "true, true, '', 2026-11-23, true",
    "true, false, '', 2026-12-31, false",
    "true, false, No show, 2026-12-06, false",
    "true, false, No show, 2026-12-07, true",
    "false, false, '', 2026-11-23, true",
  })
  void apprenticeshipEndingAfterTheProbationNeedsACauseAndNoticeOfTheEmployerAlone(
      boolean employer, boolean probation, String reason, LocalDate ends, boolean may) {
    assertThat(
            new ApprenticeshipEnding(on(ApprenticeshipEnding.RULE, "2026-11-23"))
                .of(employer, probation, reason, LocalDate.of(2026, 11, 23), ends))
        .isInstanceOf(may ? Answer.Yes.class : Answer.No.class);
  }
}

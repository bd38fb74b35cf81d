package org.rung.server.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private static final List<Rule> SHIPPED = ShippedRules.read();

  private final Rules rules = RulesAsShipped.in("US");

  private static Rules with(EmployerVersions.Own... own) {
    return new Rules(
        SHIPPED,
        rule -> List.of(own).stream().filter(version -> version.rule().equals(rule)).toList(),
        new Place("US"));
  }

  private static EmployerVersions.Own own(String rule, String from, Map<String, Long> figures) {
    return new EmployerVersions.Own(
        rule,
        LocalDate.parse(from),
        "Ours from " + from,
        "The board",
        figures,
        Optional.of(new Rules.Published("pat", LocalDate.parse(from).minusDays(9))));
  }

  @Test
  void answersWithTheClauseThatHoldsOnTheDay() {
    Rules.Version version = rules.on("section-127", LocalDate.of(2026, 5, 1));
    assertThat(version.figure("yearly_cents")).isEqualTo(525_000);
    assertThat(version.clause().source()).contains("127");
  }

  @Test
  void saysThatNoVersionHoldsOnADayOutsideItsDates() {
    assertThatThrownBy(() -> rules.on("section-127", LocalDate.of(1985, 12, 31)))
        .isInstanceOf(Rules.NoSuchRule.class)
        .hasMessageContaining("section-127");
  }

  @ParameterizedTest(name = "{0} on {1}: {2} is {3}")
  @CsvSource({
    "education-benefit-service, 2018-12-31, service_days, 365",
    "education-benefit-service, 2019-01-01, service_days, 90",
    "education-benefit-cap, 2018-12-31, full_time_cents, 300000",
    "education-benefit-cap, 2018-12-31, part_time_cents, 150000",
    "education-benefit-cap, 2019-01-01, full_time_cents, 525000",
    "education-benefit-cap, 2019-01-01, part_time_cents, 262500",
    "education-benefit-share, 2018-12-31, percent, 95",
    "education-benefit-share, 2019-01-01, percent, 100",
    "section-127, 2026-12-31, yearly_cents, 525000",
    "benefit-threshold, 2026-01-01, weekly_minutes, 1200",
    "full-time-care, 2026-01-01, weekly_minutes, 1800",
    "full-time-care, 2026-01-01, monthly_minutes, 7800",
    "apprenticeship-hours, 2026-01-01, on_the_job_hours, 2000",
    "appeal-deadline, 2026-01-01, days, 14",
    "four-fifths, 2026-01-01, ratio_hundredths, 80",
  })
  void givesAFigureByNameAndDay(String rule, LocalDate day, String figure, long value) {
    assertThat(rules.on(rule, day).figure(figure)).isEqualTo(value);
  }

  @Test
  void theIndexedAmountOfSection127IsNotKnownForTaxYearsThatBeginAfter31December2026() {
    Rules.Version version = rules.on("section-127", LocalDate.of(2027, 1, 1));
    assertThat(version.known("yearly_cents")).isEmpty();
    assertThat(version.note()).contains("indexed");
  }

  @Test
  void whatWasNotReadInThePrimaryTextIsSwitchedOffAndSaysWhy() {
    LocalDate day = LocalDate.of(2026, 11, 23);
    for (String rule :
        List.of("apprenticeship-standards", "repayment-on-leaving", "automated-decisions")) {
      for (String place : List.of("US-CA", "US-NY-NYC")) {
        assertThat(RulesAsShipped.in(place).find(rule, day)).as(rule + " in " + place).isEmpty();
      }
      assertThat(rules.versions(rule))
          .isNotEmpty()
          .allSatisfy(version -> assertThat(version.on()).isFalse())
          .allSatisfy(version -> assertThat(version.note()).contains("primary text"));
    }
  }

  @Test
  void ofApprenticeshipsTheTermsHoldAloneUntilTheLawIsRead() {
    LocalDate day = LocalDate.of(2026, 11, 23);
    for (String rule :
        List.of(
            ApprenticeshipProbation.RULE,
            ApprenticeshipWages.RULE,
            ApprenticeshipRatio.RULE,
            ApprenticeshipEnding.RULE)) {
      assertThat(rules.on(rule, day).clause().place()).as(rule).isEqualTo(Place.POLICY);
      assertThat(rules.versions(rule))
          .filteredOn(version -> version.clause().place().equals("US"))
          .hasSize(1)
          .allSatisfy(version -> assertThat(version.on()).isFalse())
          .allSatisfy(version -> assertThat(version.note()).contains("primary text"));
    }
  }

  @Test
  void everyFigureOfEveryVersionHasAMeaningAndEveryVersionASource() {
    assertThat(SHIPPED)
        .allSatisfy(rule ->
            assertThat(rule.all())
                .isNotEmpty()
                .allSatisfy(version -> {
                  assertThat(version.meanings().keySet()).containsAll(version.figures().keySet());
                  assertThat(version.text()).isNotBlank();
                  assertThat(version.source()).isNotBlank();
                }));
    assertThat(SHIPPED.stream().map(rule -> rule.rule() + " " + rule.place()))
        .doesNotHaveDuplicates();
  }

  // ---- places

  @Test
  void theEmployersOwnVersionHoldsFromItsDayAndNotBefore() {
    Rules changed =
        with(own("education-benefit-service", "2027-03-01", Map.of("service_days", 30L)));
    assertThat(
            changed
                .on("education-benefit-service", LocalDate.of(2027, 2, 28))
                .figure("service_days"))
        .isEqualTo(90);
    Rules.Version now = changed.on("education-benefit-service", LocalDate.of(2027, 3, 1));
    assertThat(now.figure("service_days")).isEqualTo(30);
    assertThat(now.clause().text()).isEqualTo("Ours from 2027-03-01");
    assertThat(now.published()).map(Rules.Published::by).contains("pat");
  }

  @Test
  void aLaterVersionClosesTheOneBeforeOnItsEveAndAnswersForEarlierDaysStay() {
    Rules changed =
        with(
            own("education-benefit-share", "2027-03-01", Map.of("percent", 80L)),
            own("education-benefit-share", "2027-06-01", Map.of("percent", 90L)));
    Rules.Version march = changed.on("education-benefit-share", LocalDate.of(2027, 5, 31));
    assertThat(march.figure("percent")).isEqualTo(80);
    assertThat(march.until()).contains(LocalDate.of(2027, 5, 31));
    assertThat(changed.on("education-benefit-share", LocalDate.of(2027, 6, 1)).figure("percent"))
        .isEqualTo(90);
    assertThat(changed.on("education-benefit-share", LocalDate.of(2026, 11, 23)))
        .isEqualTo(rules.on("education-benefit-share", LocalDate.of(2026, 11, 23)));
  }

  @Test
  void aCeilingOfTheLawHoldsAgainstTheEmployerAndIsNamed() {
    Rules wider = with(own("section-127", "2026-02-01", Map.of("yearly_cents", 600_000L)));
    Rules.Version version = wider.on("section-127", LocalDate.of(2026, 3, 1));
    assertThat(version.figure("yearly_cents")).isEqualTo(525_000);
    assertThat(version.bounds()).map(Clause::place).containsExactly("US");
    Rules narrower = with(own("section-127", "2026-02-01", Map.of("yearly_cents", 500_000L)));
    assertThat(narrower.on("section-127", LocalDate.of(2026, 3, 1)).figure("yearly_cents"))
        .isEqualTo(500_000);
    assertThat(narrower.on("section-127", LocalDate.of(2026, 3, 1)).bounds()).isEmpty();
  }

  @Test
  void anAmountThatTheLawDoesNotNameYetIsTakenFromTheEmployer() {
    Rules indexed = with(own("section-127", "2027-01-01", Map.of("yearly_cents", 540_000L)));
    assertThat(indexed.on("section-127", LocalDate.of(2027, 1, 1)).figure("yearly_cents"))
        .isEqualTo(540_000);
  }

  @Test
  void aRuleOfAStateHoldsThereAndNowhereElse() {
    Rule state =
        new Rule(
            "four-fifths",
            "Four fifths",
            "US-NY",
            rules.figures("four-fifths"),
            List.of(
                new Rule.Stood(
                    LocalDate.of(2020, 1, 1),
                    Optional.empty(),
                    true,
                    "",
                    "Stricter.",
                    "A statute",
                    Map.of("ratio_hundredths", 90L))));
    List<Rule> all = new java.util.ArrayList<>(SHIPPED);
    all.add(state);
    Rules here = new Rules(all, rule -> List.of(), new Place("US"));
    LocalDate day = LocalDate.of(2026, 1, 1);
    assertThat(
            here.find("four-fifths", day, new Place("US-NY"))
                .orElseThrow()
                .figure("ratio_hundredths"))
        .isEqualTo(90);
    assertThat(here.find("four-fifths", day, new Place("US-NY-NYC")).orElseThrow().place())
        .isEqualTo("US-NY");
    assertThat(
            here.find("four-fifths", day, new Place("US-CA"))
                .orElseThrow()
                .figure("ratio_hundredths"))
        .isEqualTo(80);
  }

  @Test
  void refusesAFileWhoseVersionsOverlap() {
    Rule.Stood first =
        new Rule.Stood(
            LocalDate.of(2020, 1, 1),
            Optional.of(LocalDate.of(2021, 1, 1)),
            true,
            "",
            "a",
            "b",
            Map.of());
    Rule.Stood second =
        new Rule.Stood(LocalDate.of(2021, 1, 1), Optional.empty(), true, "", "a", "b", Map.of());
    assertThatThrownBy(() -> new Rule("x", "X", "US", Map.of(), List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overlaps");
  }

  @Test
  void refusesAPlaceThatIsNone() {
    assertThatThrownBy(() -> new Place("California")).hasMessageContaining("California");
  }

  @Test
  void hidesGroupsOfOneToFourAndShowsNobodyAndFive() {
    assertThat(SmallGroups.hides(0)).isFalse();
    assertThat(SmallGroups.hides(1)).isTrue();
    assertThat(SmallGroups.hides(4)).isTrue();
    assertThat(SmallGroups.hides(5)).isFalse();
  }
}

package org.rung.server.pathways;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.rung.server.programmes.Form;
import org.rung.server.programmes.Outcomes;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Strategy;

class ChanceTest {
  private static final ChanceRates RATES = ChanceRates.shipped();
  private static final double MEAN = 0.64;

  @Test
  void isTheProductOfItsThreeParts() {
    Chance chance = of(programme(240, Optional.empty()), "occupation", 4, 1.2);
    assertThat(chance.millionths())
        .isEqualTo(
            Math.round((double) chance.accept() * chance.complete() * chance.place() / 1e12));
    assertThat(chance.parts()).containsOnlyKeys("accept", "complete", "place");
  }

  @Test
  void fallsWithHoursAndWithTheGapAndRisesWithPay() {
    Programme usual = programme(240, Optional.empty());
    int chance = of(usual, "occupation", 4, 1).millionths();
    assertThat(of(programme(960, Optional.empty()), "occupation", 4, 1).millionths())
        .isLessThan(chance);
    assertThat(of(usual, "occupation", 9, 1).millionths()).isLessThan(chance);
    assertThat(of(usual, "occupation", 4, 1.5).millionths()).isGreaterThan(chance);
  }

  @Test
  void aPerfectRecordOfFivePeopleMovesItLessThanAGoodOneOfTwoHundred() {
    int without = of(programme(240, Optional.empty()), "occupation", 4, 1).millionths();
    int five = of(programme(240, Optional.of(cohort(5, 1))), "occupation", 4, 1).millionths();
    int many = of(programme(240, Optional.of(cohort(200, 0.8))), "occupation", 4, 1).millionths();
    assertThat(without).isLessThan(five);
    assertThat(five).isLessThan(many);
  }

  @Test
  void whoStaysInTheRoleNeedsNoPlace() {
    assertThat(of(programme(40, Optional.of(cohort(50, 0.2))), "own_role", 0, 1).place())
        .isEqualTo(1_000_000);
  }

  @Test
  void everyRateAndEffectNamesItsSourceAndWhetherItIsReal() {
    assertThat(RATES.factors().values())
        .allSatisfy(effect -> {
          assertThat(effect.source()).isNotBlank();
          assertThat(effect.mark()).isIn("real", "stand-in", "assumed");
        });
    assertThat(RATES.complete().values())
        .allSatisfy(rate -> assertThat(rate.mark()).isIn("real", "stand-in", "assumed"));
    assertThat(RATES.accept())
        .containsOnlyKeys("upskilling", "reskilling", "outskilling", "education_benefit");
  }

  private static Chance of(Programme programme, String kind, double gap, double payRatio) {
    return Chance.of(
        new Chance.Case(Strategy.RESKILLING, kind, programme, gap, payRatio, 0.5, false, MEAN),
        RATES);
  }

  private static Outcomes cohort(int people, double employed) {
    return new Outcomes(people, employed, OptionalDouble.empty(), OptionalLong.empty());
  }

  private static Programme programme(int hours, Optional<Outcomes> outcomes) {
    return new Programme(
        1,
        "1",
        "Welding",
        "School",
        Strategy.RESKILLING,
        Form.GROUP_CLASS,
        false,
        Optional.empty(),
        400_000,
        0,
        hours,
        4,
        11,
        "",
        "",
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        outcomes,
        List.of("51-4121"),
        List.of());
  }
}

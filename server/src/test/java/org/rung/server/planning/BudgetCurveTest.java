package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetCurveTest {
  private static BudgetCurve.Point point(int percent, long worth, long bound) {
    return new BudgetCurve.Point(percent, percent * 1_000_00L, 40, worth, bound, "");
  }

  private static BudgetCurve.Point none(int percent, String reason) {
    return new BudgetCurve.Point(percent, percent * 1_000_00L, 0, 0, 0, reason);
  }

  @Test
  void saysWhatATenthMoreAddsAndATenthLessCosts() {
    BudgetCurve curve =
        BudgetCurve.of(
            List.of(
                point(110, 1_250_000_00, 1_250_010_00),
                point(90, 900_000_00, 900_010_00),
                point(100, 1_000_000_00, 1_000_010_00)));

    assertThat(curve.finding())
        .isEqualTo("A tenth more budget adds $250,000, a tenth less costs $100,000");
    assertThat(curve.points()).extracting(BudgetCurve.Point::percent).containsExactly(90, 100, 110);
    assertThat(curve.equalParts()).isEmpty();
    assertThat(curve.sinceNow(curve.points().getFirst())).isEqualTo(-100_000_00);
  }

  @Test
  void partsWhosePointsLieWithinTheirGapsAreSaidToBeEqual() {
    BudgetCurve curve =
        BudgetCurve.of(
            List.of(
                point(90, 900_00, 910_00),
                point(100, 1_000_00, 1_020_00),
                point(110, 1_010_00, 1_030_00),
                point(120, 1_015_00, 1_040_00)));

    assertThat(curve.equalParts())
        .containsExactly(
            "From 100 % to 120 % of the present budgets the points lie within each other's gaps: their worth counts as equal.");
    assertThat(curve.finding())
        .isEqualTo("A tenth more budget adds nothing that can be told, a tenth less costs $100");
    assertThat(curve.plot().lines())
        .extracting(CurvePlot.Line::dashed)
        .containsExactly(false, true, true);
  }

  @Test
  void aPlanForLessMoneyIsAPlanForMoreAndABoundForMoreIsOneForLess() {
    BudgetCurve curve =
        BudgetCurve.of(
            List.of(
                point(90, 500_00, 800_00), point(100, 480_00, 700_00), point(110, 600_00, 650_00)));

    assertThat(curve.points())
        .extracting(BudgetCurve.Point::worthCents)
        .containsExactly(500_00L, 500_00L, 600_00L);
    assertThat(curve.points())
        .extracting(BudgetCurve.Point::boundCents)
        .containsExactly(650_00L, 650_00L, 650_00L);
  }

  @Test
  void aBudgetWithoutAPlanSaysWhyAndIsNotDrawn() throws IOException {
    BudgetCurve curve =
        BudgetCurve.of(
            List.of(
                none(90, "The education benefit needs more."),
                point(100, 1_000_00, 1_000_00),
                point(110, 1_100_00, 1_100_00)));

    assertThat(curve.finding()).isEqualTo("With a tenth less budget no plan keeps every rule");
    assertThat(curve.plot().dots()).hasSize(2);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OutlookPages.curveCsv(3, curve).writeTo(file);
    assertThat(file.toString(StandardCharsets.UTF_8).lines())
        .contains("90,90000,,,,,The education benefit needs more.", "100,100000,40,1000,1000,0.0,");
  }

  @Test
  void worthOfAGroupUnderFiveIsNeitherWrittenNorDrawn() throws IOException {
    BudgetCurve curve =
        BudgetCurve.of(
            List.of(
                new BudgetCurve.Point(90, 5_00, 3, 77_00, 78_00, ""),
                point(100, 1_000_00, 1_000_00),
                point(110, 1_100_00, 1_100_00)));

    assertThat(curve.plot().dots()).hasSize(2);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OutlookPages.curveCsv(3, curve).writeTo(file);
    assertThat(file.toString(StandardCharsets.UTF_8))
        .contains("90,5,not shown,,,,")
        .doesNotContain("77");
    assertThat(curve.finding()).isEqualTo("What other budgets would be worth");
  }

  @Test
  void rangesOfGroupsUnderFiveAreHiddenEvenAsTheRestOfTheSum() throws IOException {
    List<Outlook.Ranged> told =
        Outlook.told(
            List.of(
                new Simulation.Range("places", "Nurse", 20, 20, 10, 12, 14),
                new Simulation.Range("places", "Clerk", 7, 7, 2, 3, 4),
                new Simulation.Range("places", "Cook", 3, 3, 1, 2, 3)));

    assertThat(told).extracting(Outlook.Ranged::told).containsExactly(true, false, false);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OutlookPages.rangesCsv(
            3,
            new Outlook(
                3,
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                BudgetCurve.of(List.of()),
                10,
                List.of(),
                told,
                List.of()))
        .writeTo(file);
    assertThat(file.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "places,Nurse,20,10,12,14", "places,Clerk,not shown,,,", "places,Cook,not shown,,,");
  }
}

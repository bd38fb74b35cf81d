package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.rules.SmallGroups;

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
    assertThat(csv(curve).lines())
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
    assertThat(csv(curve)).contains("90,5,not shown,,,,").doesNotContain("77");
    assertThat(curve.finding()).isEqualTo("What other budgets would be worth");
  }

  /// Few people's worth would be what is left of two points that are told both.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noTwoPointsAreToldThatDifferByOneToFourPeople(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      List<BudgetCurve.Point> found = new ArrayList<>();
      int people = random.nextInt(0, 40);
      long worth = 0;
      for (int percent : OutlookWork.PERCENTS) {
        people = Math.max(0, people + random.nextInt(-2, 9));
        worth += random.nextLong(-10_00, 100_00);
        found.add(new BudgetCurve.Point(percent, percent * 100L, people, worth, worth + 5_00, ""));
      }
      int plan = found.get(OutlookWork.PERCENTS.length / 2).people();
      BudgetCurve curve = BudgetCurve.of(found);
      List<Integer> told = new ArrayList<>(List.of(plan));
      for (String line : csv(curve).lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        if (cells[2].matches("\\d+")) {
          told.add(Integer.parseInt(cells[2]));
        } else {
          assertThat(cells).as(line).endsWith("", "", "", "");
        }
      }
      for (int one : told) {
        for (int other : told) {
          assertThat(SmallGroups.hides(Math.abs(one - other)))
              .as("%d and %d people of %s", one, other, found)
              .isFalse();
        }
      }
      List<Integer> json =
          api(curve).stream()
              .flatMapToLong(p -> p.people().stream())
              .mapToObj(n -> (int) n)
              .toList();
      assertThat(json).containsExactlyElementsOf(told.subList(1, told.size()));
      assertThat(curve.plot().dots()).hasSameSizeAs(json);
    }
  }

  @Test
  void pointsThatDifferByFewPeopleAreNotToldApart() throws IOException {
    BudgetCurve curve =
        BudgetCurve.of(
            List.of(
                new BudgetCurve.Point(90, 90_00, 35, 777_00, 778_00, ""),
                new BudgetCurve.Point(100, 100_00, 40, 1_000_00, 1_001_00, ""),
                new BudgetCurve.Point(110, 110_00, 43, 1_234_00, 1_235_00, ""),
                new BudgetCurve.Point(120, 120_00, 45, 1_300_00, 1_301_00, "")));

    assertThat(csv(curve).lines())
        .contains(
            "90,90,35,777,778," + 1 / 778.0 + ",",
            "100,100,40,1000,1001," + 1 / 1_001.0 + ",",
            "110,110,\"as at 100 %, but for under 5 people\",,,,",
            "120,120,45,1300,1301," + 1 / 1_301.0 + ",");
    assertThat(curve.plot().dots())
        .extracting(CurvePlot.Dot::under)
        .containsExactly("90 %", "100 %", "120 %");
    assertThat(api(curve).get(2))
        .isEqualTo(
            new OutlookApi.PlanCurvePoint(
                110,
                110_00,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.of(100),
                ""));
    assertThat(curve.finding())
        .isEqualTo("A tenth more budget adds nothing that can be told, a tenth less costs $223");
    assertThat(curve.equalParts()).isEmpty();
  }

  @Test
  void whatThePlansOwnPageTellsIsNotToldApartFromTheCurveEither() {
    // The plan for less money is better, so the curve has it at 100 % too; the page of the plan
    // tells its own 40 people.
    BudgetCurve curve =
        BudgetCurve.of(
            List.of(
                new BudgetCurve.Point(90, 90_00, 50, 1_100_00, 1_201_00, ""),
                new BudgetCurve.Point(100, 100_00, 40, 1_000_00, 1_201_00, ""),
                new BudgetCurve.Point(110, 110_00, 42, 1_200_00, 1_201_00, "")));

    assertThat(curve.told()).extracting(BudgetCurve.Point::percent).containsExactly(90, 100);
    assertThat(curve.told()).extracting(BudgetCurve.Point::people).containsExactly(50, 50);
    assertThat(curve.instead(curve.points().getLast()))
        .isEqualTo("as at 100 %, but for under 5 people");
  }

  private static String csv(BudgetCurve curve) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OutlookPages.curveCsv(3, curve).writeTo(file);
    return file.toString(StandardCharsets.UTF_8);
  }

  private static List<OutlookApi.PlanCurvePoint> api(BudgetCurve curve) {
    return OutlookApi.PlanOutlook.of(
            new Outlook(
                3, Optional.empty(), Optional.empty(), curve, 10, List.of(), List.of(), List.of()))
        .curve();
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
                Optional.empty(),
                Optional.empty(),
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

package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.rules.FourFifths;
import org.rung.server.rules.SmallGroups;

class GroupTablesTest {
  private static GroupCount count(String value, long people, long with, long in) {
    return new GroupCount(new Group(GroupKind.DEPARTMENT, value), people, with, in);
  }

  @Test
  void comparesEachRateWithTheHighestAndNamesWhatLiesBelowFourFifths() {
    GroupTables tables =
        GroupTables.of(
            7,
            List.of(
                count("Water", 200, 100, 50),
                count("Law", 120, 100, 39),
                count("Fire", 60, 50, 25)),
            80);
    GroupTables.Table table = tables.tables().getFirst();
    assertThat(table.rows())
        .extracting(GroupTables.Row::value)
        .containsExactly("Water", "Law", "Fire");
    assertThat(table.rows().get(1).ratio().orElseThrow().ratio()).isEqualTo(0.78);
    assertThat(table.rows())
        .extracting(row -> row.ratio().map(FourFifths.Ratio::low).orElseThrow())
        .containsExactly(false, true, false);
    assertThat(GroupTables.below(table)).isEqualTo("Law below four fifths");
    assertThat(tables.finding())
        .isEqualTo("1 of 3 groups lies below four fifths of the highest rate");
    assertThat(GroupTables.sum(table, 2)).isEqualTo(114);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverTellsOneToFourPeopleNorAllowsThemToBeSubtracted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 200; run++) {
      List<GroupCount> counts = new ArrayList<>();
      int groups = random.nextInt(2, 9);
      for (int g = 0; g < groups; g++) {
        long in = random.nextInt(12);
        long with = in + random.nextInt(12);
        counts.add(count("G" + g, with + random.nextInt(30), with, in));
      }
      for (GroupTables.Table table : GroupTables.of(1, counts, 80).tables()) {
        if (table.hidden()) {
          assertThat(table.rows()).isEmpty();
          continue;
        }
        for (GroupTables.Row row : table.rows()) {
          assertThat(
                  Arrays.stream(
                          new long[] {
                            row.inPlan(),
                            row.withCandidate() - row.inPlan(),
                            row.people() - row.withCandidate()
                          })
                      .anyMatch(SmallGroups::hides))
              .as("%s in %s", row, counts)
              .isFalse();
        }
        assertThat(GroupTables.sum(table, 0))
            .isEqualTo(counts.stream().mapToLong(GroupCount::people).sum());
      }
    }
  }

  @Test
  void aGroupIsWrittenAsAFactAndItsValueAndProtectedFactsAreNone() {
    assertThat(Group.of("pay-kind: hourly")).isEqualTo(new Group(GroupKind.PAY_KIND, "hourly"));
    assertThat(Group.of(" department :Law: courts "))
        .isEqualTo(new Group(GroupKind.DEPARTMENT, "Law: courts"));
    for (String no : List.of("sex: female", "age: 40 or over", "hourly", "ethnicity: any")) {
      assertThatThrownBy(() -> Group.of(no))
          .isInstanceOf(ScenarioProblem.class)
          .hasMessageContaining("is no group of people")
          .hasMessageContaining("pay-kind, hours, pay, department, site, role-family");
    }
    assertThatThrownBy(() -> Group.of("site:"))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("says no value");
  }

  @Test
  void aFloorOfAGroupNamesItAndOtherFloorsNameNone() {
    Figure half = new Figure(0.5, Figure.Kind.ASSUMED, "The council");
    assertThatThrownBy(() ->
            new Scenario.Floor(
                "Parity", Scenario.Floor.Kind.PARITY, half, java.util.Optional.empty()))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("names no group");
    assertThatThrownBy(() ->
            new Scenario.Floor(
                "The pledge",
                Scenario.Floor.Kind.PEOPLE,
                half,
                java.util.Optional.of("hours: part-time")))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("is not about a group");
    String yaml =
        ScenarioFile.write(Scenarios.first())
            .replace(
                "floors: []",
                """
                floors:
                  - { name: Old, kind: people, value: { value: 5, kind: assumed, source: Test } }
                  - { name: Parity, kind: parity, group: "pay: lowest quarter", value: { value: 0.8, kind: assumed, source: Test } }
                """);
    Scenario read = ScenarioFile.read(yaml);
    assertThat(read.floors()).hasSize(2);
    assertThat(read.floors().get(1).people()).contains(new Group(GroupKind.PAY, "lowest quarter"));
    assertThat(ScenarioFile.read(ScenarioFile.write(read))).isEqualTo(read);
    assertThatThrownBy(() -> ScenarioFile.read(yaml.replace("value: 0.8", "value: 1.2")))
        .isInstanceOf(ScenarioProblem.class);
  }

  @Test
  void thePriceOfAFloorIsOfOnePersonInDollars() {
    assertThat(new FloorPrice("Seats", 1_240_00.4).words())
        .isEqualTo("Keeping it costs up to $1,240 for the last person it asks for.");
    assertThat(new FloorPrice("Seats", 0.2).words())
        .isEqualTo("Keeping it costs nothing: the plan would do so anyway.");
  }
}

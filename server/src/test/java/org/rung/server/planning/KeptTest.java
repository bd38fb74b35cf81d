package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Choice;
import org.rung.server.programmes.Strategy;

class KeptTest {
  private static final long SHORTER = 8_000_00;

  @TempDir Path folder;

  private static Kept places(Solution solution, long cents) {
    Map<String, Kept.Place> places = new HashMap<>();
    Model model = solution.model();
    for (int e = 0; e < model.workforce().size(); e++) {
      int k = solution.solved().choice().candidateOf(e);
      if (k != Choice.NONE) {
        Route route = model.routes().get(model.route()[k]);
        places.put(
            model.workforce().name()[e],
            new Kept.Place(
                OptionalLong.of(route.programme()),
                route.programmeName(),
                route.toLabel(),
                route.strategy(),
                SmallModel.STARTS));
      }
    }
    return new Kept(Optional.of(1L), places, cents);
  }

  private static long withoutKeeping(Solution solution) {
    return solution.solved().certificate().worthCents()
        - solution.keptPeople() * solution.model().kept().cents();
  }

  @Test
  void keepsMorePeopleTheMoreItCountsAndGivesUpNoMoreWorthThanThat() {
    int more = 0;
    for (long seed = 1; seed <= 3; seed++) {
      Solution before = SmallModel.solved(SmallModel.random(seed, 24, 16_000_00, 9));
      Solution free = SmallModel.solved(SmallModel.random(seed, 24, SHORTER, 9));
      int stayed = kept(seed, before, 1).keptPeople();
      int last = stayed;
      for (long cents : new long[] {500_00, 5_000_00, 50_000_00}) {
        Solution keeping = kept(seed, before, cents);
        assertThat(keeping.keptPeople())
            .as("seed %d, at %d cents", seed, cents)
            .isGreaterThanOrEqualTo(last);
        assertThat(withoutKeeping(keeping))
            .isLessThanOrEqualTo(free.solved().certificate().boundCents());
        long gap =
            keeping.solved().certificate().boundCents()
                - keeping.solved().certificate().worthCents();
        assertThat(free.solved().certificate().worthCents() - withoutKeeping(keeping))
            .as("worth given up, seed %d", seed)
            .isLessThanOrEqualTo((keeping.keptPeople() - stayed + 1) * cents + gap);
        last = keeping.keptPeople();
      }
      more += last - stayed;
    }
    assertThat(more).as("people kept because it counts").isPositive();
  }

  private static Solution kept(long seed, Solution before, long cents) {
    return SmallModel.solved(SmallModel.random(seed, 24, SHORTER, 9, places(before, cents)));
  }

  @Test
  void countsOnlyTheSameProgrammeAimAndFirstDay() {
    Route route =
        SmallModel.random(1, 3, 10_000_00, 3).routes().getFirst(); // Programme 0, outskilling
    Kept.Place place =
        new Kept.Place(
            OptionalLong.of(route.programme()),
            "Programme 0",
            "Aim of Programme 0",
            Strategy.OUTSKILLING,
            SmallModel.STARTS);
    Kept kept = new Kept(Optional.of(1L), Map.of("P1", place), 700_00);
    assertThat(kept.cents("P1", route, SmallModel.STARTS)).isEqualTo(700_00);
    assertThat(kept.cents("P2", route, SmallModel.STARTS)).isZero();
    assertThat(kept.cents("P1", route, SmallModel.STARTS.plusDays(7))).isZero();
    assertThat(
            new Kept(Optional.of(1L), Map.of("P1", place), 0).cents("P1", route, SmallModel.STARTS))
        .isZero();
    assertThat(Kept.NOTHING.counts()).isFalse();
  }

  @Test
  void readsWhatAnEarlierPlanWroteAlsoWhereACellWouldBeAFormula() throws IOException {
    Path file = folder.resolve("people.csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      PeopleCsv.of(
              "people.csv",
              List.of(
                  new PlanReading.Placed(
                      "P1",
                      "Clerk",
                      "Water",
                      "=Programme",
                      "Aim, with a comma",
                      Strategy.UPSKILLING,
                      LocalDate.parse("2027-01-11"),
                      500_000,
                      100_00,
                      900_00,
                      "why")))
          .writeTo(out);
    }
    Kept kept = PeopleCsv.kept(file, 50_00);
    assertThat(kept.places())
        .containsExactly(
            Map.entry(
                "P1",
                new Kept.Place(
                    OptionalLong.empty(),
                    "=Programme",
                    "Aim, with a comma",
                    Strategy.UPSKILLING,
                    LocalDate.parse("2027-01-11"))));
    assertThat(kept.cents()).isEqualTo(50_00);
    Files.writeString(file, Files.readString(file).replace("2027-01-11", "soon"));
    assertThatThrownBy(() -> PeopleCsv.kept(file, 50_00))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("Line 2")
        .hasMessageContaining("“soon”");
    Files.writeString(file, "person,role,department\nP1,Clerk,Water\n");
    assertThatThrownBy(() -> PeopleCsv.kept(file, 50_00))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("no column “strategy”");
  }

  @Test
  void aScenarioSaysInDollarsWhatKeepingCountsAndNothingByItself() {
    String yaml = ScenarioFile.write(Scenarios.first());
    assertThat(ScenarioFile.read(yaml).stabilityCents()).isZero();
    String keeping =
        yaml.replaceFirst("(?m)^stability:.*\\n", "")
            + "stability: { value: 750, kind: assumed, source: \"The council\" }\n";
    Scenario read = ScenarioFile.read(keeping);
    assertThat(read.stabilityCents()).isEqualTo(750_00);
    assertThat(read.assumptions())
        .anyMatch(one ->
            one.name().startsWith("Keeping what the published plan gave")
                && one.source().equals("The council"));
    assertThat(ScenarioFile.read(ScenarioFile.write(read))).isEqualTo(read);
    assertThatThrownBy(() -> ScenarioFile.read(keeping.replace("750", "-1")))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("Give a value from 0");
  }
}

package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
  private static final int RUNS = 20_000;

  /// Beyond this, the share of runs differs from the true one in fewer than one of a million times
  /// (Dvoretzky, Kiefer, Wolfowitz).
  private static final double WITHIN = Math.sqrt(Math.log(2e6) / (2 * RUNS));

  /// The smallest number of successes that is reached or not with at least this chance.
  private static int quantile(int people, double chance, double share) {
    double at = Math.pow(1 - chance, people);
    double sum = at;
    int successes = 0;
    while (sum < share && successes < people) {
      at *= (people - successes) / (successes + 1.0) * chance / (1 - chance);
      sum += at;
      successes++;
    }
    return successes;
  }

  @ParameterizedTest(name = "{0} people with a chance of {1} millionths, seed {2}")
  @CsvSource({
    "5, 500000, 1",
    "30, 620000, 2",
    "30, 620000, 3",
    "120, 85000, 4",
    "120, 85000, 5",
    "400, 730000, 6",
    "400, 30000, 7"
  })
  void agreesWithTheBinomialDistributionWhereChancesAreEqual(int people, int chance, long seed) {
    // In parts, as the groups of a plan are.
    List<Simulation.Group> groups =
        List.of(
            new Simulation.Group("Nurse", 2027, chance, 100_00, people / 3),
            new Simulation.Group("Nurse", 2027, chance, 100_00, people - people / 3));

    List<Simulation.Range> ranges = new Simulation(RUNS, seed).of(groups, Map.of(2027, 50_00L));

    assertThat(ranges).hasSize(2);
    Simulation.Range places = ranges.getFirst();
    double p = chance / 1e6;
    assertThat(places.planned()).isEqualTo(people);
    assertThat(places.low())
        .isBetween(
            (long) quantile(people, p, 0.1 - WITHIN), (long) quantile(people, p, 0.1 + WITHIN));
    assertThat(places.middle())
        .isBetween(
            (long) quantile(people, p, 0.5 - WITHIN), (long) quantile(people, p, 0.5 + WITHIN));
    assertThat(places.high())
        .isBetween(
            (long) quantile(people, p, 0.9 - WITHIN), (long) quantile(people, p, 0.9 + WITHIN));
    assertThat(ranges.getLast())
        .as("money follows the same runs")
        .isEqualTo(
            new Simulation.Range(
                "money",
                "2027",
                people,
                50_00 + 100_00L * people,
                50_00 + 100_00 * places.low(),
                50_00 + 100_00 * places.middle(),
                50_00 + 100_00 * places.high()));
  }

  @Test
  void theSameSeedGivesTheSameRangesAndAnotherDoesNot() {
    List<Simulation.Group> groups =
        List.of(
            new Simulation.Group("Nurse", 2027, 400_000, 123_45, 80),
            new Simulation.Group("", 2028, 700_000, 5_000_01, 40));

    List<Simulation.Range> first = new Simulation(500, 7).of(groups, Map.of());

    assertThat(new Simulation(500, 7).of(groups, Map.of())).isEqualTo(first);
    assertThat(new Simulation(500, 8).of(groups, Map.of())).isNotEqualTo(first);
    assertThat(first).extracting(Simulation.Range::label).containsExactly("Nurse", "2027", "2028");
  }

  @Test
  void whatIsCertainHasNoRange() {
    List<Simulation.Range> ranges =
        new Simulation(50, 1)
            .of(
                List.of(
                    new Simulation.Group("Nurse", 2027, 1_000_000, 10_00, 6),
                    new Simulation.Group("Clerk", 2027, 0, 10_00, 5)),
                Map.of());

    assertThat(ranges)
        .containsExactly(
            new Simulation.Range("places", "Clerk", 5, 5, 0, 0, 0),
            new Simulation.Range("places", "Nurse", 6, 6, 6, 6, 6),
            new Simulation.Range("money", "2027", 11, 110_00, 60_00, 60_00, 60_00));
  }
}

package org.rung.server.apprenticeships;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The very minute on which hours are reached.
class StretchTest {
  private static final Instant BEGIN = Instant.parse("2026-01-05T06:00:00Z");

  private static Stretch at(int minute, int minutes) {
    return new Stretch(BEGIN.plus(minute, ChronoUnit.MINUTES), minutes);
  }

  private static Optional<Instant> minute(int minute) {
    return Optional.of(BEGIN.plus(minute, ChronoUnit.MINUTES));
  }

  @Test
  void isReachedInsideAStretchToTheMinute() {
    List<Stretch> stretches = List.of(at(100, 60), at(300, 60));
    assertThat(Stretch.reached(59, 0, BEGIN, stretches)).isEqualTo(minute(159));
    assertThat(Stretch.reached(60, 0, BEGIN, stretches))
        .as("the end of the first, not the start of the second")
        .isEqualTo(minute(160));
    assertThat(Stretch.reached(61, 0, BEGIN, stretches)).isEqualTo(minute(301));
    assertThat(Stretch.reached(120, 0, BEGIN, stretches)).isEqualTo(minute(360));
    assertThat(Stretch.reached(121, 0, BEGIN, stretches)).isEmpty();
    assertThat(Stretch.reached(121, 1, BEGIN, stretches)).isEqualTo(minute(360));
    assertThat(Stretch.reached(30, 30, BEGIN, stretches)).as("by credit").isEqualTo(minute(0));
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isWhatCountingEveryMinuteSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] done = new boolean[3_000];
    List<Stretch> stretches = new ArrayList<>();
    int minute = random.nextInt(50);
    while (minute < 2_800) {
      int minutes = 1 + random.nextInt(120);
      stretches.add(at(minute, minutes));
      for (int i = minute; i < minute + minutes; i++) {
        done[i] = true;
      }
      minute += minutes + random.nextInt(90);
    }
    long before = random.nextInt(3) == 0 ? random.nextInt(200) : 0;
    for (int trial = 0; trial < 20; trial++) {
      long needed = random.nextInt(2_500);
      long counted = before;
      Optional<Instant> naive = counted >= needed ? minute(0) : Optional.empty();
      for (int i = 0; i < done.length && naive.isEmpty(); i++) {
        counted += done[i] ? 1 : 0;
        naive = counted >= needed ? minute(i + 1) : naive;
      }
      Optional<Instant> reached = Stretch.reached(needed, before, BEGIN, stretches);
      assertThat(reached).isEqualTo(naive);
      reached.ifPresent(moment ->
          assertThat(Stretch.doneBy(moment, before, stretches))
              .isEqualTo(Math.max(needed, before)));
    }
  }
}

package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.rules.SmallGroups;

class ChangesToldTest {
  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(300);
  }

  /// The headcounts of both days are public: what of a day is kept from view is all, or nobody.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noSmallGroupIsToldNorLeftOverFromTheHeadcounts(long seed) {
    Random random = new Random(seed);
    long stayers = 20 + random.nextInt(50);
    Workforce.Changes changes =
        new Workforce.Changes(
            stayers,
            random.nextInt(12),
            random.nextInt(12),
            Math.max(0, random.nextLong(stayers + 6) - 5),
            random.nextInt(3) == 0 ? random.nextInt(12) : 0,
            random.nextInt(3) == 0 ? random.nextInt(12) : 0);
    Workforce.Told told = changes.told();
    if (told.joiners().isPresent()) {
      assertThat(changes.joiners()).isNotIn(1L, 2L, 3L, 4L);
      assertThat(changes.leavers()).isNotIn(1L, 2L, 3L, 4L);
      assertThat(changes.unlinkedBefore()).isNotIn(1L, 2L, 3L, 4L);
      assertThat(changes.unlinkedAfter()).isNotIn(1L, 2L, 3L, 4L);
    } else {
      assertThat(told.stayers()).isEmpty();
      assertThat(told.leavers()).isEmpty();
      assertThat(told.unlinked()).isEmpty();
    }
    told.movers()
        .ifPresent(movers -> {
          assertThat(SmallGroups.hides(movers)).isFalse();
          assertThat(SmallGroups.hides(changes.stayers() - movers)).isFalse();
        });
  }

  @Test
  void twoLeaversCannotBeWorkedOutOnThePage() {
    Workforce.Told told = new Workforce.Changes(595, 30, 2, 40, 0, 0).told();
    assertThat(Workforce.Told.words(told.leavers())).isEqualTo("not shown");
    assertThat(told.ofWhom()).doesNotContainPattern("\\d");
    assertThat(told.stayers()).isEmpty();
    assertThat(told.movers()).hasValue(40);
  }
}

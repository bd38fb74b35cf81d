package org.rung.server.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the planner's page of offers finds before any was sent.
class OffersPageTest {
  private static OffersPage page(int places, int begun) {
    return new OffersPage(
        Optional.of(1L),
        places,
        begun,
        0,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        LocalDate.of(2026, 11, 23),
        Map.of(),
        Map.of());
  }

  @Test
  void onlyPlacesThatLieAheadWaitToBeOffered() {
    assertThat(page(12, 0).title()).isEqualTo("12 places of plan 1 wait to be offered");
    assertThat(page(12, 11).title()).isEqualTo("1 place of plan 1 waits to be offered");
  }

  @Test
  void aPlanWhosePlacesHaveAllBegunOffersNone() {
    assertThat(page(12, 12).title()).isEqualTo("No place of plan 1 can be offered any more");
  }
}

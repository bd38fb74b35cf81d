package org.rung.server.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosureTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void partsAndTheirRestHoldAtLeastFivePeople(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Flow> flows = new ArrayList<>();
      int titles = random.nextInt(6);
      for (int i = 0; i < titles; i++) {
        flows.add(new Flow(i, "title " + i, 1 + random.nextInt(12)));
      }
      flows.sort((a, b) -> Long.compare(b.people(), a.people()));
      Disclosure.Parts parts = Disclosure.parts(flows);
      long sum = flows.stream().mapToLong(Flow::people).sum();
      long shown = parts.parts().stream().mapToLong(Flow::people).sum();
      assertThat(parts.parts())
          .allSatisfy(flow -> assertThat(flow.people()).isGreaterThanOrEqualTo(5));
      assertThat(parts.rest()).isNotIn(1L, 2L, 3L, 4L);
      if (!parts.parts().isEmpty()) {
        assertThat(shown + parts.rest()).isEqualTo(sum);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void headcountsAndMovesNeverTellTheOneThatIsHidden(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      long joiners = random.nextInt(12);
      long leavers = random.nextInt(12);
      long in = random.nextInt(12);
      long out = random.nextInt(12);
      long from = leavers + out + random.nextInt(30);
      Disclosure.Moves moves =
          Disclosure.moves(
              change(from, from + joiners + in - leavers - out, joiners, leavers, in, out));
      List<String> shown =
          List.of(moves.joiners(), moves.leavers(), moves.movedIn(), moves.movedOut());
      assertThat(shown).noneMatch(cell -> cell.matches("[1-4]"));
      long told = shown.stream().filter(cell -> cell.matches("\\d+")).count();
      assertThat(told).isNotEqualTo(3);
    }
  }

  private static Change change(long from, long to, long joiners, long leavers, long in, long out) {
    return new Change(
        1,
        "Role",
        Optional.empty(),
        Growth.NOT_MATCHED,
        false,
        false,
        from,
        to,
        joiners,
        leavers,
        in == 0 ? List.of() : List.of(new Flow(2, "Other", in)),
        out == 0 ? List.of() : List.of(new Flow(3, "Third", out)),
        0,
        0,
        OptionalLong.empty());
  }
}

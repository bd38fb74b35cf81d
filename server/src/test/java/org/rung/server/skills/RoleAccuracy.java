package org.rung.server.skills;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Measures how often the words of the page are right (“one match”, “near”, “two fit”, “no match”):
/// for each of them how many of the labelled titles of the Chicago workforce get it, with how many
/// of them the first answer is the label's occupation or its `also`, and one of the five is.
///
/// The bounds of [RoleState] were chosen on the largest titles; the random part is measured only.
final class RoleAccuracy {
  private RoleAccuracy() {}

  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    TitleMatcher matcher = ReferenceTitles.read().matcher();
    System.out.printf("read and built in %d ms%n", (System.nanoTime() - start) / 1_000_000);
    List<ReferenceTitles.Labelled> labelled = ReferenceTitles.labelled();
    for (boolean random : new boolean[] {false, true}) {
      Map<RoleState, int[]> counts = new EnumMap<>(RoleState.class);
      for (ReferenceTitles.Labelled label : labelled) {
        if (label.random() == random) {
          List<TitleMatch.Alternative> best = matcher.match(label.query()).best();
          int[] of =
              counts.computeIfAbsent(
                  RoleState.ofMatch(best.get(0).confidence(), best.get(1).confidence()),
                  state -> new int[4]);
          boolean first = label.right().contains(best.getFirst().code());
          of[0]++;
          of[1] += first ? 1 : 0;
          of[2] += best.stream().anyMatch(a -> label.right().contains(a.code())) ? 1 : 0;
          of[3] += label.people();
          if (arguments.length > 0 && !random) {
            System.out.printf(
                "%.3f %.3f %s %s %s%n",
                best.get(0).confidence(),
                best.get(1).confidence(),
                first ? "right" : "wrong",
                label.query().title(),
                best.getFirst().code());
          }
        }
      }
      System.out.println(random ? "random part" : "largest part");
      counts.forEach((state, of) ->
          System.out.printf(
              "  %-10s %3d titles, first right %.3f, among five %.3f, %d people%n",
              state.words(), of[0], of[1] / (double) of[0], of[2] / (double) of[0], of[3]));
    }
  }
}

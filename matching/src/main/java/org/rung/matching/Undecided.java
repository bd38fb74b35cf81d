package org.rung.matching;

import java.util.Arrays;

/// People who at some prices have another option nearly as good as their best, with these options;
/// and by row the options that use it. To have nothing is an option too.
final class Undecided {
  final Model model;
  final Plan best; // everybody has the own best
  final int people;
  final int[] who; // per undecided person, in the model
  final int[] start; // per undecided person and one more, its first option
  final int[] candidate; // per option, in the model, or Choice.NONE
  final double[] loss; // per option, against its person's best, cents
  final int[] personOf; // per option, among the undecided
  final int[] ofRow; // per row and one more, its first in `using`
  final int[] using; // options
  final boolean[] below; // per place in `using`, whether it uses the row below nought

  /// @param price per row
  /// @param reach cents behind a person's best from where on options are left out
  Undecided(Model model, double[] price, double reach) {
    this.model = model;
    best = new Plan(model.instance);
    int[] persons = new int[1024];
    int[] startOf = new int[persons.length + 1];
    int[] what = new int[4096];
    double[] behind = new double[what.length];
    int most = 0;
    for (int e = 0; e + 1 < model.start.length; e++) {
      most = Math.max(most, model.start[e + 1] - model.start[e]);
    }
    double[] after = new double[most];
    int count = 0;
    int options = 0;
    for (int e = 0; e + 1 < model.start.length; e++) {
      int from = model.start[e];
      int to = model.start[e + 1];
      double first = 0;
      int pick = Choice.NONE;
      for (int k = from; k < to; k++) {
        after[k - from] = model.afterPrices(price, k);
        if (after[k - from] > first) {
          first = after[k - from];
          pick = k;
        }
      }
      best.give(e, pick);
      if (options + to - from + 1 > what.length) {
        what = Arrays.copyOf(what, 2 * what.length + to - from);
        behind = Arrays.copyOf(behind, what.length);
      }
      int before = options;
      if (first <= reach) {
        what[options] = Choice.NONE;
        behind[options++] = first;
      }
      for (int k = from; k < to; k++) {
        if (after[k - from] >= first - reach) {
          what[options] = k;
          behind[options++] = first - after[k - from];
        }
      }
      if (options == before + 1) {
        options = before; // decided
        continue;
      }
      if (count == persons.length) {
        persons = Arrays.copyOf(persons, 2 * count);
        startOf = Arrays.copyOf(startOf, 2 * count + 1);
      }
      persons[count++] = e;
      startOf[count] = options;
    }
    people = count;
    who = persons;
    start = startOf;
    candidate = Arrays.copyOf(what, options);
    loss = Arrays.copyOf(behind, options);
    personOf = new int[options];
    for (int p = 0; p < people; p++) {
      Arrays.fill(personOf, start[p], start[p + 1], p);
    }
    int[] to = new int[model.rows + 1];
    for (int k : candidate) {
      for (int i = firstEntry(k); i < endOfEntries(k); i++) {
        to[model.entryRow[i] + 1]++;
      }
    }
    for (int row = 0; row < model.rows; row++) {
      to[row + 1] += to[row];
    }
    ofRow = to.clone();
    using = new int[to[model.rows]];
    below = new boolean[using.length];
    for (int o = 0; o < options; o++) {
      for (int i = firstEntry(candidate[o]); i < endOfEntries(candidate[o]); i++) {
        int at = to[model.entryRow[i]]++;
        using[at] = o;
        below[at] = model.entryAmount[i] < 0;
      }
    }
  }

  int options() {
    return candidate.length;
  }

  private int firstEntry(int k) {
    return k == Choice.NONE ? 0 : model.entryStart[k];
  }

  private int endOfEntries(int k) {
    return k == Choice.NONE ? 0 : model.entryStart[k + 1];
  }
}

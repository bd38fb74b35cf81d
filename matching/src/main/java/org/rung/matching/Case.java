package org.rung.matching;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// One of the cases that a proof is split into: some intakes run, some do not, any other may. An
/// intake that may run in part bounds plans less closely than one that does run or does not, so
/// where that leaves a gap the proof asks of each case by itself how much a plan can be worth.
///
/// @param open intakes that run, rising
/// @param closed intakes that do not run, rising
/// @param prices what bounds the plans of this case
public record Case(List<Integer> open, List<Integer> closed, Prices prices)
    implements Serializable {
  /// @throws IllegalArgumentException if an intake is unknown, out of order, or both open and
  ///   closed
  public Case {
    open = rising("open", open, prices);
    closed = rising("closed", closed, prices);
    for (int c : open) {
      if (closed.contains(c)) {
        throw new IllegalArgumentException("intake " + c + ": is both open and closed");
      }
    }
  }

  private static List<Integer> rising(String name, List<Integer> intakes, Prices prices) {
    int last = -1;
    for (int c : intakes) {
      Instance.checked("intake", c, prices.intakeCount());
      if (c <= last) {
        throw new IllegalArgumentException(name + ": " + c + " comes after " + last);
      }
      last = c;
    }
    return List.copyOf(intakes);
  }

  /// The case that is every plan.
  static Case every(Prices prices) {
    return new Case(List.of(), List.of(), prices);
  }

  /// @param state per intake, as in [Dual]
  static Case of(byte[] state, Prices prices) {
    return new Case(having(state, Dual.OPEN), having(state, Dual.CLOSED), prices);
  }

  private static List<Integer> having(byte[] state, byte what) {
    return IntStream.range(0, state.length).filter(c -> state[c] == what).boxed().toList();
  }

  /// Per intake, as in [Dual].
  byte[] state() {
    byte[] state = new byte[prices.intakeCount()];
    open.forEach(c -> state[c] = Dual.OPEN);
    closed.forEach(c -> state[c] = Dual.CLOSED);
    return state;
  }

  /// Whether whatever intakes a plan runs, it is of one of the cases: all are split by whether a
  /// first intake runs, those in which it does by a second, and so on.
  public static boolean coverEveryPlan(Collection<Case> cases) {
    if (cases.stream().anyMatch(one -> one.open.isEmpty() && one.closed.isEmpty())) {
      return true;
    }
    return covers(cases.stream().map(Split::of).toList());
  }

  /// What is left of a case to split by.
  private record Split(TreeSet<Integer> open, TreeSet<Integer> closed) {
    static Split of(Case one) {
      return new Split(new TreeSet<>(one.open), new TreeSet<>(one.closed));
    }

    boolean isAll() {
      return open.isEmpty() && closed.isEmpty();
    }

    boolean decides(int c) {
      return open.contains(c) || closed.contains(c);
    }

    Split without(int c) {
      Split rest = new Split(new TreeSet<>(open), new TreeSet<>(closed));
      rest.open.remove(c);
      rest.closed.remove(c);
      return rest;
    }
  }

  private static boolean covers(List<Split> splits) {
    if (splits.isEmpty()) {
      return false;
    }
    if (splits.stream().anyMatch(Split::isAll)) {
      return true;
    }
    TreeSet<Integer> first = new TreeSet<>(splits.get(0).open);
    first.addAll(splits.get(0).closed);
    for (int c : first) {
      if (splits.stream().allMatch(split -> split.decides(c))) {
        return covers(rest(splits, c, true)) && covers(rest(splits, c, false));
      }
    }
    return false;
  }

  private static List<Split> rest(List<Split> splits, int c, boolean open) {
    return splits.stream()
        .filter(split -> open ? split.open.contains(c) : split.closed.contains(c))
        .map(split -> split.without(c))
        .toList();
  }
}

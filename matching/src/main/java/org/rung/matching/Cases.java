package org.rung.matching;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.rung.matching.Settling.Settled;

/// Splits a proof into cases by whether intakes run, always the case that bounds plans least
/// closely (branch and bound: Land and Doig 1960; its bounds are those of prices).
final class Cases {
  private static final double MISSED = 1e-5; // of the bound, by who was left out
  private static final double SHORTEST = 1e-3; // part of the way from the prices split from

  private final Settling settling;
  private final BooleanSupplier goesOn;
  private final PriorityQueue<Settled> open =
      new PriorityQueue<>(Comparator.comparingDouble((Settled one) -> -one.bound()));
  private final Map<Settled, Settled> splitFrom = new IdentityHashMap<>();
  private final Map<Settled, Told> told = new IdentityHashMap<>();
  private Optional<Settled> whole = Optional.empty();
  private double lastEnough = Double.NEGATIVE_INFINITY; // cents

  /// @param root prices where all intakes may run in part
  Cases(Settling settling, double[] root, BooleanSupplier goesOn) {
    this.settling = settling;
    this.goesOn = goesOn;
    open.add(settling.none(root, Double.NEGATIVE_INFINITY));
  }

  /// Splits until no case has a bound over `enough`, or the worst cannot be split, or there are so
  /// many.
  ///
  /// @param enough cents
  void split(double enough, int most) {
    lastEnough = enough;
    while (whole.isEmpty() && open.size() < most && goesOn.getAsBoolean()) {
      Settled worst = open.element();
      if (worst.bound() <= enough) {
        return;
      }
      int pick = settling.undecided(worst);
      if (pick < 0) {
        whole = Optional.of(worst);
        return;
      }
      open.remove();
      add(settling.with(worst, pick, Dual.OPEN, enough), worst);
      add(settling.with(worst, pick, Dual.CLOSED, enough), worst);
    }
  }

  private void add(Settled split, Settled from) {
    Settled one = new Settled(split.state(), split.price(), Math.min(split.bound(), from.bound()));
    splitFrom.put(one, from);
    open.add(one);
  }

  /// The case with the largest bound, where no intake of it runs in part: as good as any plan can
  /// be.
  Optional<Settled> whole() {
    return whole;
  }

  /// A proof by cases that cover every plan.
  record Proof(List<Case> cases, BigInteger boundCents) {}

  private record Told(Case what, BigInteger boundCents) {}

  /// The proof by the cases that there are, their bounds exact.
  Proof proof(Population everybody) {
    List<Case> cases = new ArrayList<>();
    BigInteger most = told(open.element(), everybody).boundCents;
    for (Settled one : open) {
      Told exact = told(one, everybody);
      cases.add(exact.what);
      most = most.max(exact.boundCents);
    }
    return new Proof(cases, most);
  }

  private Told told(Settled one, Population everybody) {
    Told known = told.get(one);
    if (known == null) {
      known = exact(one.state(), one.price(), everybody);
      Settled from = splitFrom.get(one);
      // Where too few can sit in an intake that is to run, prices run away past what is best.
      for (double part = 0.5;
          from != null
              && part > SHORTEST
              && isOver(known.boundCents, Math.max(one.bound(), lastEnough));
          part /= 2) {
        double[] between = from.price().clone();
        for (int row = 0; row < between.length; row++) {
          between[row] += part * (one.price()[row] - between[row]);
        }
        Told nearer = exact(one.state(), between, everybody);
        known = nearer.boundCents.compareTo(known.boundCents) < 0 ? nearer : known;
      }
      if (from != null && known.boundCents.compareTo(told(from, everybody).boundCents) > 0) {
        known = exact(one.state(), from.price(), everybody);
      }
      told.put(one, known);
    }
    return known;
  }

  private static boolean isOver(BigInteger exact, double bound) {
    return exact.doubleValue() - bound > MISSED * Math.abs(bound);
  }

  private static Told exact(byte[] state, double[] price, Population everybody) {
    Case what = Case.of(state, Prices.rounded(everybody.frame, price));
    return new Told(what, Bound.cents(everybody, what));
  }
}

package org.rung.server.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Selection rates of groups beside the highest of them: the four-fifths rule.
public final class FourFifths {
  /// A group with fewer people to select from is not compared.
  public static final int LEAST_BASE = 10;

  private FourFifths() {}

  /// How many of a group were selected.
  ///
  /// @param part selected
  /// @param whole who could have been
  public record Share(long part, long whole) {
    private boolean large() {
      return whole >= LEAST_BASE;
    }

    private int compare(Share other) {
      return Long.compare(part * other.whole, other.part * whole);
    }
  }

  /// A rate of a group beside the highest one.
  ///
  /// @param rate 0 to 1
  /// @param ratio to the highest rate, 0 to 1
  /// @param low whether the ratio lies below the least
  public record Ratio(double rate, double ratio, boolean low) {}

  /// Compares groups; nothing of those too small for it, and of none where no two are large enough
  /// or nobody was selected.
  ///
  /// @param leastHundredths a ratio below is low, in hundredths
  /// @return as many as there are shares, in their order
  public static List<Optional<Ratio>> of(List<Share> shares, long leastHundredths) {
    List<Share> large = shares.stream().filter(Share::large).toList();
    Optional<Share> highest =
        large.size() < 2
            ? Optional.empty()
            : large.stream().max(Share::compare).filter(share -> share.part() > 0);
    List<Optional<Ratio>> ratios = new ArrayList<>();
    for (Share share : shares) {
      ratios.add(
          highest.isEmpty() || !share.large()
              ? Optional.empty()
              : Optional.of(ratio(share, highest.get(), leastHundredths)));
    }
    return ratios;
  }

  private static Ratio ratio(Share own, Share most, long leastHundredths) {
    double rate = own.part() / (double) own.whole();
    return new Ratio(
        rate,
        rate * most.whole() / most.part(),
        own.part() * most.whole() * 100 < leastHundredths * most.part() * own.whole());
  }
}

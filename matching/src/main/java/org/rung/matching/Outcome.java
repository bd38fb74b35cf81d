package org.rung.matching;

import java.util.List;
import java.util.Optional;

/// The answer to an instance: a plan with its proof, or why there is none.
public sealed interface Outcome {
  /// Why the search ended.
  enum StoppedBy {
    /// The certified gap is at most the target.
    GAP_REACHED,
    /// Every plan was tried or ruled out: this one is best, whatever the certified gap.
    SEARCH_EXHAUSTED,
    /// The search did all its steps and stopped finding better plans; the certificate says how good
    /// this one is.
    NOTHING_BETTER_FOUND,
    TIME_LIMIT,
    CANCELLED
  }

  /// A plan that keeps every rule.
  ///
  /// @param prices what one more unit of each limit and seat is worth
  /// @param cases what proves the bound and covers every plan: one case at these prices, or several
  ///   by whether some intakes run, each at its own
  record Solved(
      Choice choice, Prices prices, List<Case> cases, Certificate certificate, StoppedBy stoppedBy)
      implements Outcome {
    public Solved {
      cases = List.copyOf(cases);
    }
  }

  /// No plan can keep every rule; proved.
  ///
  /// @param reason in words, naming the limits that are to blame where it is known
  /// @param conflicting what cannot be kept together, by name, heaviest first; empty where it was
  ///   proved otherwise, by trying all plans
  /// @param multipliers prices at which [#isProvedBy] holds, where there are some
  record Infeasible(String reason, List<String> conflicting, Optional<Prices> multipliers)
      implements Outcome {
    /// Whether the multipliers show that no plan keeps every rule: were everything worth nothing
    /// and every intake free of charge, the bound at these prices would be less than nought.
    public static boolean isProvedBy(Instance instance, Prices multipliers) {
      return Bound.millionths(instance.worthless(), multipliers).signum() < 0;
    }
  }

  /// No plan was found that keeps every rule, and none was ruled out.
  ///
  /// @param boundCents what no plan can be worth more than
  /// @param reason what the last attempt broke, in words
  record NothingFeasible(Prices prices, long boundCents, StoppedBy stoppedBy, String reason)
      implements Outcome {}
}

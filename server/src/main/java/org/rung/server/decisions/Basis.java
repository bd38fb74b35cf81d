package org.rung.server.decisions;

import java.util.Optional;
import org.rung.server.rules.Clause;

/// The rule that a decision stands on.
///
/// @param rule its name in `rules`
/// @param version which version was applied: its first day
/// @param clause where it can be read, for example `29 CFR 29.5`
public record Basis(String rule, String version, Optional<String> clause) {
  /// A version of a rule as it was applied.
  public static Basis of(Clause clause) {
    return new Basis(clause.rule(), clause.from().toString(), Optional.of(clause.source()));
  }
}

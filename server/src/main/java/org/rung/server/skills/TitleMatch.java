package org.rung.server.skills;

import java.util.List;

/// The occupations a job title may mean, likeliest first.
///
/// @param best at most five, never empty, falling confidence
public record TitleMatch(List<Alternative> best) {

  public TitleMatch {
    if (best.isEmpty()) {
      throw new IllegalArgumentException("best must hold at least one occupation");
    }
    best = List.copyOf(best);
  }

  /// One occupation the title may mean.
  ///
  /// @param code O*NET-SOC code, such as `53-3032.00`
  /// @param confidence 0 to 1: of many answers given with this confidence, this share is right
  /// @param why what spoke for it, in a few words for people
  public record Alternative(String code, double confidence, String why) {}

  /// The likeliest occupation.
  public Alternative first() {
    return best.getFirst();
  }
}

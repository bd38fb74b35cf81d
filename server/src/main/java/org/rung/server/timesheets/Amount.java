package org.rung.server.timesheets;

import org.rung.server.pages.Formats;

/// How lengths of time are written.
public final class Amount {
  private Amount() {}

  /// `7 h 30 min`, `45 min`, `8 h`
  public static String of(long minutes) {
    long hours = minutes / 60;
    long rest = minutes % 60;
    if (hours == 0) {
      return rest + " min";
    }
    return rest == 0
        ? Formats.count(hours) + " h"
        : "%s h %d min".formatted(Formats.count(hours), rest);
  }

  /// Hours with at most two decimals, as files write them.
  static String decimal(long minutes) {
    return java.math.BigDecimal.valueOf(minutes)
        .divide(java.math.BigDecimal.valueOf(60), 2, java.math.RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}

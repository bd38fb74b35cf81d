package org.rung.server.tuition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A voucher as its school sees it.
///
/// @param cents what the school can invoice
/// @param state `promised`, `paid` or `released`
public record Voucher(
    VoucherCode code,
    String course,
    int term,
    String student,
    LocalDate starts,
    LocalDate paysOn,
    long cents,
    String state,
    Optional<Instant> seenAt) {
  /// How it stands, in a sentence.
  public String finding() {
    return switch (state) {
      case "promised" -> "This voucher holds";
      case "paid" -> "This voucher was paid";
      default -> "This voucher no longer holds";
    };
  }
}

package org.rung.server.tuition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A voucher as its school sees it.
///
/// @param cents what the school can invoice
/// @param state `promised`, `paid` or `released`
/// @param result of the course, open while there is none
public record Voucher(
    VoucherCode code,
    String course,
    int term,
    String student,
    LocalDate starts,
    LocalDate paysOn,
    long cents,
    String state,
    Optional<Instant> seenAt,
    Application.State result,
    Optional<LocalDate> endedOn) {
  /// How it stands, in a sentence.
  public String finding() {
    return switch (state) {
      case "promised" -> "This voucher holds";
      case "paid" -> "This voucher was paid";
      default -> "This voucher no longer holds";
    };
  }

  /// How it stands, in a word or two.
  public String words() {
    return switch (state) {
      case "promised" -> "holds";
      case "paid" -> "paid";
      default -> "given up";
    };
  }

  /// The last day on which an invoice for it is sure to be paid: its money belongs to the calendar
  /// year of its payment.
  public LocalDate validUntil() {
    return validUntil(paysOn);
  }

  static LocalDate validUntil(LocalDate paysOn) {
    return LocalDate.of(paysOn.getYear(), 12, 31);
  }
}

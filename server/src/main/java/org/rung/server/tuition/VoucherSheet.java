package org.rung.server.tuition;

import java.time.LocalDate;

/// A voucher on paper.
///
/// @param student the employer's id
/// @param cents the school can invoice at most
/// @param verifiedAt the address of the page on which its school looks it up
/// @param employer that pays
public record VoucherSheet(
    VoucherCode code,
    String course,
    String school,
    int term,
    String student,
    LocalDate starts,
    long cents,
    LocalDate paysOn,
    String verifiedAt,
    String employer) {
  /// The last day on which an invoice for it is sure to be paid: its money belongs to the calendar
  /// year of its payment, and is given up when that year is closed.
  public LocalDate validUntil() {
    return Voucher.validUntil(paysOn);
  }
}

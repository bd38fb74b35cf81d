package org.rung.server.tuition;

import java.util.List;
import java.util.Optional;

/// What a school sees.
///
/// @param school empty while the account speaks for none
/// @param code as it was sent
/// @param voucher that was found for it
/// @param error why none was, empty otherwise
/// @param seen vouchers that were looked up before, the newest first
public record SchoolPage(
    Optional<String> school,
    String code,
    Optional<Voucher> voucher,
    String error,
    List<Voucher> seen) {
  public SchoolPage {
    seen = List.copyOf(seen);
  }
}

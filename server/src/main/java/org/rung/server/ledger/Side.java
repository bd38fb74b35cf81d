package org.rung.server.ledger;

import java.util.Locale;

/// Where the money of a budget is. Only the first may be below nothing: it is what was given.
enum Side {
  SOURCE,
  FREE,
  COMMITTED,
  PAID;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Side of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// The matter of an account of this side: what is given or free is for nothing yet.
  String about(String matter) {
    return this == SOURCE || this == FREE ? "" : matter;
  }
}

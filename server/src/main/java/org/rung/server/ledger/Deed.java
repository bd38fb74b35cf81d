package org.rung.server.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a transaction did, as statements tell it: a kind of posting, or the reverse of one.
public enum Deed {
  GRANT("Granted"),
  WITHDRAW("Withdrawn"),
  COMMIT("Committed"),
  RELEASE("Released"),
  PAY("Paid"),
  REFUND("Refunded"),
  REVERSE("Reversed");

  private final String words;

  Deed(String words) {
    this.words = words;
  }

  /// For people.
  public String words() {
    return words;
  }

  /// As books and addresses have it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The deed with this code.
  public static Optional<Deed> of(String code) {
    return Arrays.stream(values()).filter(deed -> deed.code().equals(code)).findAny();
  }
}

package org.rung.server.letters;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How far a letter came on its way by e-mail.
///
/// @param attempts how often it was handed to the mail server
/// @param nextAt when it is handed over next, while it waits
/// @param answer what the mail server said last, or why the letter is not sent; empty before
/// @param settledAt since when it is no longer under way
public record Delivery(
    State state, int attempts, Instant nextAt, String answer, Optional<Instant> settledAt) {
  /// Where it is.
  public enum State {
    /// It is handed over as soon as it may be.
    WAITING("waits"),
    /// The mail server took it.
    SENT("sent"),
    /// Given up: the mail server refused it, or was not reached for three days.
    FAILED("failed"),
    /// It is read on the page alone.
    UNSENT("page only");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /// In a word or two.
    public String words() {
      return words;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}

package org.rung.server.letters;

import java.time.Instant;
import java.util.Optional;

/// A letter as lists show it.
///
/// @param title what letters of its kind are called
/// @param subject its subject line; empty once erased
/// @param person the reader's id in the employer's files, if it is a person
/// @param mailbox where else it goes
/// @param about what it is about, for example `offer 17`
public record Sent(
    long id,
    String kind,
    String title,
    String subject,
    Optional<String> person,
    Optional<String> mailbox,
    String about,
    Instant writtenAt,
    Delivery delivery) {
  /// Whom it goes to, in a word.
  public String to() {
    return person.or(() -> mailbox).orElse("erased");
  }
}

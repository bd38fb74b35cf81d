package org.rung.server.classes;

import java.util.Optional;

/// Who teaches.
///
/// @param employerId of an own person; empty for a partner's
/// @param provider of a partner's; empty for an own person
/// @param closed takes no new session
/// @param sessions still to come
public record Instructor(
    long id,
    String name,
    Optional<String> employerId,
    Optional<String> provider,
    boolean closed,
    int sessions) {
  /// Whose, in words.
  public String from() {
    return provider.orElseGet(() -> "own, " + employerId.orElse(""));
  }
}

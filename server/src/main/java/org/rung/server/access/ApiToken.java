package org.rung.server.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.rung.server.api.Scope;

/// A token of the API as its owner sees it; what it opens with is shown once, when it is made.
///
/// @param name what its owner calls it
/// @param ends when it opens nothing any more
/// @param used when it was last used, up to a minute behind; empty for never
/// @param revoked empty while it was not
public record ApiToken(
    long id,
    String name,
    Set<Scope> scopes,
    Instant made,
    Instant ends,
    Optional<Instant> used,
    Optional<Instant> revoked) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  /// Whether it opens something.
  public boolean alive(Instant now) {
    return revoked.isEmpty() && ends.isAfter(now);
  }

  /// Its scopes in their order, with commas.
  public String words() {
    return String.join(", ", scopes.stream().sorted().map(Scope::code).toList());
  }
}

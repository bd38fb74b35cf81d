package org.rung.server.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.api.Scope;

/// The page of one's own tokens.
///
/// @param tokens newest first
/// @param open scopes that the account's roles give something to
/// @param made what a token that was made just now opens with
/// @param form what was given, by field
/// @param chosen scopes that were given
/// @param errors what is wrong with it, by field
/// @param last the last day that may be given
public record OwnTokens(
    List<ApiToken> tokens,
    List<Scope> open,
    Optional<String> made,
    Map<String, String> form,
    Set<Scope> chosen,
    Map<String, String> errors,
    LocalDate last,
    Instant now) {
  /// The finding.
  public String title() {
    long alive = tokens.stream().filter(token -> token.alive(now)).count();
    return alive == 0
        ? "No token of yours opens anything"
        : alive == 1 ? "One token opens Rung for you" : alive + " tokens open Rung for you";
  }

  /// What was given in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// What is wrong with a field, empty when nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }
}

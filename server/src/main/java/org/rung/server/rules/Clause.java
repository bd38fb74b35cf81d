package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Optional;

/// One clause of law or policy, as it stands within its dates.
///
/// @param rule the rule's name, stable over its versions, for example `section-127`
/// @param place the country or state it holds in, for example `US` or `US-CA`
/// @param from first day it holds
/// @param until last day it holds, empty while it still does
/// @param text the clause in our words
/// @param source where to read the primary text
public record Clause(
    String rule,
    String place,
    LocalDate from,
    Optional<LocalDate> until,
    String text,
    String source) {
  /// Whether the clause holds on a day.
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && until.map(last -> !day.isAfter(last)).orElse(true);
  }
}

package org.rung.server.programmes;

import java.util.List;
import java.util.Optional;

/// Something that teaches.
///
/// @param code the number in the catalogue it came from
/// @param strategy the one it serves unless a pathway says otherwise; for entries of a catalogue by
///   the rule of [Catalogue]
/// @param own whether the employer itself teaches; else a partner
/// @param cip field of study, CIP 2020
/// @param countedCents tuition, fees and books: the part of the price that section 127 counts
/// @param apartCents tools, meals, lodging, transport: the rest of the price
/// @param hours of teaching, at least 1
/// @param weeksFrom shortest length in weeks
/// @param weeksTo longest length in weeks
/// @param credential what it ends with, empty when the catalogue names nothing
/// @param distance whether it can be followed from afar; empty when not given
/// @param evening whether it has evening courses; empty when not given
/// @param targets SOC codes of the occupations it leads to
/// @param entry what a person must be or have to enter
public record Programme(
    long id,
    String code,
    String name,
    String provider,
    Strategy strategy,
    Form form,
    boolean own,
    Optional<String> cip,
    long countedCents,
    long apartCents,
    int hours,
    int weeksFrom,
    int weeksTo,
    String credential,
    String prerequisites,
    String description,
    String location,
    Optional<Boolean> distance,
    Optional<Boolean> evening,
    Optional<Outcomes> outcomes,
    List<String> targets,
    List<EntryRule> entry) {
  public Programme {
    targets = List.copyOf(targets);
    entry = List.copyOf(entry);
  }

  /// The whole price in cents.
  public long priceCents() {
    return countedCents + apartCents;
  }

  /// The length to plan with: the hours at 15 a week, within the length the catalogue gives.
  public int weeks() {
    return Math.clamp((hours + 14) / 15, weeksFrom, weeksTo);
  }
}

package org.rung.server.pathways;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.programmes.Strategy;

/// A way from a role through a programme to a role, or outside. It holds for everybody in the role;
/// whoever plans adds what is known of a person.
///
/// @param id stable within one build
/// @param fromRole id in `people.role`
/// @param toRole id in `people.role`: the same role (deepening), a grade or another occupation;
///   empty when it leads outside
/// @param targetOccupation O*NET code of the occupation it leads to
/// @param exact whether the programme's field names this very occupation; else its broad group
/// @param hours of teaching
/// @param weeks to plan with
/// @param priceCents whole price
/// @param countedCents of the price, what section 127 counts
/// @param acceptMillionths chance that who is offered it accepts
/// @param completeMillionths chance that who accepts completes
/// @param placeMillionths chance that who completes is placed
/// @param chanceMillionths the product of the three
/// @param chanceParts JSON: base rates, effects and their names, see [ChanceRates]
/// @param percentile of similarity among all pairs of occupations, 0 to 1; 1 in the same occupation
/// @param gapHard levels missing in hard skills, summed over what the target needs
/// @param gapSoft levels missing in soft skills
/// @param zoneStep job zones up or down; empty when not known
/// @param payChangeCents a full-time year there less one here: own medians inside, the national
///   median outside; empty for groups under five people
/// @param why one sentence
public record Pathway(
    long id,
    int fromRole,
    OptionalInt toRole,
    long programmeId,
    Strategy strategy,
    String targetOccupation,
    boolean exact,
    int hours,
    int weeks,
    long priceCents,
    long countedCents,
    int acceptMillionths,
    int completeMillionths,
    int placeMillionths,
    int chanceMillionths,
    String chanceParts,
    double percentile,
    double gapHard,
    double gapSoft,
    OptionalInt zoneStep,
    OptionalLong payChangeCents,
    String why) {
  /// Whether it deepens the present role and moves nobody.
  public boolean ownRole() {
    return toRole.isPresent() && toRole.getAsInt() == fromRole;
  }
}

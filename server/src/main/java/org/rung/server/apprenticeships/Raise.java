package org.rung.server.apprenticeships;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// When a wage step was reached, as it was recorded. The newest of a step holds.
///
/// @param kind `entry` the wage of the first day, `due` reached by hours, `earlier` found to be
///   reached earlier, `changed` by a planner after a correction
/// @param at empty where a planner took it back
/// @param replaces the moment of the row before
/// @param oldCents an hour; empty for the wage of the first day
/// @param minutes on the job at that moment, credit included
/// @param clause the source of the rule
public record Raise(
    long id,
    long agreement,
    int step,
    int revision,
    String kind,
    Optional<Instant> at,
    Optional<Instant> replaces,
    OptionalLong oldCents,
    long newCents,
    long minutes,
    long instructionMinutes,
    String clause,
    long decision,
    Instant recordedAt) {}

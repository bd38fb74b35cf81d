package org.rung.server.skills;

import java.time.Duration;

/// What a run of the matcher did.
///
/// @param roles it looked at
/// @param remembered of these, took what was decided for the title before
/// @param certain of these, have one match
/// @param review of these, wait for an eye: near, two fit, no match
/// @param several of these, hold several jobs and have no occupation
public record MatchReport(
    int roles, int remembered, int certain, int review, int several, Duration took) {}

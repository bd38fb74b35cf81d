package org.rung.server.enrolment;

import java.util.Optional;

/// What somebody on a waiting list may expect.
///
/// @param ahead people who are in line before
/// @param held seats that may still become free: offers to be answered and releases awaited
/// @param decided offers and releases that were settled so far: of the programme, or of all where
///   it has few
/// @param fell of these, how many freed their seat
/// @param chance that a seat becomes free in time, 0 to 1; empty where too little was decided
public record WaitingEstimate(
    int ahead, int held, int decided, int fell, Optional<Double> chance) {}

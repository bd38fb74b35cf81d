package org.rung.server.classes;

import java.time.Instant;
import java.util.Optional;

/// That somebody's calendar has an address.
///
/// @param askedAt when a program last asked for it, up to a minute behind; empty for never
public record CalendarGiven(Instant madeAt, Optional<Instant> askedAt) {}

package org.rung.server.decisions;

import java.time.Instant;
import java.util.Optional;

/// A decision as it stands in the record.
///
/// @param number under which it is found and appealed
/// @param erasedAt when its text was erased; the decision says so in its stead
public record Recorded(long number, Decision decision, Optional<Instant> erasedAt) {}

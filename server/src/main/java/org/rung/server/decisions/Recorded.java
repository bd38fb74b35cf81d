package org.rung.server.decisions;

/// A decision as it stands in the record.
///
/// @param number under which it is found and appealed
public record Recorded(long number, Decision decision) {}

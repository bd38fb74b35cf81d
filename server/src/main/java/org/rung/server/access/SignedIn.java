package org.rung.server.access;

import java.time.Instant;

/// One browser in which an account is signed in.
///
/// @param here whether it is the one that asks
public record SignedIn(Instant since, Instant seen, boolean here) {}

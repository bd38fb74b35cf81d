package org.rung.server.ledger;

/// How a budget stands. What was granted is what is free, committed and paid, to the cent.
///
/// @param granted what came in, less what was withdrawn
/// @param free what can still be committed
/// @param committed what is promised and not yet paid
/// @param paid what was paid, less what came back
public record Standing(Budget budget, Money granted, Money free, Money committed, Money paid) {}

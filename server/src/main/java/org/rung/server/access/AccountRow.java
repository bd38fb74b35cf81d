package org.rung.server.access;

/// An account as its page shows it.
///
/// @param roles in words, with commas
public record AccountRow(String email, String name, String roles) {}

package org.rung.server.access;

/// An account as its page shows it.
///
/// @param roles in words, with commas
/// @param person the employer's id of whom it is, empty for nobody
/// @param team its departments in words, with commas
/// @param teaches its providers in words, with commas
public record AccountRow(
    long id, String email, String name, String roles, String person, String team, String teaches) {}

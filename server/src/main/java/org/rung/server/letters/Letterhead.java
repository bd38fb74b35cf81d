package org.rung.server.letters;

/// What stands on every paper that leaves the house, letter or not.
///
/// @param employer what papers call the employer
/// @param address of this Rung as people reach it, without a slash at the end; empty when not given
public record Letterhead(String employer, String address) {}

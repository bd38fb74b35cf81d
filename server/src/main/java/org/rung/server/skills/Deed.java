package org.rung.server.skills;

/// One press of a button that confirmed or took back occupations.
///
/// @param id to undo it by
/// @param roles whose occupation it set
/// @param skipped roles it left alone because somebody decided them in the meantime
/// @param words what it did, for people
public record Deed(long id, int roles, int skipped, String words) {}

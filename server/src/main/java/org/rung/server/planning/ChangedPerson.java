package org.rung.server.planning;

/// Somebody whose place differs.
///
/// @param was what the person had, empty for nothing
/// @param is what the person has, empty for nothing
public record ChangedPerson(
    String employerId,
    String title,
    PersonChange.Kind kind,
    String was,
    String is,
    String cause,
    String reason) {}

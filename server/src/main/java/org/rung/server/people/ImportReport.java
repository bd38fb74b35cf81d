package org.rung.server.people;

/// What an import did, in rows of its file.
///
/// @param id the import; its page is `/imports/{id}`
/// @param read rows below the header
/// @param added rows that were not there for this day
/// @param changed rows that were there with other values
/// @param same rows that were there as they are
/// @param held rows that could not be taken; each is kept with its faults
/// @param seconds it took
public record ImportReport(
    long id, long read, long added, long changed, long same, long held, double seconds) {}

package org.rung.server.people;

/// What an import did, in rows of its file.
///
/// @param id the import; its page is `/imports/{id}`
/// @param read rows below the header
/// @param added rows that were not there for this day
/// @param changed rows that were there with other values
/// @param same rows that were there as they are
/// @param held rows that could not be taken; each is kept with its faults
/// @param leftOut rows that a person said before are not to be taken
/// @param mended rows that are in with values that a person gave for them before
/// @param seconds it took
public record ImportReport(
    long id,
    long read,
    long added,
    long changed,
    long same,
    long held,
    long leftOut,
    long mended,
    double seconds) {
  /// The same with the time it took.
  ImportReport in(double time) {
    return new ImportReport(id, read, added, changed, same, held, leftOut, mended, time);
  }
}

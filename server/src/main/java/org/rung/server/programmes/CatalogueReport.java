package org.rung.server.programmes;

import java.time.Instant;
import java.util.Map;

/// What became of the rows of one catalogue.
///
/// @param read rows in the file, without its first line
/// @param added programmes that were not known
/// @param changed programmes of which the file says something else than before
/// @param same programmes of which it says the same
/// @param held rows that wait until a person mends them, as of now
/// @param withoutOccupation taken, but their field of study leads to no occupation
/// @param faults how many of each kind wait, the most frequent first
/// @param again whether these very bytes had been read before; then nothing was changed
/// @param state `sent`, `queued`, `running`, `done`, `undone`, `cancelled` or `failed`
public record CatalogueReport(
    long id,
    String fileName,
    int read,
    int added,
    int changed,
    int same,
    int held,
    int withoutOccupation,
    Map<String, Integer> faults,
    String by,
    Instant at,
    boolean again,
    String state) {}

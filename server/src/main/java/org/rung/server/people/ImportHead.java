package org.rung.server.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// An import in a list.
///
/// @param takenOn the day the file describes; empty when not known yet
/// @param state `guessed`, `queued`, `running`, `done`, `undone`, `cancelled` or `failed`
record ImportHead(
    long id,
    String name,
    ImportKind kind,
    Optional<LocalDate> takenOn,
    String state,
    long read,
    long added,
    long changed,
    long same,
    long held,
    long leftOut,
    long mended,
    String by,
    Instant at) {}

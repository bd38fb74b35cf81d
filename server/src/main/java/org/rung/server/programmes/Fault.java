package org.rung.server.programmes;

import java.util.Optional;

/// What is wrong with one value of a catalogue's row.
///
/// @param columnNo column in the file, from 1
/// @param reason the kind of fault, the same words for all of its kind
/// @param detail what is wrong with this value
/// @param suggested a value that would do, where the row itself tells one
record Fault(
    int columnNo,
    String column,
    String value,
    String reason,
    String detail,
    Optional<String> suggested) {}

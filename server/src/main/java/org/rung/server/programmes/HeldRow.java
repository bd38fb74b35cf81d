package org.rung.server.programmes;

import java.util.Optional;

/// A fault as it waits on the page of its import.
///
/// @param line in the file, from 1, the header included
/// @param label of the row, for people
/// @param version counts what people did to the row
public record HeldRow(
    int line,
    int columnNo,
    String column,
    String code,
    String label,
    String value,
    String reason,
    String detail,
    Optional<String> suggested,
    int version) {}

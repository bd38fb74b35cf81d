package org.rung.server.people;

import java.util.List;

/// A row that could not be taken.
///
/// @param values as the file has them
/// @param faults at least one
record HeldRow(long line, String[] values, List<Fault> faults) {}

package org.rung.server.growth;

import java.time.LocalDate;

/// @param people everybody in it
record Snapshot(int id, LocalDate takenOn, long people) {}

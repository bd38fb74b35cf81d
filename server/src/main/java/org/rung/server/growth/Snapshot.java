package org.rung.server.growth;

import java.time.LocalDate;

/// The workforce on a day.
record Snapshot(int id, LocalDate takenOn) {}

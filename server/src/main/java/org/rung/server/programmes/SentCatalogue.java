package org.rung.server.programmes;

import java.util.Optional;
import org.rung.server.jobs.Job;

/// A catalogue that was sent and not read yet.
///
/// @param rows under the line of column names
/// @param known rows with a number that a programme has already
/// @param size for people
/// @param job that was cancelled or failed
public record SentCatalogue(
    long id, String name, int columns, int rows, long known, String size, Optional<Job> job) {}

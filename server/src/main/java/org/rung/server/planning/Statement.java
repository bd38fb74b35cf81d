package org.rung.server.planning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What a manager said stands against releasing somebody for training.
///
/// @param plan the one that was published when it was said
/// @param person the person's id in `people`
/// @param name the person's id in the employer's files
/// @param from first day it holds for, `until` the last
/// @param by the account that said it
/// @param takenBack empty while it stands
public record Statement(
    long id,
    long plan,
    long person,
    String name,
    LocalDate from,
    LocalDate until,
    String words,
    String by,
    Instant at,
    Optional<Instant> takenBack) {}

package org.rung.server.classes;

import java.time.LocalDate;

/// A dated run of a programme, as its classes need it.
///
/// @param own whether the employer teaches it itself
/// @param hours to teach
/// @param seats at most; `taken` of them
/// @param ended takes no session any more
public record Intake(
    long id,
    String programme,
    String provider,
    boolean own,
    LocalDate starts,
    int hours,
    int seats,
    int taken,
    boolean ended) {}

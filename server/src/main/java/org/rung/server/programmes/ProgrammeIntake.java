package org.rung.server.programmes;

import java.time.LocalDate;

/// A dated run of a programme that the employer plans with.
///
/// @param seats at least 1
/// @param minimum people it needs to run, 0 to `seats`
/// @param fixedCents what it costs when it runs, whoever sits in it
public record ProgrammeIntake(
    long programme, LocalDate starts, int seats, int minimum, long fixedCents) {}

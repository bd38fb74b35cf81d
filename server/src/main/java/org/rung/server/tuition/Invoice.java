package org.rung.server.tuition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A line of an invoice.
///
/// @param state `matched`, `disputed`, `paid` or `rejected`
/// @param reason of a dispute or a rejection, otherwise empty
/// @param person the employer's id, empty where no voucher matches
/// @param due the day from which it is paid, or was paid; empty where no voucher matches
/// @param term its number, for the page of it; empty likewise
public record Invoice(
    long id,
    String school,
    String number,
    String voucher,
    long cents,
    String state,
    String reason,
    Optional<String> course,
    Optional<String> person,
    Optional<LocalDate> due,
    Optional<Long> term,
    Instant takenAt) {}

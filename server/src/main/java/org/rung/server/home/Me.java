package org.rung.server.home;

import java.time.LocalDate;
import java.util.Optional;

/// The person who looks, as the newest file that has them says.
///
/// @param id in `people`
/// @param name the employer's id
/// @param here whether the newest file has them
/// @param day of the file
/// @param serviceDays that the files prove, -1 when they prove nothing
public record Me(
    long id,
    String name,
    boolean here,
    LocalDate day,
    int roleId,
    String role,
    String department,
    String site,
    boolean fullTime,
    boolean hourly,
    String time,
    String pay,
    long annualCents,
    Optional<LocalDate> hired,
    int serviceDays,
    String manager) {}

package org.rung.server.growth;

import java.util.Optional;

/// A role from the first snapshot to the latest, accepted renames merged. The counts are the true
/// ones, for sums and plans: a page writes them through `Formats.people`.
///
/// @param roleId the role everything is counted as
/// @param occupation its O*NET-SOC code, if matched
/// @param family the SOC major group, “Not yet matched” or “Several jobs”
/// @param severalJobs the title holds several jobs (“Other, …”): it grows by folding, not by hiring
/// @param from people in the first snapshot
/// @param to people in the latest snapshot
/// @param aYear growth a year; empty when the base is under ten, when under five people are left,
///   when nobody is and the files fold small titles, or with one snapshot only
/// @param grows the interval lies above 0
/// @param shrinks the interval lies below 0; under five people left count as four, and nobody as
///   nine where the files fold titles under ten
public record RoleGrowth(
    int roleId,
    String title,
    Optional<String> occupation,
    String family,
    boolean severalJobs,
    long from,
    long to,
    Optional<YearlyGrowth> aYear,
    boolean grows,
    boolean shrinks) {}

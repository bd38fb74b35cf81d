package org.rung.server.openings;

import java.util.List;
import java.util.Optional;
import org.rung.server.growth.RoleGrowth;

/// How the forecast of one role is made: every input and where it comes from. Counts of one to four
/// stand as 2.5 everywhere, so that no number tells which of them it was.
///
/// @param leavers gone from the employer, over all spans between snapshots
/// @param movedOut to another title
/// @param personYears over which they were watched
/// @param priorRate people a year who leave the occupation, or the roles of this employer
/// @param priorFrom where that rate comes from
/// @param ownTrend the growth of the role by itself; empty on a base under ten
/// @param allTrend what all roles did, and how much they differ
/// @param spans the forecast year by year
/// @param whole its openings in whole places
record Making(
    RoleGrowth role,
    double people,
    double leavers,
    double movedOut,
    double personYears,
    double priorRate,
    Prior priorFrom,
    Optional<Trend> ownTrend,
    Trend allTrend,
    Forecast forecast,
    List<Forecast.Span> spans,
    List<Integer> whole) {
  enum Prior {
    OCCUPATION,
    EMPLOYER
  }
}

package org.rung.server.growth;

/// How often people left a role, over all snapshots, from one to the next. Linked people alone.
///
/// @param leavers who were gone from the employer at the next snapshot
/// @param movedOut who held another title at the next; moves into titles that hold several jobs do
///   not count, for they may be no moves
/// @param personYears linked people in the role, the mean of both ends of each span, times its
///   years; a headcount of one to four stands as 2.5, for nobody shall work it out
public record Turnover(int roleId, long leavers, long movedOut, double personYears) {}

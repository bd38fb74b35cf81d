package org.rung.server.timesheets;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A correction that somebody asked for, because another has to make it.
///
/// @param entry of the hours that are said to be wrong
/// @param minutes that are right, 0 where there were none
/// @param answer empty while it is open
public record AskedCorrection(
    long id,
    long entry,
    long person,
    Instant starts,
    int minutes,
    ZoneId zone,
    String reason,
    String askedBy,
    Instant askedAt,
    Optional<Answer> answer) {
  /// What became of it.
  ///
  /// @param code `made`, `refused` or `taken back`
  /// @param why of a refusal
  public record Answer(String code, String by, Instant at, String why) {}

  /// What is said to be right.
  public String right() {
    return minutes == 0 ? "nothing" : SiteTime.words(starts, minutes, zone);
  }

  /// Whether somebody still has to answer.
  public boolean open() {
    return answer.isEmpty();
  }
}

package org.rung.server.growth;

import java.util.List;
import java.util.Optional;

/// A row of the ranking, written out.
///
/// @param href empty for a family
/// @param note under the title: where people came from, or what it became
/// @param growth empty where only counts are shown; then `why` says why
public record GrowthRow(
    String href,
    String title,
    List<Badge> badges,
    String note,
    String people,
    String growth,
    String why,
    String interval,
    Optional<IntervalPlot> plot,
    String pay) {
  /// @param kind empty, `good`, `warn` or `bad`
  public record Badge(String kind, String words) {}
}

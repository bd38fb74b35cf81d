package org.rung.server.growth;

import java.util.List;
import java.util.Optional;

/// The page of one role, written out.
///
/// @param merged titles counted with it, empty when none
/// @param counts people at each snapshot
/// @param market what is known of the occupation outside; empty without an occupation
public record RolePage(
    int roleId,
    String title,
    String finding,
    String lead,
    String merged,
    List<Figure> figures,
    SeriesPlot counts,
    Moves in,
    Moves out,
    String unlinked,
    Optional<Outside> market,
    String noMarket) {
  public record Figure(String name, String value, String against, String origin) {}

  /// @param why nothing can be listed; empty when rows are
  /// @param total of all rows
  public record Moves(String finding, List<Row> rows, String total, String why) {
    /// @param href empty for the rest
    public record Row(String href, String title, String people) {}
  }

  /// @param facts the projection, by name
  public record Outside(
      String heading,
      String occupation,
      Optional<SeriesPlot> employment,
      Optional<SeriesPlot> pay,
      String noSeries,
      List<Fact> facts,
      String noProjection) {
    public record Fact(String name, String value) {}
  }
}

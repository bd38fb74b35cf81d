package org.rung.server.openings;

import java.util.List;
import org.rung.server.growth.Choice;

/// The page of all openings, written out.
///
/// @param years the heads of the number columns
/// @param sums of all roles that match, by year
/// @param sorts the heads that sort: role, people, then each year
/// @param more how to see the rows that are left out; empty when there are none
public record OpeningsPage(
    String finding,
    String lead,
    boolean empty,
    String find,
    List<Choice> families,
    List<Choice> origins,
    String shown,
    String csv,
    List<YearHead> years,
    List<Row> rows,
    String sumOf,
    List<String> sums,
    String more,
    String moreHref,
    List<Sort> sorts,
    String source) {
  /// @param order as `aria-sort` says it
  /// @param href the list sorted by this column
  public record Sort(String order, String href) {}

  /// @param days the twelve months
  public record YearHead(int year, String days) {}

  public record Row(int roleId, String title, String family, String people, List<Cell> cells) {
    /// Whether nobody set any of its years.
    public boolean forecast() {
      return cells.stream().noneMatch(Cell::set);
    }
  }

  /// The openings of a role and year.
  ///
  /// @param value for the form
  /// @param seen id of the setting that is shown, 0 for the forecast
  /// @param why who set it and the reason; empty for the forecast
  public record Cell(
      int year, String openings, int value, String range, boolean set, String why, long seen) {}
}

package org.rung.server.pathways;

import java.util.List;

/// All roles with how many are within their reach, as people see it.
///
/// @param find part of a title, empty for all
/// @param order `role`, `people`, `reach`, `ways` or `chance`
/// @param shares what passes the threshold, for comparison
/// @param origins what chances are made of
public record PathwaysPage(
    Pathways.Built built,
    String finding,
    String lead,
    String find,
    String order,
    boolean descending,
    List<Row> rows,
    int all,
    List<Share> shares,
    List<Origin> origins) {
  /// @param ways through a programme
  /// @param chance the best of them, empty when there is none
  /// @param note what to know about it, empty when nothing
  public record Row(
      int id,
      String title,
      String occupation,
      String people,
      String reach,
      String ways,
      String waysSub,
      String chance,
      String note) {}

  /// @param percent 0 to 100
  public record Share(String label, String value, double percent, boolean own) {}

  /// A base rate or an effect, with where it is from.
  public record Origin(String part, String name, String value, String mark, String source) {}

  /// The state of a column's head.
  public String sorted(String column) {
    return !order.equals(column) ? "none" : descending ? "descending" : "ascending";
  }

  /// The address of the same list in another order.
  public String ordered(String column) {
    boolean down = order.equals(column) ? !descending : !column.equals("role");
    return "/pathways?"
        + (find.isEmpty()
            ? ""
            : "find="
                + java.net.URLEncoder.encode(find, java.nio.charset.StandardCharsets.UTF_8)
                + "&")
        + "order="
        + column
        + "&down="
        + down;
  }
}

package org.rung.server.programmes;

import java.util.List;

/// The list of programmes as people see it.
///
/// @param finding the title
/// @param found rows the filter leaves
/// @param all programmes
/// @param held rows of catalogues that wait
public record ProgrammesPage(
    String finding,
    ProgrammeFilter filter,
    List<Row> rows,
    int found,
    int all,
    int pages,
    int held) {
  /// @param record what became of those who completed, in words
  /// @param recordSub of how many, or why it says little
  /// @param targets the occupations it leads to, in words
  public record Row(
      long id,
      String name,
      String provider,
      Strategy strategy,
      String price,
      String priceSub,
      String hours,
      String weeks,
      String record,
      String recordSub,
      String targets,
      String targetsSub) {}
}

package org.rung.server.skills;

import java.util.List;
import java.util.Optional;

/// The review of roles as a page shows it.
///
/// @param any whether there are roles at all
/// @param unmatched titles no run of the matcher has seen
/// @param certain titles that wait with one match
/// @param departments to filter by
/// @param shown how many of how many
/// @param pages of the rows that the filter lets through
public record RolesView(
    boolean any,
    Finding finding,
    long unmatched,
    int certain,
    RoleFilter filter,
    List<String> departments,
    List<RoleRow> rows,
    String shown,
    int pages,
    Optional<Toast> toast,
    String notice) {

  /// What the page found: the title, the sentence under it and the bar.
  ///
  /// @param settled people whose role is labelled or confirmed, of all: written out
  public record Finding(String title, String lead, String settled, List<Part> parts) {}

  /// A part of the bar.
  ///
  /// @param share of all people in percent, with a plain decimal point
  /// @param hue a token
  public record Part(String label, String share, String hue) {}

  /// What was just done and can be undone.
  public record Toast(long deed, String words, String back) {}

  /// The occupations found for some words.
  public record Found(String find, List<RoleRow.Choice> choices) {}

  /// A confirmation in the past.
  ///
  /// @param undo whether it is the last word on the role and can be taken back
  public record Past(long deed, String words, String when, boolean undo) {}
}

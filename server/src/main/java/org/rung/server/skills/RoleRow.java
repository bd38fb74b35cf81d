package org.rung.server.skills;

import java.util.List;

/// A role as a row of the review, with what one may choose.
///
/// @param people written out
/// @param decided by whom or in which file and when, empty for the matcher
/// @param occupation what it is now: the title; empty without one
/// @param why what spoke for that
/// @param rating what to know of its skill ratings, empty when it has its own
/// @param choices the occupations to choose from, the present one checked
/// @param unlikely further ones the matcher offers
/// @param back the address to return to
/// @param notice what went wrong with the last choice, empty otherwise
public record RoleRow(
    int id,
    String title,
    String department,
    String people,
    RoleState state,
    String decided,
    String occupation,
    String code,
    String why,
    String rating,
    List<Choice> choices,
    List<Choice> unlikely,
    int version,
    String back,
    String notice) {

  /// An occupation one may choose.
  ///
  /// @param why what speaks for it
  /// @param likely its confidence in a word or two, empty where none is known
  /// @param rating what to know of its skill ratings, empty when it has its own
  public record Choice(
      String code, String title, String why, String likely, String rating, boolean checked) {}

  RoleRow with(String otherNotice) {
    return new RoleRow(
        id,
        title,
        department,
        people,
        state,
        decided,
        occupation,
        code,
        why,
        rating,
        choices,
        unlikely,
        version,
        back,
        otherNotice);
  }
}

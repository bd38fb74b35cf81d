package org.rung.server.pathways;

import java.util.List;
import org.rung.server.programmes.Strategy;

/// What can be reached from one role, as people see it.
///
/// @param notice what to know before reading, empty when nothing
/// @param groups pathways by strategy
/// @param open roles within reach, the most alike first
/// @param openAll how many there are, of which `open` shows the first
/// @param closed the nearest that are not open
public record RolePathsPage(
    int roleId,
    String title,
    String finding,
    String lead,
    String notice,
    List<Group> groups,
    List<Reach> open,
    int openAll,
    List<Closed> closed) {
  /// The pathways of one strategy.
  public record Group(Strategy strategy, String heading, List<Way> ways) {}

  /// @param to where it leads, in words
  /// @param toHref the page of that role, empty outside
  /// @param chance in words; `parts` how it comes about
  public record Way(
      String to,
      String toHref,
      String toSub,
      long programmeId,
      String programme,
      String provider,
      String time,
      String weeks,
      String price,
      String pay,
      String chance,
      List<String> parts) {}

  /// @param alike percentile in words; `parts` cosines of its parts
  /// @param hard the largest gaps in hard skills, in words; `soft` in soft ones
  public record Reach(
      int id,
      String title,
      String kind,
      String alike,
      String parts,
      String hard,
      String soft,
      String zones,
      String pay,
      String moved) {}

  /// @param against why not, each a sentence
  /// @param change the smallest change that would open it
  public record Closed(int id, String title, List<String> against, String change) {}
}

package org.rung.server.people;

import java.util.List;
import java.util.Optional;
import org.rung.server.decisions.Decision;

/// What the page of one person shows.
///
/// @param steps the days on which there is a row, the earliest first; never empty
/// @param here whether the last of them is the latest day
/// @param linked whether the id can be followed from file to file
/// @param latest the latest day, in words
/// @param decisions newest first
public record PersonPage(
    String id,
    boolean linked,
    boolean here,
    String latest,
    List<Step> steps,
    Optional<Manager> manager,
    List<Decision> decisions) {
  public PersonPage {
    steps = List.copyOf(steps);
    decisions = List.copyOf(decisions);
  }

  /// What somebody did on a day.
  ///
  /// @param what changed since the step before, in words; empty when nothing did
  public record Step(
      String day,
      String role,
      String department,
      String site,
      String time,
      String pay,
      String hired,
      String what) {}

  /// @param href the manager's page
  public record Manager(String id, String href) {}

  /// With a capital at its start, for the start of a sentence.
  public String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /// The last step.
  public Step now() {
    return steps.getLast();
  }
}

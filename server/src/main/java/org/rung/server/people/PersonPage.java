package org.rung.server.people;

import java.util.List;
import java.util.Optional;
import org.rung.server.decisions.Appeal;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Recorded;

/// What the page of one person shows.
///
/// @param steps the days on which there is a row, the earliest first; never empty
/// @param here whether the last of them is the latest day
/// @param linked whether the id can be followed from file to file
/// @param latest the latest day, in words
/// @param decisions newest first
/// @param appeals what the person asked to be looked at again, newest first
public record PersonPage(
    String id,
    boolean linked,
    boolean here,
    String latest,
    List<Step> steps,
    Optional<Manager> manager,
    List<Recorded> decisions,
    List<Appeal> appeals) {
  public PersonPage {
    steps = List.copyOf(steps);
    decisions = List.copyOf(decisions);
    appeals = List.copyOf(appeals);
  }

  /// Whether a plan decided something about this person.
  public boolean planned() {
    return decisions.stream().anyMatch(made -> made.decision().about().equals("plan"));
  }

  /// The page that says more of a decision: the plan's reasons, or the appeal.
  public String reasons(Decision decision) {
    return decision.about().equals("plan")
        ? "/plans/%s/people/%s".formatted(decision.subject(), id)
        : "/%ss/%s".formatted(decision.about(), decision.subject());
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

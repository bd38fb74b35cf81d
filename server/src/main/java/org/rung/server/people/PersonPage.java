package org.rung.server.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rung.server.decisions.Appeal;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Recorded;
import org.rung.server.pages.Formats;

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

  static PersonPage of(Person person) {
    List<Step> steps = new ArrayList<>();
    Optional<Person.Day> before = Optional.empty();
    for (Person.Day day : person.days()) {
      steps.add(step(day, before));
      before = Optional.of(day);
    }
    return new PersonPage(
        person.id(),
        person.linked(),
        person.here(),
        Formats.date(person.latest()),
        steps,
        person.manager(),
        person.decisions(),
        person.appeals());
  }

  private static Step step(Person.Day day, Optional<Person.Day> before) {
    List<String> changes = new ArrayList<>();
    before.ifPresent(past -> {
      if (!past.role().equals(day.role())) {
        changes.add("new role");
      }
      if (!past.department().equals(day.department())) {
        changes.add("new department");
      }
    });
    return new Step(
        Formats.date(day.day()),
        day.role(),
        day.department(),
        day.site() + (day.siteKind().equals("unknown") ? "" : " (" + day.siteKind() + ")"),
        (day.fullTime() ? "full-time" : "part-time")
            + (day.weeklyMinutes().isEmpty()
                ? ""
                : ", "
                    + Formats.decimal(day.weeklyMinutes().getAsInt() / 60.0, 1)
                    + " hours a week"),
        (day.hourlyPayCents().isPresent() && day.hourly()
                ? Formats.cents(day.hourlyPayCents().getAsLong()) + " an hour, "
                : "")
            + Formats.dollars(day.annualPayCents())
            + " a year",
        day.hiredOn().map(Formats::date).orElse(""),
        String.join(", ", changes));
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

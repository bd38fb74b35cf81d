package org.rung.server.home;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.decisions.Appeal;
import org.rung.server.decisions.Recorded;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NextStep;
import org.rung.server.planning.PersonReading;
import org.rung.server.planning.Statement;

/// What an employee's own page shows.
///
/// @param plan the published one, empty while there is none
/// @param cards ways on: the planned one first, then what else was weighed, then the rest
/// @param more how many ways on there are beyond the cards
/// @param ways how many ways lead on from the role in all
/// @param decisions everything decided about the person, newest first
/// @param until the last day to appeal each, by number
/// @param appeals what the person asked, newest first
/// @param statements what the manager said stands against a release and did not take back
/// @param facts what can be challenged
/// @param next what waits for the person or comes next
/// @param today where the server is
/// @param days to answer an appeal, by the rule
/// @param form what was written, by field
/// @param errors what is wrong with it, by field
public record MyPage(
    Me me,
    Optional<MyPlan> plan,
    MyBenefit benefit,
    List<MyCard> cards,
    int more,
    int ways,
    List<Recorded> decisions,
    Map<Long, LocalDate> until,
    List<Appeal> appeals,
    List<Statement> statements,
    List<MyFact> facts,
    List<NextStep> next,
    LocalDate today,
    long days,
    Map<String, String> form,
    Map<String, String> errors) {
  public MyPage {
    cards = List.copyOf(cards);
    decisions = List.copyOf(decisions);
    until = Map.copyOf(until);
    appeals = List.copyOf(appeals);
    statements = List.copyOf(statements);
    facts = List.copyOf(facts);
    next = List.copyOf(next);
    form = Map.copyOf(form);
    errors = Map.copyOf(errors);
  }

  /// The place in the published plan.
  public Optional<PersonReading.Place> place() {
    return plan.flatMap(MyPlan::place);
  }

  /// The finding.
  public String title() {
    if (!me.here()) {
      return "You are not in the file of the newest day";
    }
    String lead =
        ways == 0
            ? "no way on from your role is known"
            : ways == 1
                ? "one way leads on from here"
                : "%s ways lead on from here".formatted(Formats.count(ways));
    if (plan.isEmpty()) {
      return "No plan is published; " + lead;
    }
    if (place().isPresent()) {
      return "You are planned for %s from %s"
          .formatted(place().get().name(), Formats.date(place().get().starts()));
    }
    if (!plan.get().knows()) {
      return "The published plan was made before you came; " + lead;
    }
    return plan.get().without().isPresent() && ways == 0
        ? "The published plan could weigh no way on for you"
        : "The published plan has no place for you; " + lead;
  }

  /// What the person does, in a sentence.
  public String lead() {
    return me.here()
        ? "You work as %s, %s: %s, %s.".formatted(me.role(), me.department(), me.time(), me.pay())
        : "You were last seen on %s as %s in %s. Decisions about you stay here, and you may appeal them."
            .formatted(Formats.date(me.day()), me.role(), me.department());
  }

  /// The appeals that wait.
  public List<Appeal> waiting() {
    return appeals.stream().filter(Appeal::open).toList();
  }

  /// The decisions that can be appealed: each once, and until its last day.
  public List<Recorded> appealable() {
    return decisions.stream()
        .filter(made ->
            made.erasedAt().isEmpty()
                && appealOf(made.number()).isEmpty()
                && !today.isAfter(until.getOrDefault(made.number(), LocalDate.MIN)))
        .toList();
  }

  /// The appeal of a decision.
  public Optional<Appeal> appealOf(long decision) {
    return appeals.stream()
        .filter(appeal ->
            appeal.matter() instanceof org.rung.server.decisions.Matter.OfDecision of
                && of.number() == decision)
        .findFirst();
  }

  /// Facts of one kind.
  public List<MyFact> facts(boolean skill) {
    return facts.stream().filter(fact -> fact.skill() == skill).toList();
  }

  /// What was written in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// What is wrong with a field, empty when nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }
}

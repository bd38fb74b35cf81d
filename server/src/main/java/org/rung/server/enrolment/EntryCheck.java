package org.rung.server.enrolment;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.EntryRule;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Case;
import org.rung.server.rules.Clause;

/// Answers the entry rules of a programme for one person.
final class EntryCheck {
  private EntryCheck() {}

  /// What the files say of a person.
  ///
  /// @param technical whether the role's occupation is technical (SOC 15 and 17); empty while the
  ///   role has none
  /// @param jobZone preparation the role needs, 1 to 5; empty where it is not known
  record Facts(
      Optional<LocalDate> hiredOn,
      boolean hourly,
      boolean fullTime,
      Optional<Boolean> technical,
      OptionalInt jobZone) {
    /// As people read them.
    private Map<String, String> words() {
      return Map.of(
          "Hired on",
          hiredOn.map(Formats::date).orElse("not known"),
          "Paid",
          hourly ? "hourly" : "a salary",
          "Working time",
          fullTime ? "full-time" : "part-time",
          "Occupation of the role",
          technical.map(yes -> yes ? "technical" : "not technical").orElse("not known"),
          "Job zone of the role",
          jobZone.isPresent() ? Integer.toString(jobZone.getAsInt()) : "not known");
    }
  }

  /// The answer of one rule, with its clause.
  ///
  /// @param programme whose terms it is
  static Answer of(EntryRule rule, Facts facts, String programme, LocalDate today) {
    Clause clause =
        new Clause(
            "entry, " + rule.rule(),
            "policy",
            LocalDate.EPOCH,
            Optional.empty(),
            "Entry: " + rule.words() + ".",
            "Terms of " + programme);
    Case asked = asked(rule.rule(), facts, today);
    return switch (rule.rule()) {
      case "service_days" ->
          facts.hiredOn().isEmpty()
              ? new Answer.CannotTell(clause, asked, List.of("hired on"))
              : service(
                  clause,
                  asked,
                  rule.atLeast().orElse(0),
                  ChronoUnit.DAYS.between(facts.hiredOn().get(), today));
      case "pay_basis" ->
          is(
              clause,
              asked,
              facts.hourly() == rule.is().orElse("").equals("hourly"),
              "It is for people who are %s.".formatted(rule.words()),
              "A post that is.");
      case "working_time" ->
          is(
              clause,
              asked,
              facts.fullTime() == rule.is().orElse("").equals("full-time"),
              "It is for %s posts.".formatted(rule.words()),
              "A post that is.");
      case "occupation" ->
          facts.technical().isEmpty()
              ? new Answer.CannotTell(clause, asked, List.of("occupation of the role"))
              : is(
                  clause,
                  asked,
                  facts.technical().get() == rule.is().orElse("").equals("technical"),
                  "It is for people %s.".formatted(rule.words()),
                  "A role that is.");
      case "job_zone" ->
          facts.jobZone().isEmpty()
              ? new Answer.CannotTell(clause, asked, List.of("job zone of the role"))
              : is(
                  clause,
                  asked,
                  facts.jobZone().getAsInt() >= rule.atLeast().orElse(1),
                  "It asks for %s; your role has %d."
                      .formatted(rule.words(), facts.jobZone().getAsInt()),
                  "A role with more preparation.");
      default -> new Answer.CannotTell(clause, asked, List.of(rule.rule()));
    };
  }

  /// The fact that a rule looks at, as people read it.
  private static Case asked(String rule, Facts facts, LocalDate today) {
    return new Case(
        today,
        switch (rule) {
          case "service_days" ->
              Map.of("hired on", facts.hiredOn().map(Formats::date).orElse("not given"));
          case "pay_basis" -> Map.of("paid by the hour", facts.hourly() ? "yes" : "no");
          case "working_time" -> Map.of("full-time", facts.fullTime() ? "yes" : "no");
          case "occupation" ->
              Map.of(
                  "technical role",
                  facts.technical().map(technical -> technical ? "yes" : "no").orElse("not known"));
          case "job_zone" ->
              Map.of(
                  "job zone of the role",
                  facts.jobZone().isPresent()
                      ? Integer.toString(facts.jobZone().getAsInt())
                      : "not known");
          default -> Map.of();
        });
  }

  private static Answer service(Clause clause, Case asked, long needed, long days) {
    return is(
        clause,
        asked,
        days >= needed,
        "%s of service are needed; the files show %s."
            .formatted(Formats.counted(needed, "day", "days"), Formats.count(days)),
        "%s more.".formatted(Formats.counted(Math.max(1, needed - days), "day", "days")));
  }

  private static Answer is(Clause clause, Case asked, boolean yes, String reason, String change) {
    return yes ? new Answer.Yes(clause, asked) : new Answer.No(clause, asked, reason, change);
  }
}

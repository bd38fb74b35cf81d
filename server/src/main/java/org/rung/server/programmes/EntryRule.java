package org.rung.server.programmes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One thing a person must be or have to enter a programme, as data: a rule's name and what it
/// asks. Whoever decides looks the fact up and answers with this rule; a missing fact answers
/// *cannot tell*.
///
/// @param rule one of [#NAMES]
/// @param is the word it asks for, for example `hourly`
/// @param atLeast the figure it asks for, in the unit of the rule, for example 90 days
public record EntryRule(String rule, Optional<String> is, OptionalLong atLeast) {
  /// The rules there are, and what each asks.
  ///
  /// - `service_days`: days since the person was hired, `at_least`
  /// - `pay_basis`: `is` hourly or salary
  /// - `working_time`: `is` full-time or part-time
  /// - `occupation`: `is` technical or other, by the role's occupation (SOC 15 and 17 are
  ///   technical)
  /// - `job_zone`: preparation the present role needs, 1 to 5, `at_least`
  public static final List<String> NAMES =
      List.of("service_days", "pay_basis", "working_time", "occupation", "job_zone");

  /// The rule in a few words.
  public String words() {
    return switch (rule) {
      case "service_days" -> "%,d days of service".formatted(atLeast.orElse(0));
      case "pay_basis" -> is.orElse("").equals("hourly") ? "paid by the hour" : "salaried";
      case "working_time" -> is.orElse("");
      case "occupation" ->
          is.orElse("").equals("technical") ? "in a technical role" : "not in a technical role";
      case "job_zone" -> "job zone %d or above".formatted(atLeast.orElse(1));
      default -> rule;
    };
  }
}

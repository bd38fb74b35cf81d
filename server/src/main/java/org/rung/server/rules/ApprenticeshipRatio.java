package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;

/// How many apprentices there may be at a site to those who supervise them.
///
/// @param terms the rule `apprenticeship-ratio` of the day
public record ApprenticeshipRatio(Rules.Version terms) {
  /// The name of the rule.
  public static final String RULE = "apprenticeship-ratio";

  /// What the rule says of the ratio of a programme.
  ///
  /// @param apprentices to so many mentors, both at least 1
  public Answer of(long apprentices, long mentors, LocalDate day) {
    long most = terms.figure("apprentices");
    long to = terms.figure("mentors");
    Case asked = new Case(day, Map.of("Ratio", "%d to %d".formatted(apprentices, mentors)));
    return Math.multiplyExact(apprentices, to) <= Math.multiplyExact(most, mentors)
        ? new Answer.Yes(terms.clause(), asked)
        : new Answer.No(
            terms.clause(),
            asked,
            "%d to %d is more apprentices to a mentor than %d to %d."
                .formatted(apprentices, mentors, most, to),
            "At most %d to %d.".formatted(most, to));
  }

  /// The most apprentices with so many mentors.
  ///
  /// @param apprentices of the programme's ratio, to `to` mentors
  public static long most(long apprentices, long to, long mentors) {
    return Math.multiplyExact(mentors, apprentices) / to;
  }
}

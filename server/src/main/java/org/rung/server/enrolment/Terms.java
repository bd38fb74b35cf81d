package org.rung.server.enrolment;

import java.time.LocalDate;

/// How the offers of a plan go out.
///
/// @param waves in so many parts, 1 to 12; who is worth most to the plan is in the first
/// @param firstDay on which the first part goes out
/// @param daysApart from one part to the next, 0 to 365
/// @param answerDays that people have to answer, 1 to 365
/// @param costCentre whose budget pays
public record Terms(
    int waves, LocalDate firstDay, int daysApart, int answerDays, String costCentre) {
  public Terms {
    if (waves < 1
        || waves > 12
        || daysApart < 0
        || daysApart > 365
        || answerDays < 1
        || answerDays > 365
        || costCentre.isBlank()) {
      throw new IllegalArgumentException("terms out of range");
    }
  }
}

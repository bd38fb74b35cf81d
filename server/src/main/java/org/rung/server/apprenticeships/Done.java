package org.rung.server.apprenticeships;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an apprentice has done, by what stands and was approved.
///
/// @param job on the job, in time
/// @param instruction in class, in time
record Done(Agreement agreement, List<Stretch> job, List<Stretch> instruction) {
  Done {
    job = List.copyOf(job);
    instruction = List.copyOf(instruction);
  }

  /// The moment on which a wage step is due: its hours on the job are done and, where it asks for
  /// them, those of instruction.
  ///
  /// @return empty while it is not
  Optional<Instant> due(Standards.WageStep step) {
    Optional<Instant> hours =
        Stretch.reached(step.afterHours() * 60L, agreement.creditMinutes(), agreement.begin(), job);
    Optional<Instant> taught =
        Stretch.reached(
            step.instructionHours() * 60L,
            agreement.instructionCredit() * 60L,
            agreement.begin(),
            instruction);
    return hours.flatMap(first -> taught.map(second -> first.isAfter(second) ? first : second));
  }

  /// The moment on which the probation is over; credit does not shorten it.
  ///
  /// @return may lie ahead: while hours are missing it is the latest there can be
  Instant probationEnds() {
    Standards.Probation probation = agreement.standards().probation();
    Instant latest =
        agreement
            .firstDay()
            .plusMonths(probation.months())
            .atStartOfDay(agreement.zone())
            .toInstant();
    if (probation.days().isPresent()) {
      Instant day =
          agreement
              .firstDay()
              .plusDays(probation.days().getAsInt())
              .atStartOfDay(agreement.zone())
              .toInstant();
      return day.isBefore(latest) ? day : latest;
    }
    return Stretch.reached(probation.hours().orElseThrow() * 60L, 0, agreement.begin(), job)
        .filter(at -> at.isBefore(latest))
        .orElse(latest);
  }

  long minutesBy(Instant moment) {
    return Stretch.doneBy(moment, agreement.creditMinutes(), job);
  }

  long instructionBy(Instant moment) {
    return Stretch.doneBy(moment, agreement.instructionCredit() * 60L, instruction);
  }
}

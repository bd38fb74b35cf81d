package org.rung.server.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may use the education benefit: hourly staff with the days of service that the clause asks
/// for. The day of hire is day 0, so somebody hired on 1 January has 90 days on 1 April, and on 31
/// March in a leap year.
///
/// @param service the rule `education-benefit-service` of the day
public record EducationService(Rules.Version service) {
  /// The name of the rule.
  public static final String RULE = "education-benefit-service";

  /// Whether somebody may use it.
  ///
  /// @param hourly whether the post is paid by the hour
  /// @param days of service that the files prove, -1 when they prove nothing
  /// @param hireDateGiven whether the files give the hire date, so that `days` is all there is
  /// @param day the day for which it is asked
  public Answer of(boolean hourly, int days, boolean hireDateGiven, LocalDate day) {
    long needed = service.figure("service_days");
    Case asked =
        new Case(
            day,
            Map.of(
                "Paid",
                hourly ? "hourly" : "a salary",
                "Days of service",
                days < 0
                    ? hireDateGiven ? "none yet" : "not known"
                    : Wording.counted(days, "day", "days")));
    if (!hourly) {
      return new Answer.No(
          service.clause(),
          asked,
          "The benefit is for hourly staff; this post is salaried.",
          "An hourly post, or a change of the rule.");
    }
    if (days >= needed) {
      return new Answer.Yes(service.clause(), asked);
    }
    return hireDateGiven
        ? new Answer.No(
            service.clause(),
            asked,
            "%s of service are needed; the file shows %,d."
                .formatted(Wording.counted(needed, "day", "days"), Math.max(0, days)),
            "%s more.".formatted(Wording.counted(needed - days, "day", "days")))
        : new Answer.CannotTell(service.clause(), asked, List.of("hired on"));
  }

  /// Whether somebody may use it, from the hire date.
  public Answer of(boolean hourly, Optional<LocalDate> hired, LocalDate day) {
    return of(
        hourly,
        hired.map(since -> Math.toIntExact(ChronoUnit.DAYS.between(since, day))).orElse(-1),
        hired.isPresent(),
        day);
  }

  /// The first day with enough service.
  public LocalDate opensOn(LocalDate hired) {
    return hired.plusDays(service.figure("service_days"));
  }
}

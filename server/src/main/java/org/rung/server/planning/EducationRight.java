package org.rung.server.planning;

import java.util.List;
import org.rung.server.pages.Formats;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Rules;

/// Who may use the education benefit: hourly staff with the days of service that the clause asks
/// for.
///
/// @param service the rule `education-benefit-service` of the day
public record EducationRight(Rules.Version service) {
  /// Whether somebody may use it.
  ///
  /// @param hourly whether the post is paid by the hour
  /// @param days of service that the files prove, -1 when they prove nothing
  /// @param hireDateGiven whether the files give the hire date, so that `days` is all there is
  public Answer of(boolean hourly, int days, boolean hireDateGiven) {
    long needed = service.figure("service_days");
    if (!hourly) {
      return new Answer.No(
          service.clause(),
          "The benefit is for hourly staff; this post is salaried.",
          "An hourly post, or a change of the rule.");
    }
    if (days >= needed) {
      return new Answer.Yes(service.clause());
    }
    return hireDateGiven
        ? new Answer.No(
            service.clause(),
            "%s of service are needed; the file shows %s."
                .formatted(Formats.counted(needed, "day", "days"), Formats.count(days)),
            "%s more.".formatted(Formats.counted(needed - days, "day", "days")))
        : new Answer.CannotTell(service.clause(), List.of("hired on"));
  }
}

package org.rung.server.classes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.enrolment.Result;
import org.rung.server.pages.Formats;

/// An intake as the partner that gives it sees it.
///
/// @param report what became of a file that was sent just now
/// @param form what was sent, by field
/// @param error what is wrong with it, empty when nothing is
/// @param now tells what has begun
public record PartnerIntakePage(
    PartnerIntake intake,
    List<Learner> learners,
    List<Session> sessions,
    Optional<AttendanceReport> report,
    Map<String, String> form,
    String error,
    String today,
    Instant now) {
  public PartnerIntakePage {
    learners = List.copyOf(learners);
    sessions = List.copyOf(sessions);
    form = Map.copyOf(form);
  }

  /// What is in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// Who can be given a result.
  public List<Learner> learning() {
    return learners.stream().filter(Learner::learning).toList();
  }

  /// How it can end.
  public List<Result> results() {
    return List.of(Result.values());
  }

  /// The finding.
  public String title() {
    return learners.isEmpty()
        ? "Nobody is enrolled in %s yet".formatted(intake.programme())
        : intake.learning() > 0
            ? "%s in %s"
                .formatted(
                    Formats.counted(intake.learning(), "person learns", "people learn"),
                    intake.programme())
            : "%s in %s"
                .formatted(
                    Formats.counted(learners.size(), "learner", "learners"), intake.programme());
  }
}

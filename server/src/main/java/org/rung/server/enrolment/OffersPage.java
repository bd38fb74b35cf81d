package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.jobs.Job;
import org.rung.server.pages.Formats;

/// What the planner's page of offers shows.
///
/// @param plan the published one
/// @param places of it that are offered: all but the education benefit
/// @param begun of these places, those that began before tomorrow and are offered no more
/// @param needed cents that the others cost
/// @param terms how its offers go out, empty until somebody said it
/// @param job that makes them
/// @param stopped the job that should have made them and ended before; they can be made again
/// @param form what was typed, `errors` what is wrong with it
public record OffersPage(
    Optional<Long> plan,
    int places,
    int begun,
    long needed,
    Optional<Terms> terms,
    String by,
    Optional<Job> job,
    Optional<Job> stopped,
    List<Intake> intakes,
    List<Releases.Release> releases,
    LocalDate today,
    Map<String, String> form,
    Map<String, String> errors) {
  public OffersPage {
    intakes = List.copyOf(intakes);
    releases = List.copyOf(releases);
  }

  /// The finding.
  public String title() {
    if (plan.isEmpty() && intakes.isEmpty()) {
      return "No plan is published, so nothing is offered";
    }
    if (stopped.isPresent()) {
      return "The offers of plan %d are not all made".formatted(plan.orElseThrow());
    }
    if (intakes.isEmpty()) {
      return terms.isPresent()
          ? "The offers of plan %d are being made".formatted(plan.orElseThrow())
          : places == begun
              ? "No place of plan %d can be offered any more".formatted(plan.orElseThrow())
              : "%s of plan %d %s to be offered"
                  .formatted(
                      Formats.counted(places - begun, "place", "places"),
                      plan.orElseThrow(),
                      places - begun == 1 ? "waits" : "wait");
    }
    long enrolled = intakes.stream().mapToLong(Intake::enrolled).sum();
    long open = intakes.stream().mapToLong(Intake::open).sum();
    return "%s enrolled, %s to be answered"
        .formatted(
            Formats.counted(enrolled, "person is", "people are"),
            Formats.counted(open, "offer is", "offers are"));
  }

  /// Offers that wait for money or for their day.
  public long prepared() {
    return intakes.stream().mapToLong(Intake::prepared).sum();
  }

  /// What was typed, or else.
  public String given(String field, String otherwise) {
    return form.getOrDefault(field, otherwise);
  }

  /// What is wrong with a field, empty when nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }
}

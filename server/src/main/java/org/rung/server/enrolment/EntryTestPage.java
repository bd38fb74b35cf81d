package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// One entry test: who has still to pass it, its results, its terms.
///
/// @param report what became of a file that was just sent
/// @param form what was typed, `errors` what is wrong with it
/// @param fault why a result or a file was not taken, empty otherwise
public record EntryTestPage(
    EntryTest test,
    List<EntryTests.Waiting> waiting,
    List<TestResult> results,
    Optional<TestFile.Report> report,
    LocalDate today,
    Map<String, String> form,
    Map<String, String> errors,
    String fault) {
  public EntryTestPage {
    waiting = List.copyOf(waiting);
    results = List.copyOf(results);
  }

  /// The finding.
  public String title() {
    long people = results.stream().mapToLong(TestResult::person).distinct().count();
    long passed =
        results.stream()
            .filter(TestResult::passed)
            .mapToLong(TestResult::person)
            .distinct()
            .count();
    return people == 0
        ? "Nobody took the entry test of %s yet".formatted(test.programmeName())
        : "%s of %s passed the entry test of %s"
            .formatted(
                Formats.count(passed),
                Formats.counted(people, "person", "people"),
                test.programmeName());
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

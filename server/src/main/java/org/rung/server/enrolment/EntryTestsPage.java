package org.rung.server.enrolment;

import java.util.List;
import java.util.Map;
import org.rung.server.pages.Formats;

/// The list of entry tests, with the form of a new one.
///
/// @param without programmes that have none
/// @param form what was typed, `errors` what is wrong with it
public record EntryTestsPage(
    List<EntryTests.Summary> tests,
    List<EntryTests.Choice> without,
    Map<String, String> form,
    Map<String, String> errors) {
  public EntryTestsPage {
    tests = List.copyOf(tests);
    without = List.copyOf(without);
  }

  /// The finding.
  public String title() {
    int waiting = tests.stream().mapToInt(EntryTests.Summary::toTake).sum();
    return tests.isEmpty()
        ? "No programme asks for an entry test"
        : waiting == 0
            ? "%s, and nobody has one still to pass"
                .formatted(Formats.counted(tests.size(), "entry test", "entry tests"))
            : "%s an entry test still to pass"
                .formatted(
                    Formats.counted(
                        waiting, "person with an offer has", "people with offers have"));
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

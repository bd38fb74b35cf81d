package org.rung.server.insights;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// All surveys, and the form to open one.
///
/// @param results the newest first
/// @param programmes that could be asked about
/// @param chosen the programme of the form, once it is chosen
/// @param form what was sent, by field
/// @param error what is wrong with it, empty when nothing is
public record SurveysPage(
    List<SurveyResult> results,
    List<Choice> programmes,
    Optional<Chosen> chosen,
    Map<String, String> form,
    List<String> questions,
    String error) {
  public SurveysPage {
    results = List.copyOf(results);
    programmes = List.copyOf(programmes);
    form = Map.copyOf(form);
    questions = List.copyOf(questions);
  }

  /// A programme or intake of a list.
  public record Choice(long id, String name) {}

  /// The programme that a survey is opened for.
  ///
  /// @param people who could be asked today, by moment, of all intakes
  public record Chosen(
      long id, String name, List<Choice> intakes, Map<Moment, Integer> people, String lastDay) {
    public Chosen {
      intakes = List.copyOf(intakes);
      people = Map.copyOf(people);
    }
  }

  /// What is in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// Whether a question is ticked.
  public boolean ticked(Question question) {
    return questions.contains(question.code());
  }

  /// The finding.
  public String title() {
    long open = results.stream().filter(result -> !result.survey().closed()).count();
    return results.isEmpty()
        ? "Nobody was asked yet"
        : open == 0
            ? "No survey is open, %s closed".formatted(Formats.count(results.size()))
            : "%s open".formatted(Formats.counted(open, "survey is", "surveys are"));
  }
}

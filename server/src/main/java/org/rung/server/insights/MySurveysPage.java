package org.rung.server.insights;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;

/// What the person whose account asks is asked.
///
/// @param known whether the account is a person of the employer's files
/// @param form what was sent, by question, where it was not taken
/// @param faulty the survey it was sent for
/// @param error what is wrong with it, empty when nothing is
public record MySurveysPage(
    boolean known,
    List<MySurvey> surveys,
    Map<String, String> form,
    OptionalLong faulty,
    String error) {
  public MySurveysPage {
    surveys = List.copyOf(surveys);
    form = Map.copyOf(form);
  }

  /// Whether an answer is chosen.
  public boolean chosen(MySurvey mine, Question question, int answer) {
    return faulty.equals(OptionalLong.of(mine.survey().id()))
        && Integer.toString(answer).equals(form.get(question.code()));
  }

  /// The finding.
  public String title() {
    long waiting = surveys.stream().filter(mine -> mine.state().equals("asked")).count();
    return waiting > 0
        ? "%s for you"
            .formatted(Formats.counted(waiting, "short survey waits", "short surveys wait"))
        : surveys.isEmpty() ? "No survey is open for you" : "You have answered what you were asked";
  }

  /// An answer in words.
  public static String words(int answer) {
    return switch (answer) {
      case 1 -> "1, not at all";
      case 2 -> "2";
      case 3 -> "3, in part";
      case 4 -> "4";
      case 5 -> "5, wholly";
      default -> "rather not say";
    };
  }
}

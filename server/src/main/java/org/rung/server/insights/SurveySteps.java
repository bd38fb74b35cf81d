package org.rung.server.insights;

import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NextStep;
import org.rung.server.pages.NextSteps;
import org.springframework.stereotype.Component;

/// Surveys that wait for a person's answer. Nobody has to take part, so it says so.
@Component
class SurveySteps implements NextSteps {
  private final Surveys surveys;

  SurveySteps(Surveys surveys) {
    this.surveys = surveys;
  }

  @Override
  public List<NextStep> of(long person) {
    return surveys.of(person).stream()
        .filter(mine -> mine.state().equals("asked"))
        .map(mine ->
            new NextStep(
                "A short survey about %s".formatted(mine.survey().name()),
                "%s, without your name; open until %s, if you like"
                    .formatted(
                        Formats.counted(mine.survey().questions().size(), "question", "questions"),
                        Formats.date(mine.survey().closesOn())),
                "/my/surveys",
                Optional.of(mine.survey().closesOn()),
                true))
        .toList();
  }
}

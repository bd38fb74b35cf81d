package org.rung.server.insights;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Closes surveys when their last day is over: each once, on however many servers, in a transaction
/// of its own.
@Component
class SurveysDue {
  /// Under which the calendar's deeds are noted.
  static final String ACCOUNT = "Rung";

  private static final Logger log = LoggerFactory.getLogger(SurveysDue.class);

  private final Surveys surveys;
  private final boolean allowed;

  SurveysDue(Surveys surveys, @Value("${rung.jobs.work:true}") boolean allowed) {
    this.surveys = surveys;
    this.allowed = allowed;
  }

  @Scheduled(
      initialDelayString = "${rung.insights.look:60}",
      fixedDelayString = "${rung.insights.look:60}",
      timeUnit = TimeUnit.SECONDS)
  void look() {
    if (!allowed) {
      return;
    }
    try {
      run(surveys.today());
    } catch (DataAccessException e) {
      log.warn("Surveys that are over cannot be closed now; looking again.", e);
    }
  }

  /// Everything that is due on a day.
  void run(LocalDate today) {
    surveys.due(today).forEach(survey -> surveys.close(survey, ACCOUNT));
  }
}

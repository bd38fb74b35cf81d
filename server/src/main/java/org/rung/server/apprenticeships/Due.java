package org.rung.server.apprenticeships;

import java.util.concurrent.TimeUnit;
import org.rung.server.pages.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What the calendar, and hours that came by other ways, do to apprenticeships. Each agreement in a
/// transaction of its own, on however many servers; a killed one leaves the rest for the next
/// round.
@Component
class Due {
  private static final Logger log = LoggerFactory.getLogger(Due.class);

  private final Raises raises;
  private final boolean allowed;

  Due(Raises raises, @Value("${rung.jobs.work:true}") boolean allowed) {
    this.raises = raises;
    this.allowed = allowed;
  }

  @Scheduled(
      initialDelayString = "${rung.apprenticeships.look:20}",
      fixedDelayString = "${rung.apprenticeships.look:20}",
      timeUnit = TimeUnit.SECONDS)
  void look() {
    if (!allowed) {
      return;
    }
    try {
      run();
    } catch (DataAccessException e) {
      log.warn("What is due for apprenticeships cannot be looked up now; looking again.", e);
    }
  }

  /// Everything that is due now. One agreement that fails holds up no other.
  void run() {
    for (long agreement : raises.due()) {
      try {
        raises.reckon(agreement);
      } catch (DataAccessException | Refused e) {
        log.warn("Apprenticeship {} cannot be reckoned now; looking again.", agreement, e);
      }
    }
  }
}

package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What the calendar does to offers and enrolments: waves go out, offers lapse, seats go on,
/// releases go to a planner, classes begin. Each thing is done once, on however many servers, in a
/// transaction of its own; a killed server leaves the rest for the next round.
@Component
class Due {
  /// Under which the calendar's deeds are noted.
  static final String ACCOUNT = "Rung";

  private static final Logger log = LoggerFactory.getLogger(Due.class);

  private final Offers offers;
  private final Sending sending;
  private final NextPerson next;
  private final Releases releases;
  private final Enrolments enrolments;
  private final CallingOff callingOff;
  private final boolean allowed;

  Due(
      Offers offers,
      Sending sending,
      NextPerson next,
      Releases releases,
      Enrolments enrolments,
      CallingOff callingOff,
      @Value("${rung.jobs.work:true}") boolean allowed) {
    this.offers = offers;
    this.sending = sending;
    this.next = next;
    this.releases = releases;
    this.enrolments = enrolments;
    this.callingOff = callingOff;
    this.allowed = allowed;
  }

  @Scheduled(
      initialDelayString = "${rung.enrolment.look:20}",
      fixedDelayString = "${rung.enrolment.look:20}",
      timeUnit = TimeUnit.SECONDS)
  void look() {
    if (!allowed) {
      return;
    }
    try {
      run(enrolments.today());
    } catch (DataAccessException e) {
      log.warn("What is due for offers and enrolments cannot be done now; looking again.", e);
    }
  }

  /// Everything that is due on a day.
  void run(LocalDate today) {
    offers.follow(today);
    offers.lapse(today);
    callingOff.settle();
    enrolments.start(today);
    releases.escalate(today);
    next.open(today).forEach(next::fill);
    sending.due(today).forEach(offer -> sending.send(offer, today));
  }
}

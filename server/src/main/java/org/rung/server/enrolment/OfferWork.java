package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import org.rung.server.access.Audit;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.springframework.stereotype.Component;

/// Makes the offers of a plan, holds their seats and sends the first wave. Killed or cancelled, it
/// goes on where it was: what is sent stays sent.
@Component
class OfferWork implements Work {
  static final String KIND = "offer";

  private final Offerings offerings;
  private final Preparing preparing;
  private final Sending sending;
  private final Enrolments enrolments;
  private final Audit audit;

  OfferWork(
      Offerings offerings,
      Preparing preparing,
      Sending sending,
      Enrolments enrolments,
      Audit audit) {
    this.offerings = offerings;
    this.preparing = preparing;
    this.sending = sending;
    this.enrolments = enrolments;
    this.audit = audit;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    long plan = Long.parseLong(job.input());
    LocalDate today = enrolments.today();
    progress.step("holding seats", 0, 0);
    int made = preparing.prepare(plan, offerings.terms(plan), today, job.askedBy());
    audit.change(job.askedBy(), "offer", "plan %d, %d offers made".formatted(plan, made));
    List<Long> due = sending.due(today);
    int sent = 0;
    int done = 0;
    for (long offer : due) {
      progress.step("sending offers", done++, due.size());
      sent += sending.send(offer, today) ? 1 : 0;
    }
    return "%s made, %s sent."
        .formatted(Formats.counted(made, "offer", "offers"), Formats.count(sent));
  }
}

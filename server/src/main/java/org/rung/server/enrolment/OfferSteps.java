package org.rung.server.enrolment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NextStep;
import org.rung.server.pages.NextSteps;
import org.springframework.stereotype.Component;

/// Offers to answer and programmes that begin.
@Component
class OfferSteps implements NextSteps {
  private final Offers offers;
  private final Enrolments enrolments;
  private final EntryTests tests;

  OfferSteps(Offers offers, Enrolments enrolments, EntryTests tests) {
    this.offers = offers;
    this.enrolments = enrolments;
    this.tests = tests;
  }

  @Override
  public List<NextStep> of(long person) {
    List<NextStep> steps = new ArrayList<>();
    for (Offer offer : offers.sentTo(person)) {
      if (offer.state() == OfferState.OPEN && !offer.answerBy().isBefore(enrolments.today())) {
        boolean test = !tests.of(person, offer.place().programme(), enrolments.today()).met();
        steps.add(
            new NextStep(
                "Answer the offer of " + offer.place().name(),
                (test ? "pass its entry test first; " : "")
                    + "answer by "
                    + Formats.date(offer.answerBy()),
                "/my/offers/" + offer.id(),
                Optional.of(offer.answerBy()),
                true));
      }
    }
    for (Enrolment made : enrolments.of(person)) {
      String detail =
          switch (made.state()) {
            case WAITING -> "on the waiting list";
            case ASKED -> "your manager is asked to release you";
            case ENROLLED -> "begins " + Formats.date(made.place().starts());
            case LEARNING -> "to " + Formats.date(made.place().ends());
            default -> "";
          };
      if (!detail.isEmpty()) {
        steps.add(
            new NextStep(
                made.place().name(),
                detail,
                "/my/offers",
                Optional.of(made.place().starts()),
                false));
      }
    }
    return steps;
  }
}

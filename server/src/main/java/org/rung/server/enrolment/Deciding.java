package org.rung.server.enrolment;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.pages.Formats;
import org.springframework.stereotype.Component;

/// Records what is decided about a person's place, with the facts of the place as the data used.
@Component
class Deciding {
  private final Decisions decisions;
  private final PlaceLetters letters;
  private final Clock clock;

  Deciding(Decisions decisions, PlaceLetters letters, Clock clock) {
    this.decisions = decisions;
    this.letters = letters;
    this.clock = clock;
  }

  /// Of what the person did, who needs no letter.
  void of(Offer offer, String outcome, List<String> reasons, String by) {
    decide(offer.person(), "offer", offer.id(), offer.place(), outcome, reasons, by);
  }

  /// Of what the person did, who needs no letter.
  void of(Enrolment enrolment, String outcome, List<String> reasons, String by) {
    decide(
        enrolment.person(), "enrolment", enrolment.id(), enrolment.place(), outcome, reasons, by);
  }

  /// Of what somebody else did, or the calendar: the person gets a letter.
  void tell(Offer offer, String outcome, List<String> reasons, String by) {
    long decision =
        decide(offer.person(), "offer", offer.id(), offer.place(), outcome, reasons, by);
    letters.news(offer.person(), offer.personName(), decision, outcome, reasons, by);
  }

  /// Of what somebody else did, or the calendar: the person gets a letter.
  void tell(Enrolment enrolment, String outcome, List<String> reasons, String by) {
    long decision =
        decide(
            enrolment.person(),
            "enrolment",
            enrolment.id(),
            enrolment.place(),
            outcome,
            reasons,
            by);
    letters.news(enrolment.person(), enrolment.personName(), decision, outcome, reasons, by);
  }

  /// Of what somebody else did about something that is no place: the person gets a letter.
  ///
  /// @param used the data it was decided on
  void told(
      long person,
      String personName,
      String about,
      String subject,
      String outcome,
      List<String> reasons,
      Map<String, String> used,
      String by) {
    long decision =
        decisions.record(
            new Decision(person, about, subject, outcome, reasons, used, by, clock.instant()));
    letters.news(person, personName, decision, outcome, reasons, by);
  }

  private long decide(
      long person,
      String about,
      long subject,
      Place place,
      String outcome,
      List<String> reasons,
      String by) {
    Map<String, String> used = new TreeMap<>();
    used.put("programme", place.name());
    used.put("first day", Formats.date(place.starts()));
    used.put("towards", place.to());
    used.put("price the employer pays", Formats.cents(place.priceCents()));
    return decisions.record(
        new Decision(
            person, about, Long.toString(subject), outcome, reasons, used, by, clock.instant()));
  }
}

package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import org.rung.server.pages.Formats;

/// What the planner's page of one intake shows.
public record IntakePage(
    Intake intake,
    List<Offer> offers,
    List<Enrolment> enrolments,
    List<Announcements.Announcement> announcements,
    List<Announcements.Site> sites,
    LocalDate today) {
  public IntakePage {
    offers = List.copyOf(offers);
    enrolments = List.copyOf(enrolments);
    announcements = List.copyOf(announcements);
    sites = List.copyOf(sites);
  }

  /// The finding.
  public String title() {
    if (!intake.calledOff().isEmpty()) {
      return "%s from %s is called off".formatted(intake.name(), Formats.date(intake.starts()));
    }
    return "%s of %s in %s from %s"
        .formatted(
            Formats.count(intake.taken()),
            Formats.counted(intake.seats(), "seat is taken", "seats are taken"),
            intake.name(),
            Formats.date(intake.starts()));
  }

  /// Whether it can still be called off.
  public boolean canBeCalledOff() {
    return intake.state().equals("open") && intake.starts().isAfter(today);
  }

  /// Offers that did not become enrolments.
  public List<Offer> others() {
    return offers.stream().filter(offer -> offer.state() != OfferState.ACCEPTED).toList();
  }
}

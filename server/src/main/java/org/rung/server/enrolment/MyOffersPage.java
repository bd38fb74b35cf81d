package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// What a person sees of the own offers and enrolments.
///
/// @param stands releases and places of enrolments, by their number
public record MyOffersPage(List<Offer> offers, List<Standing> standings, LocalDate today) {
  public MyOffersPage {
    offers = List.copyOf(offers);
    standings = List.copyOf(standings);
  }

  /// An enrolment with what a person asks of it.
  ///
  /// @param release the manager's, where one was asked
  /// @param waiting what is to be expected on the waiting list
  public record Standing(
      Enrolment enrolment,
      List<Enrolments.Step> steps,
      Optional<Releases.Release> release,
      Optional<WaitingEstimate> waiting) {
    /// Whether the person may step back now.
    public boolean open() {
      return enrolment.state() == State.WAITING || State.STANDING.contains(enrolment.state());
    }
  }

  /// Offers that are to be answered.
  public List<Offer> open() {
    return offers.stream().filter(offer -> offer.state() == OfferState.OPEN).toList();
  }

  /// Offers that ended without an enrolment.
  public List<Offer> past() {
    return offers.stream()
        .filter(offer -> offer.state() != OfferState.OPEN && offer.state() != OfferState.ACCEPTED)
        .toList();
  }

  /// The finding.
  public String title() {
    List<Offer> open = open();
    if (open.size() == 1) {
      return "%s is offered to you: answer by %s"
          .formatted(open.getFirst().place().name(), Formats.date(open.getFirst().answerBy()));
    }
    if (!open.isEmpty()) {
      return "%s wait for your answer".formatted(Formats.counted(open.size(), "offer", "offers"));
    }
    return standings.stream()
        .filter(Standing::open)
        .findFirst()
        .map(standing ->
            "%s: %s"
                .formatted(
                    standing.enrolment().place().name(), standing.enrolment().state().label()))
        .orElse("Nothing is offered to you now");
  }
}

package org.rung.server.enrolment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.rung.server.programmes.Strategy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// The own offers and what came of them, and a manager's releases, as JSON.
@JsonApi
class MyOfferApi {
  private final MyOffers mine;
  private final Offers offers;
  private final Enrolments enrolments;
  private final Releases releases;
  private final Applications applications;
  private final Viewers viewers;
  private final Audit audit;

  MyOfferApi(
      MyOffers mine,
      Offers offers,
      Enrolments enrolments,
      Releases releases,
      Applications applications,
      Viewers viewers,
      Audit audit) {
    this.mine = mine;
    this.offers = offers;
    this.enrolments = enrolments;
    this.releases = releases;
    this.applications = applications;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// What one is offered or enrolled in.
  record PlaceTold(
      String programme,
      String provider,
      String towards,
      Strategy strategy,
      LocalDate starts,
      @Meaning("The last day to plan with.") LocalDate ends,
      int hours,
      @Meaning("Whole cents that the employer pays.") long priceCents,
      @Meaning("Whether it is on the employer's time, so that a manager releases.")
          boolean paidTime) {
    static PlaceTold of(Place place) {
      return new PlaceTold(
          place.name(),
          place.provider(),
          place.to(),
          place.strategy(),
          place.starts(),
          place.ends(),
          place.hours(),
          place.priceCents(),
          place.paidTime());
    }
  }

  /// An offer to the person who asks.
  record OfferTold(
      long id,
      PlaceTold place,
      OfferState state,
      @Meaning("Why you, in words.") String why,
      @Meaning("Whether a seat is held until the answer.") boolean holdsSeat,
      @Meaning("The last day.") LocalDate answerBy,
      Optional<Instant> sentAt,
      @Meaning("Why it was declined or withdrawn; may be empty.") String reason) {
    static OfferTold of(Offer offer) {
      return new OfferTold(
          offer.id(),
          PlaceTold.of(offer.place()),
          offer.state(),
          offer.why(),
          offer.holdsSeat(),
          offer.answerBy(),
          offer.sentAt(),
          offer.reason());
    }
  }

  /// The own time in a programme.
  record EnrolmentTold(
      long id,
      PlaceTold place,
      State state,
      @Meaning("Of the state.") Instant since,
      @Meaning("Null where the person applied.") Optional<Long> offer,
      @Meaning("People in line before, for the waiting list; null elsewhere.")
          Optional<Integer> ahead,
      @Meaning("That a seat becomes free, 0 to 1; null where too little was decided so far.")
          OptionalDouble chance) {
    static EnrolmentTold of(Enrolment made, Optional<WaitingEstimate> waiting) {
      return new EnrolmentTold(
          made.id(),
          PlaceTold.of(made.place()),
          made.state(),
          made.since(),
          made.offer(),
          waiting.map(WaitingEstimate::ahead),
          waiting.flatMap(WaitingEstimate::chance).stream().mapToDouble(c -> c).findFirst());
    }
  }

  /// Everything offered to a person, and what came of it.
  record MyOffersTold(
      @Meaning("The finding, in a sentence.") String title,
      List<OfferTold> offers,
      List<EnrolmentTold> enrolments) {}

  /// Why not.
  record Why(@Meaning("At most 1,000 characters.") String why) {}

  /// A manager's answer.
  record Releasing(
      boolean released,
      @Meaning("For a no 1 to 1,000 characters; the person and a planner read it.") String why) {}

  @Told(value = "Read the own offers and enrolments", problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/offers")
  MyOffersTold all() {
    MyOffers.Person me = me();
    audit.read("offers", "person " + me.name());
    MyOffersPage page = mine.page(me);
    return new MyOffersTold(
        page.title(),
        page.offers().stream().map(OfferTold::of).toList(),
        page.standings().stream()
            .map(standing -> EnrolmentTold.of(standing.enrolment(), standing.waiting()))
            .toList());
  }

  @Told(
      value = "Accept an offer",
      more = "Accepting again is the same enrolment.",
      problems = ProblemType.REFUSED)
  @PostMapping("/my/offers/{offer}/accept")
  EnrolmentTold accept(@PathVariable long offer) {
    return EnrolmentTold.of(
        offers.accept(me().id(), offer, viewers.now().account()), Optional.empty());
  }

  @Told(
      value = "Decline an offer",
      more = "The next person in line gets the seat. Declining again changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/my/offers/{offer}/decline")
  OfferTold decline(@PathVariable long offer, @RequestBody Why asked) {
    MyOffers.Person me = me();
    offers.decline(me.id(), offer, asked.why(), viewers.now().account());
    return OfferTold.of(offers.sentTo(me.id(), offer));
  }

  @Told(
      value = "Step back from a programme",
      more = "The seat goes to the next in line. Again it changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/my/enrolments/{enrolment}/step-back")
  EnrolmentTold stepBack(@PathVariable long enrolment, @RequestBody Why asked) {
    enrolments.withdraw(me().id(), enrolment, asked.why(), viewers.now().account());
    return EnrolmentTold.of(enrolments.find(enrolment).orElseThrow(), Optional.empty());
  }

  /// What one may apply for.
  record OpeningTold(
      long intake,
      PlaceTold place,
      @Meaning("Seats that nobody has.") int free,
      @Meaning("Whether every entry rule is met.") boolean open,
      @Meaning("What stands against it, with what would change it.") List<String> against,
      @Meaning("The clauses that were asked.") List<String> clauses) {
    static OpeningTold of(Applications.Opening opening) {
      return new OpeningTold(
          opening.place().intake(),
          PlaceTold.of(opening.place()),
          opening.free(),
          opening.open(),
          opening.against(),
          opening.answers().stream().map(answer -> answer.clause().text()).toList());
    }
  }

  @Told(value = "List what one may apply for", problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/apply")
  List<OpeningTold> openings() {
    MyOffers.Person me = me();
    audit.read("offers", "openings for person " + me.name());
    return applications.open(me.id()).stream().map(OpeningTold::of).toList();
  }

  @Told(
      value = "Apply for an intake",
      more =
          "With a seat where one is free and nobody waits, else on the waiting list. Again it is the same enrolment.",
      problems = ProblemType.REFUSED)
  @PostMapping("/my/apply/{intake}")
  EnrolmentTold apply(@PathVariable long intake) {
    return EnrolmentTold.of(
        applications.apply(me().id(), intake, Optional.empty(), viewers.now().account()),
        Optional.empty());
  }

  @Told("List whom the own team is asked to release, open ones first")
  @GetMapping("/team/releases")
  List<OfferApi.ReleaseTold> team() {
    List<String> departments = viewers.now().departments();
    audit.read("releases", String.join(", ", departments));
    return releases.ofTeam(departments).stream().map(OfferApi.ReleaseTold::of).toList();
  }

  @Told(
      value = "Release somebody of the own team, or say why not",
      more = "A no goes to a planner. The same answer again changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/team/releases/{enrolment}")
  OfferApi.ReleaseTold release(@PathVariable long enrolment, @RequestBody Releasing asked) {
    releases.answer(
        viewers.now().departments(),
        enrolment,
        asked.released(),
        asked.why(),
        viewers.now().account());
    return OfferApi.ReleaseTold.of(releases.of(enrolment).orElseThrow());
  }

  private MyOffers.Person me() {
    return viewers
        .now()
        .employerId()
        .flatMap(mine::person)
        .orElseThrow(() -> new NotFound("The account is linked to nobody of the workforce files."));
  }
}

package org.rung.server.enrolment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.planning.Publications;
import org.rung.server.programmes.Strategy;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// The offers of the published plan and the intakes they fill, as JSON.
@JsonApi
class OfferApi {
  private final Publications publications;
  private final Offerings offerings;
  private final Offers offers;
  private final Intakes intakes;
  private final Enrolments enrolments;
  private final Releases releases;
  private final Announcements announcements;
  private final CallingOff callingOff;
  private final Viewers viewers;
  private final Audit audit;

  OfferApi(
      Publications publications,
      Offerings offerings,
      Offers offers,
      Intakes intakes,
      Enrolments enrolments,
      Releases releases,
      Announcements announcements,
      CallingOff callingOff,
      Viewers viewers,
      Audit audit) {
    this.publications = publications;
    this.offerings = offerings;
    this.offers = offers;
    this.intakes = intakes;
    this.enrolments = enrolments;
    this.releases = releases;
    this.announcements = announcements;
    this.callingOff = callingOff;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// How offers go out.
  record OfferTerms(
      @Meaning("In so many parts, 1 to 12; who is worth most to the plan is in the first.")
          int waves,
      @Meaning("On which the first part goes out.") LocalDate firstDay,
      @Meaning("From one part to the next, 0 to 365.") int daysApart,
      @Meaning("That people have to answer, 1 to 365.") int answerDays,
      @Meaning("Whose budget pays, 1 to 100 characters.") String costCentre) {}

  /// The job that makes offers.
  record OffersAsked(@Meaning("The published plan.") long plan, long job) {}

  /// Offers of the published plan and all intakes.
  record OffersTold(
      @Meaning("The published plan; null while there is none.") Optional<Long> plan,
      @Meaning("How its offers go out; null until somebody said it.") Optional<OfferTerms> terms,
      @Meaning("Releases that wait for a planner.") List<ReleaseTold> releases,
      List<IntakeTold> intakes) {}

  /// An intake with how its seats stand.
  record IntakeTold(
      long id,
      String programme,
      String provider,
      LocalDate starts,
      @Meaning("The last day to plan with.") LocalDate ends,
      int seats,
      @Meaning("Seats the plan fills.") int planned,
      @Meaning("Held for an offer or sat in, never more than seats.") int taken,
      @Meaning("Offers not sent yet.") int notSent,
      @Meaning("Offers to be answered.") int open,
      int enrolled,
      @Meaning("On the waiting list.") int waiting,
      @Meaning("open, running, ended or cancelled.") String state,
      @Meaning("Whether people may apply for it by themselves.") boolean applications) {
    static IntakeTold of(Intake intake) {
      return new IntakeTold(
          intake.id(),
          intake.name(),
          intake.provider(),
          intake.starts(),
          intake.ends(),
          intake.seats(),
          intake.planned(),
          intake.taken(),
          intake.prepared(),
          intake.open(),
          intake.enrolled(),
          intake.waiting(),
          intake.state(),
          intake.applications());
    }
  }

  /// A release that was asked for.
  record ReleaseTold(
      @Meaning("The enrolment it is for.") long enrolment,
      @Meaning("As the employer's files have it.") String employerId,
      String department,
      String programme,
      LocalDate starts,
      LocalDate ends,
      @Meaning("The manager's last day.") LocalDate answerBy,
      @Meaning("The manager's; null without one.") Optional<Boolean> released,
      @Meaning("Why not; empty without words.") String why,
      @Meaning("The planner's; null without one.") Optional<Boolean> settled,
      State state) {
    static ReleaseTold of(Releases.Release release) {
      Enrolment made = release.enrolment();
      return new ReleaseTold(
          made.id(),
          made.personName(),
          release.department(),
          made.place().name(),
          made.place().starts(),
          made.place().ends(),
          release.answerBy(),
          release.answer().map(Releases.Said::yes),
          release.answer().map(Releases.Said::why).orElse(""),
          release.settled().map(Releases.Said::yes),
          made.state());
    }
  }

  /// Somebody in an intake, on its waiting list or with an offer of it.
  record InIntake(
      @Meaning("As the employer's files have it.") String employerId,
      @Meaning("Null without an accepted offer or an application.") Optional<Long> enrolment,
      @Meaning("Null where the person applied.") Optional<Long> offer,
      Optional<State> state,
      Optional<OfferState> offerState,
      Strategy strategy,
      String towards,
      @Meaning("Whole cents.") long priceCents,
      @Meaning("Of the state.") Optional<Instant> since) {}

  /// An answer with its reason.
  record Settling(
      boolean released, @Meaning("1 to 1,000 characters; the person reads it.") String why) {}

  /// Since when somebody is in the new role.
  record Placing(@Meaning("Not in the future.") LocalDate on) {}

  @Told("Read how the offers of the published plan stand, by intake")
  @GetMapping("/offers")
  OffersTold all() {
    audit.read("offers", "everybody");
    Optional<Long> plan = publications.current().map(Publications.Publication::plan);
    return new OffersTold(
        plan,
        plan.flatMap(offerings::of)
            .map(Offerings.Offering::terms)
            .map(terms ->
                new OfferTerms(
                    terms.waves(),
                    terms.firstDay(),
                    terms.daysApart(),
                    terms.answerDays(),
                    terms.costCentre())),
        releases.escalated().stream().map(ReleaseTold::of).toList(),
        intakes.all().stream().map(IntakeTold::of).toList());
  }

  @Told(
      value = "Send the offers of the published plan",
      more = "Each plan's offers are made once: asked again it is the job of the first time.",
      status = 202,
      problems = ProblemType.REFUSED)
  @PostMapping("/offers")
  ResponseEntity<OffersAsked> send(@RequestBody OfferTerms asked) {
    long plan =
        publications
            .current()
            .map(Publications.Publication::plan)
            .orElseThrow(() -> new Refused("No plan is published, so nothing can be offered."));
    String centre = asked.costCentre().strip();
    if (centre.isEmpty() || centre.length() > 100) {
      throw Problem.faulty(java.util.Map.of("cost_centre", "Give 1 to 100 characters."));
    }
    Terms terms;
    try {
      terms =
          new Terms(asked.waves(), asked.firstDay(), asked.daysApart(), asked.answerDays(), centre);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          "Give 1 to 12 waves, 0 to 365 days between them and 1 to 365 days to answer.");
    }
    long job = offerings.ask(plan, terms, viewers.now().account());
    return Answers.accepted(job, new OffersAsked(plan, job));
  }

  @Told(
      value = "Go on with the offers of the published plan where their job stopped",
      more = "While it runs, or once it is done, nothing happens.",
      problems = ProblemType.NOT_FOUND)
  @PostMapping("/offers/again")
  OffersTold again() {
    long plan =
        publications
            .current()
            .map(Publications.Publication::plan)
            .orElseThrow(() -> new NotFound("No plan is published, so it has no offers."));
    offerings.again(plan, viewers.now().account());
    return all();
  }

  @Told("List who is in an intake, on its waiting list, or has an offer of it")
  @GetMapping("/intakes/{intake}/people")
  List<InIntake> people(@PathVariable long intake) {
    intakes.get(intake);
    audit.read("offers", "intake %d".formatted(intake));
    List<InIntake> people =
        new java.util.ArrayList<>(
            enrolments.in(intake).stream()
                .map(made ->
                    new InIntake(
                        made.personName(),
                        Optional.of(made.id()),
                        made.offer(),
                        Optional.of(made.state()),
                        made.offer().map(offer -> OfferState.ACCEPTED),
                        made.place().strategy(),
                        made.place().to(),
                        made.place().priceCents(),
                        Optional.of(made.since())))
                .toList());
    offers.in(intake).stream()
        .filter(offer -> offer.state() != OfferState.ACCEPTED)
        .forEach(offer ->
            people.add(
                new InIntake(
                    offer.personName(),
                    Optional.empty(),
                    Optional.of(offer.id()),
                    Optional.empty(),
                    Optional.of(offer.state()),
                    offer.place().strategy(),
                    offer.place().to(),
                    offer.place().priceCents(),
                    offer.sentAt())));
    return people;
  }

  /// Where and how an intake was announced.
  record AnnouncementTold(
      long id,
      @Meaning("e-mail, intranet, notice board, team talk or other.") String channel,
      @Meaning("Null for everywhere.") Optional<String> site,
      String words,
      LocalDate on,
      @Meaning("People who work there now. " + Counts.HIDDEN) OptionalLong reached,
      @Meaning("How many applied and named it.") int applied) {}

  /// An announcement to note.
  record Announcing(
      @Meaning("e-mail, intranet, notice board, team talk or other.") String channel,
      @Meaning("The site's number; null for everywhere.") Optional<Integer> site,
      @Meaning("1 to 1,000 characters.") String words,
      LocalDate on) {}

  /// Whether people may apply by themselves.
  record Applying(boolean open) {}

  @Told("List where an intake was announced, with the take-up")
  @GetMapping("/intakes/{intake}/announcements")
  List<AnnouncementTold> announced(@PathVariable long intake) {
    intakes.get(intake);
    return announcements.of(intake).stream()
        .map(told ->
            new AnnouncementTold(
                told.id(),
                told.channel(),
                told.site(),
                told.words(),
                told.on(),
                Counts.of(told.reached()),
                told.applied()))
        .toList();
  }

  @Told(
      value = "Note where an intake was announced",
      more = "From then on people may apply for it by themselves.",
      problems = ProblemType.REFUSED)
  @PostMapping("/intakes/{intake}/announcements")
  List<AnnouncementTold> announce(@PathVariable long intake, @RequestBody Announcing asked) {
    intakes.get(intake);
    announcements.announce(
        intake, asked.channel(), asked.site(), asked.words(), asked.on(), viewers.now().account());
    return announced(intake);
  }

  @Told(
      value = "Open an intake for applications, or close it to them",
      more = "Again it changes nothing.")
  @PostMapping("/intakes/{intake}/applications")
  IntakeTold applications(@PathVariable long intake, @RequestBody Applying asked) {
    intakes.get(intake);
    announcements.openFor(intake, asked.open(), viewers.now().account());
    return IntakeTold.of(intakes.get(intake));
  }

  /// Why a run is called off.
  record CallOff(@Meaning("1 to 1,000 characters; the people in it read it.") String why) {}

  @Told(
      value = "Call off a run that has not begun",
      more =
          "Its offers end, everybody in it is told why, seats and money are let go, its sessions are cancelled. Again it changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/intakes/{intake}/called-off")
  IntakeTold callOff(@PathVariable long intake, @RequestBody CallOff asked) {
    callingOff.callOff(intake, asked.why(), viewers.now().account());
    return IntakeTold.of(intakes.get(intake));
  }

  @Told(
      value = "Settle a release that a manager refused or did not answer",
      more = "The same answer again changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/offers/releases/{enrolment}")
  ReleaseTold settle(@PathVariable long enrolment, @RequestBody Settling asked) {
    releases.settle(enrolment, asked.released(), asked.why(), viewers.now().account());
    return ReleaseTold.of(releases.of(enrolment).orElseThrow());
  }

  @Told(
      value = "Say that somebody who completed is in the new role",
      more = "Again it changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/intakes/{intake}/enrolments/{enrolment}/placed")
  List<InIntake> placed(
      @PathVariable long intake, @PathVariable long enrolment, @RequestBody Placing asked) {
    enrolments.place(enrolment, asked.on(), viewers.now().account());
    return people(intake);
  }
}

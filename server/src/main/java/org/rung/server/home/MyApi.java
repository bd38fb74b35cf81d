package org.rung.server.home;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.decisions.Appeal;
import org.rung.server.decisions.AppealTold;
import org.rung.server.decisions.Appeals;
import org.rung.server.decisions.DecisionTold;
import org.rung.server.decisions.Recorded;
import org.rung.server.pages.NotFound;
import org.rung.server.planning.PersonReading;
import org.rung.server.planning.Statement;
import org.rung.server.programmes.Strategy;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// The own path of the person whose account asks, as JSON. No address names a person.
@JsonApi
class MyApi {
  private final MyPath path;
  private final MyAsking asking;
  private final Appeals appeals;
  private final Viewers viewers;
  private final Audit audit;

  MyApi(MyPath path, MyAsking asking, Appeals appeals, Viewers viewers, Audit audit) {
    this.path = path;
    this.asking = asking;
    this.appeals = appeals;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// What a person may see of the own path.
  record MyPathTold(
      @Meaning("The finding, in a sentence.") String title,
      MyFacts me,
      @Meaning("The published plan; null while there is none.") Optional<MyPlanTold> plan,
      MyBenefitTold benefit,
      @Meaning("Ways on: the planned one first, then what else was weighed, then the rest.")
          List<MyWay> ways,
      @Meaning("How many ways lead on beyond these.") int more,
      @Meaning("What the manager said stands against a release.") List<MyStatement> statements,
      @Meaning("What can be challenged.") List<MyChallenge> challenges,
      @Meaning("Days to answer an appeal, by the rule.") long answerDays) {
    static MyPathTold of(MyPage page) {
      return new MyPathTold(
          page.title(),
          MyFacts.of(page.me()),
          page.plan().map(MyPlanTold::of),
          MyBenefitTold.of(page.benefit()),
          page.cards().stream().map(MyWay::of).toList(),
          page.more(),
          page.statements().stream().map(MyStatement::of).toList(),
          page.facts().stream()
              .map(f -> new MyChallenge(f.key(), f.name(), f.shown(), f.skill()))
              .toList(),
          page.days());
    }
  }

  /// The person, as the newest file that has them says.
  record MyFacts(
      String employerId,
      @Meaning("Whether the newest file has the person.") boolean here,
      @Meaning("The day of the file.") LocalDate day,
      String role,
      String department,
      String site,
      boolean fullTime,
      boolean hourly,
      @Meaning("Working time in words.") String time,
      @Meaning("Whole cents a year.") long annualPayCents,
      Optional<LocalDate> hiredOn,
      @Meaning("That the files prove; null when they prove nothing.") OptionalInt serviceDays,
      @Meaning("As the employer's files have it; null when they do not.")
          Optional<String> manager) {
    static MyFacts of(Me me) {
      return new MyFacts(
          me.name(),
          me.here(),
          me.day(),
          me.role(),
          me.department(),
          me.site(),
          me.fullTime(),
          me.hourly(),
          me.time(),
          me.annualCents(),
          me.hired(),
          me.serviceDays() < 0 ? OptionalInt.empty() : OptionalInt.of(me.serviceDays()),
          Optional.of(me.manager()).filter(manager -> !manager.isEmpty()));
    }
  }

  /// What the published plan says of the person.
  record MyPlanTold(
      long plan,
      @Meaning("The account that answers for it.") String publishedBy,
      Instant publishedAt,
      @Meaning("Whether the person was in the file it was made for.") boolean knows,
      @Meaning("The place in it; null without one.") Optional<MyPlaceTold> place,
      @Meaning("Why nothing could be weighed; null when something was.") Optional<String> reason,
      @Meaning("The smallest change that would have changed it.") Optional<String> change) {
    static MyPlanTold of(MyPlan plan) {
      return new MyPlanTold(
          plan.plan(),
          plan.by(),
          plan.at(),
          plan.knows(),
          plan.place().map(MyPlaceTold::of),
          plan.without().map(PersonReading.Without::reason),
          plan.without().map(PersonReading.Without::change));
    }
  }

  /// A place in the published plan.
  record MyPlaceTold(
      String programme,
      String provider,
      String to,
      Strategy strategy,
      LocalDate starts,
      @Meaning("The last day to plan with.") LocalDate ends,
      int hours,
      @Meaning("Of a million: to accept, complete and be placed.") int chanceMillionths,
      @Meaning("Whole cents that the employer pays.") long priceCents,
      @Meaning("Whether the training is on the employer's time.") boolean paidTime,
      String why) {
    static MyPlaceTold of(PersonReading.Place place) {
      return new MyPlaceTold(
          place.name(),
          place.provider(),
          place.to(),
          place.strategy(),
          place.starts(),
          place.ends(),
          place.hours(),
          place.chanceMillionths(),
          place.priceCents(),
          place.paidTime(),
          place.why());
    }
  }

  /// The education benefit of the person.
  record MyBenefitTold(
      @Meaning("The finding.") String title,
      boolean open,
      List<MyLine> lines,
      @Meaning("The clause and where it is from.") String rule,
      @Meaning("What stands against it.") List<String> against,
      @Meaning("What would change it.") List<String> change) {
    static MyBenefitTold of(MyBenefit benefit) {
      return new MyBenefitTold(
          benefit.title(),
          benefit.open(),
          benefit.sum().stream().map(MyLine::of).toList(),
          benefit.rule(),
          benefit.against(),
          benefit.change());
    }
  }

  /// A fact in words.
  record MyLine(String label, String words) {
    static MyLine of(MyCard.Line line) {
      return new MyLine(line.label(), line.words());
    }
  }

  /// One way on.
  record MyWay(
      @Meaning("Where it leads.") String to,
      @Meaning("Where it stands, in a word or two.") String state,
      Optional<Strategy> strategy,
      @Meaning("Programme and provider, empty for a role without one.") String through,
      @Meaning("Pay, time, what one pays, chance, what is missing.") List<MyLine> lines,
      @Meaning("How the chance comes about.") List<String> chanceFrom,
      @Meaning("What speaks for it.") List<String> speaks,
      @Meaning("What stands against it.") List<String> against,
      @Meaning("The smallest change that would open it.") List<String> change,
      @Meaning("The “what” that asks for it; null when it is planned or not open.")
          Optional<String> ask) {
    static MyWay of(MyCard card) {
      return new MyWay(
          card.to(),
          card.badge(),
          card.strategy(),
          card.through(),
          card.lines().stream().map(MyLine::of).toList(),
          card.origin(),
          card.speaks(),
          card.against(),
          card.change(),
          card.ask());
    }
  }

  /// What the manager said stands against a release.
  record MyStatement(
      LocalDate from,
      LocalDate until,
      String words,
      @Meaning("The account.") String saidBy,
      Instant saidAt) {
    static MyStatement of(Statement statement) {
      return new MyStatement(
          statement.from(), statement.until(), statement.words(), statement.by(), statement.at());
    }
  }

  /// A fact that can be challenged.
  record MyChallenge(
      @Meaning("The “what” that challenges it.") String what,
      String name,
      @Meaning("What Rung shows.") String shown,
      @Meaning("Whether it is a skill level.") boolean skill) {}

  /// Something to be looked at again.
  record MyAsked(
      @Meaning("decision- and its number, the “ask” of a way, or the “what” of a challenge.")
          String what,
      @Meaning("What a fact is instead; for nothing else.") Optional<String> said,
      @Meaning("1 to 4,000 characters: why, and how one can see it.") String words) {}

  @Told(
      value = "Read the own path",
      more = "Where one can go from here, what it takes, what is paid, and why.",
      problems = ProblemType.NOT_FOUND)
  @GetMapping("/my")
  MyPathTold path() {
    Me me = me();
    audit.read("my path", "person " + me.name());
    return MyPathTold.of(path.page(me, Map.of(), Map.of()));
  }

  @Told(
      value = "List the decisions about oneself",
      more =
          "Newest first, each with its reasons, the data used, the rule and the last day to appeal"
              + " it.",
      problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/decisions")
  Page<DecisionTold> decisions(Paging paging) {
    return paging
        .before(path.decided(looked()), Recorded::number)
        .map(made -> DecisionTold.of(made, appeals.until(made)));
  }

  @Told(
      value = "List what one asked to be looked at again",
      more = "Newest first.",
      problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/appeals")
  Page<AppealTold> asked(Paging paging) {
    return paging
        .before(path.asked(looked()), Appeal::id)
        .map(appeal -> AppealTold.of(appeal, appeals.today()));
  }

  @Told(
      value = "Appeal a decision, challenge a fact, ask for another pathway",
      more = "Somebody else answers by a deadline. The same words again are the same appeal.",
      status = 201,
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/my/appeals")
  ResponseEntity<AppealTold> ask(@RequestBody MyAsked asked) {
    Me me = me();
    return switch (asking.read(me, asked.what(), asked.said().orElse(""), asked.words())) {
      case MyAsking.Read.Faulty faulty -> throw Problem.faulty(faulty.errors());
      case MyAsking.Read.Whole whole ->
          Answers.created(
              "/api/v1/my/appeals",
              AppealTold.of(
                  appeals.ask(
                      me.id(), me.name(), whole.matter(), asked.words(), viewers.now().account()),
                  appeals.today()));
    };
  }

  /// The person, whose look at the own decisions is noted.
  private Me looked() {
    Me me = me();
    audit.read("my path", "person %s, decisions".formatted(me.name()));
    return me;
  }

  private Me me() {
    return viewers
        .now()
        .employerId()
        .flatMap(path::me)
        .orElseThrow(() ->
            new NotFound(
                "The account is nobody of the employer's files. An administrator links it to a"
                    + " person."));
  }
}

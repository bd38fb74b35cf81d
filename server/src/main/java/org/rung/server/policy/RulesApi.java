package org.rung.server.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.rung.server.access.Audit;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.jobs.Job;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Refused;
import org.rung.server.rules.NotPublished;
import org.rung.server.rules.Proposal;
import org.rung.server.rules.Rules;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// The rules, trials of changes and publishing them, as JSON.
@JsonApi
class RulesApi {
  private final RuleTable table;
  private final Trials trials;
  private final Publication publication;
  private final Audit audit;

  RulesApi(RuleTable table, Trials trials, Publication publication, Audit audit) {
    this.table = table;
    this.trials = trials;
    this.publication = publication;
    this.audit = audit;
  }

  /// A rule as it stands on a day.
  record RuleNow(
      @Meaning("Its name in addresses.") String rule,
      @Meaning("Its name for people.") String name,
      @Meaning("Whether something of it holds on the day.") boolean on,
      @Meaning("What holds on the day, or what would if it were switched on.")
          RuleVersion version) {
    static RuleNow of(RuleRow row) {
      return new RuleNow(
          row.rule(), row.name(), row.on(), RuleVersion.of(row.now(), Optional.empty()));
    }
  }

  /// A version of a rule.
  record RuleVersion(
      @Meaning("A country, state or city, or policy for the employer's own.") String place,
      @Meaning("The first day.") LocalDate from,
      @Meaning("The last day; null while none is known.") Optional<LocalDate> until,
      @Meaning("The clause.") String text,
      @Meaning("Where the primary text is, or who decided it.") String source,
      @Meaning("Why it is switched off, or what is assumed in it; empty for neither.") String note,
      @Meaning("Whole numbers by name; money in cents. One that is missing is not known.")
          Map<String, Long> figures,
      @Meaning("Who published it; null for one that is shipped.") Optional<String> publishedBy,
      @Meaning("The day it was published; null for one that is shipped.")
          Optional<LocalDate> publishedOn,
      @Meaning("How it stands today; null in a list of rules.") Optional<RuleRow.State> state) {
    static RuleVersion of(Rules.Version version, Optional<RuleRow.State> state) {
      return new RuleVersion(
          version.place(),
          version.from(),
          version.until(),
          version.text(),
          version.source(),
          version.note(),
          new TreeMap<>(version.figures()),
          version.published().map(Rules.Published::by),
          version.published().map(Rules.Published::on),
          state);
    }
  }

  /// A rule with every version.
  record RuleWhole(
      String rule,
      String name,
      boolean on,
      @Meaning("Whether a change can be tried on everybody.") boolean tried,
      @Meaning("What its figures mean.") List<RuleFigure> figures,
      List<RuleVersion> versions) {}

  /// What a figure of a rule means.
  record RuleFigure(
      String name,
      String words,
      @Meaning("cents, percent, hundredths, days, months, hours or minutes.") String unit,
      @Meaning(
              "floor or ceiling, where a narrower place may not go under or over the law; else null.")
          Optional<String> bound) {}

  /// A change of a rule.
  record RuleChange(
      @Meaning("The first day, after today.") LocalDate from,
      @Meaning("The clause, 1 to 2,000 letters.") String text,
      @Meaning("Who decided it or where it is written, 1 to 2,000 letters.") String source,
      @Meaning("Every figure of the rule by name; money in cents, time of a week in minutes.")
          Map<String, Long> figures) {
    Proposal proposal(String rule) {
      return new Proposal(rule, from, text, source, figures);
    }
  }

  /// A trial that was asked for.
  record TrialAsked(long trial, @Meaning("The work on it, under /jobs.") Optional<Long> job) {}

  /// What a change would do to everybody.
  record RuleTrial(
      long id,
      RuleChange change,
      String askedBy,
      Instant askedAt,
      Optional<Long> job,
      @Meaning("In plain words.") String finding,
      @Meaning("Whether it is done; everything below is null before.") boolean done,
      @Meaning("Who were asked about.") OptionalLong people,
      @Meaning(Counts.HIDDEN) OptionalLong gains,
      @Meaning(Counts.HIDDEN) OptionalLong loses,
      @Meaning(
              "Whole cents more at most in a year; null also where it would tell of one to four people.")
          OptionalLong cents,
      @Meaning("What the cents mean.") Optional<String> cost,
      @Meaning("By department; those too small to be told alone together.")
          List<TrialGroup> groups) {
    static RuleTrial of(Tried tried) {
      Optional<Tried.Result> result = tried.result();
      return new RuleTrial(
          tried.id(),
          new RuleChange(
              tried.proposal().from(),
              tried.proposal().text(),
              tried.proposal().source(),
              new TreeMap<>(tried.proposal().figures())),
          tried.askedBy(),
          tried.askedAt(),
          tried.job().map(Job::id),
          tried.finding(),
          result.isPresent(),
          result.map(it -> OptionalLong.of(it.people())).orElse(OptionalLong.empty()),
          result.map(it -> Counts.of(it.gains())).orElse(OptionalLong.empty()),
          result.map(it -> Counts.of(it.loses())).orElse(OptionalLong.empty()),
          result.map(Tried.Result::told).orElse(OptionalLong.empty()),
          result.map(Tried.Result::cost),
          result
              .map(it ->
                  it.groups().stream()
                      .map(group ->
                          new TrialGroup(
                              group.name(), group.people(), group.gains(), group.loses()))
                      .toList())
              .orElse(List.of()));
    }
  }

  /// A department, or several together.
  record TrialGroup(String name, long people, long gains, long loses) {}

  /// Somebody whose answer changes.
  record TrialPerson(
      @Meaning("As in the employer's files.") String person,
      String department,
      @Meaning("The answer without the change.") String now,
      @Meaning("The answer with it.") String changed,
      boolean gains,
      @Meaning("Whole cents more at most in a year.") long cents) {}

  @Told(value = "List the rules", more = "As they stand on a day, today unless another is given.")
  @GetMapping("/rules")
  Page<RuleNow> all(Paging paging, @RequestParam @Meaning("Any day.") Optional<LocalDate> day) {
    return paging.of(
        table.all(day.orElseGet(publication::today)).stream().map(RuleNow::of).toList());
  }

  @Told("Read a rule with every version")
  @GetMapping("/rules/{rule}")
  RuleWhole one(@PathVariable String rule) {
    RuleRow row = table.get(rule, publication.today());
    return new RuleWhole(
        row.rule(),
        row.name(),
        row.on(),
        trials.of(rule).isPresent(),
        row.meanings().entrySet().stream()
            .map(figure ->
                new RuleFigure(
                    figure.getKey(),
                    figure.getValue().words(),
                    figure.getValue().unit().name().toLowerCase(java.util.Locale.ROOT),
                    figure
                        .getValue()
                        .bound()
                        .map(bound -> bound.name().toLowerCase(java.util.Locale.ROOT))))
            .toList(),
        row.versions().stream()
            .map(dated -> RuleVersion.of(dated.version(), Optional.of(dated.state())))
            .toList());
  }

  @Told(
      value = "Publish a version of a rule",
      more =
          "It holds from its day until the day before the next; it is never edited. Days up to today"
              + " and before another version are not taken.",
      status = 201)
  @PostMapping("/rules/{rule}/versions")
  ResponseEntity<RuleWhole> publish(@PathVariable String rule, @RequestBody RuleChange change) {
    table.get(rule, publication.today());
    taken(() -> publication.publish(change.proposal(rule)));
    return Answers.created("/api/v1/rules/" + rule, one(rule));
  }

  @Told(
      value = "Try a change of a rule on everybody",
      more = "In the background: read the trial until it is done. Nothing is published.",
      status = 202,
      problems = ProblemType.REFUSED)
  @PostMapping("/rules/{rule}/trials")
  ResponseEntity<TrialAsked> ask(@PathVariable String rule, @RequestBody RuleChange change) {
    table.get(rule, publication.today());
    long[] id = {0};
    taken(() -> id[0] = trials.ask(change.proposal(rule), publication.today(), Frames.viewer()));
    return Answers.accepted(
        "/api/v1/rules/%s/trials/%d".formatted(rule, id[0]),
        new TrialAsked(id[0], trials.get(rule, id[0]).job().map(Job::id)));
  }

  private static void taken(Runnable work) {
    try {
      work.run();
    } catch (NotPublished refused) {
      String field = refused.problem().field();
      throw Problem.faulty(
          List.of("from", "text", "source").contains(field) ? field : "figures." + field,
          String.valueOf(refused.getMessage()));
    }
  }

  @Told(value = "Read what a change would do", more = "Who gains, who loses, what it costs.")
  @GetMapping("/rules/{rule}/trials/{id}")
  RuleTrial trial(@PathVariable String rule, @PathVariable long id) {
    return RuleTrial.of(trials.get(rule, id));
  }

  @Told(value = "List whose answer would change", more = "The look is noted.")
  @GetMapping("/rules/{rule}/trials/{id}/people")
  Page<TrialPerson> people(@PathVariable String rule, @PathVariable long id, Paging paging) {
    trials.get(rule, id);
    audit.read("people", "trial %d of the rule %s".formatted(id, rule));
    return paging.page(
        trials.some(id, (long) paging.number() * paging.size(), paging.size()).stream()
            .map(one ->
                new TrialPerson(
                    one.name(),
                    one.department(),
                    one.was(),
                    one.becomes(),
                    one.gains(),
                    one.cents()))
            .toList(),
        trials.changed(id));
  }

  @Told(value = "Publish what was tried", status = 201, problems = ProblemType.REFUSED)
  @PostMapping("/rules/{rule}/trials/{id}/publish")
  ResponseEntity<RuleWhole> publish(@PathVariable String rule, @PathVariable long id) {
    Tried tried = trials.get(rule, id);
    if (tried.result().isEmpty()) {
      throw new Refused("Trial %d is not done yet. Look at what it says first.".formatted(id));
    }
    try {
      publication.publish(tried.proposal());
    } catch (NotPublished refused) {
      throw new Refused(String.valueOf(refused.getMessage()));
    }
    return Answers.created("/api/v1/rules/" + rule, one(rule));
  }
}

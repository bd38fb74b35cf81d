package org.rung.server.programmes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rung.server.pages.Formats;

/// How programmes and templates are worded on pages.
final class ProgrammeWords {
  private ProgrammeWords() {}

  /// `2 to 3 weeks`
  static String weeks(Programme programme) {
    return programme.weeksFrom() == programme.weeksTo()
        ? Formats.counted(programme.weeksFrom(), "week", "weeks")
        : "%s to %s weeks"
            .formatted(Formats.count(programme.weeksFrom()), Formats.count(programme.weeksTo()));
  }

  /// The share in work; nothing but the count where the cohort is small.
  static String record(Optional<Outcomes> outcomes) {
    return outcomes
        .map(o -> o.small() ? "too few to tell" : Formats.percent(o.employed()) + " in work")
        .orElse("not recorded");
  }

  static String recordSub(Optional<Outcomes> outcomes) {
    return outcomes
        .map(o -> "of %s who completed".formatted(Formats.people(o.completed())))
        .orElse("");
  }

  static String price(Programme programme) {
    return programme.priceCents() == 0 ? "free" : Formats.cents(programme.priceCents());
  }

  static TemplateCard card(Template template, Map<String, String> titles) {
    List<ProgrammePage.Fact> terms = new ArrayList<>();
    add(terms, "For", template.audience().who());
    if (!template.audience().entry().isEmpty()) {
      add(
          terms,
          "Entry",
          template.audience().entry().stream()
              .map(EntryRule::words)
              .collect(Collectors.joining(", ")));
    }
    add(
        terms,
        "Leads to",
        template.leadsTo().what()
            + template.leadsTo().occupations().stream()
                .map(soc -> titles.getOrDefault(soc, soc))
                .collect(
                    Collectors.collectingAndThen(
                        Collectors.joining(", "), all -> all.isEmpty() ? "" : ": " + all)));
    add(
        terms,
        "Delivery",
        template.delivery().stream()
            .map(d ->
                d.form().label()
                    + (d.by() == Template.By.own ? ", own teachers" : ", training partners"))
            .collect(Collectors.joining("; ")));
    price(terms, template.price());
    time(terms, template.time());
    template.selection().ifPresent(test -> add(terms, "To enter", test));
    add(terms, "Placement", template.placement() ? "with a role at its end" : "none promised");
    template
        .certificate()
        .ifPresent(c ->
            add(
                terms,
                "Certificate",
                c.name()
                    + (c.exam() ? ", by exam" : "")
                    + c.validMonths()
                        .map(f ->
                            ", expires after %s months%s"
                                .formatted(Formats.count(f.value()), mark(f)))
                        .orElse("")));
    template.apprenticeship().ifPresent(a -> apprenticeship(terms, a));
    for (Template.EarlierTerms earlier : template.earlier()) {
      List<String> were = new ArrayList<>();
      earlier.paidPercent().ifPresent(p -> were.add("%d %% paid".formatted(p)));
      earlier
          .capFullTimeCents()
          .ifPresent(c -> were.add("cap %s full-time".formatted(Formats.dollars(c))));
      earlier
          .capPartTimeCents()
          .ifPresent(c -> were.add("%s part-time".formatted(Formats.dollars(c))));
      earlier.serviceDays().ifPresent(d -> were.add("%d days of service".formatted(d)));
      add(terms, "Earlier", String.join(", ", were));
    }
    return new TemplateCard(
        template.id(), template.name(), template.strategy(), template.kind(), terms);
  }

  private static void price(List<ProgrammePage.Fact> terms, Template.Price price) {
    List<String> words = new ArrayList<>();
    price
        .perPersonCents()
        .ifPresent(f -> words.add(Formats.dollars(f.value()) + " a person" + mark(f)));
    price
        .capFullTimeCents()
        .ifPresent(f ->
            words.add(
                "at most %s a calendar year full-time%s"
                    .formatted(Formats.dollars(f.value()), mark(f))));
    price
        .capPartTimeCents()
        .ifPresent(f -> words.add("%s part-time%s".formatted(Formats.dollars(f.value()), mark(f))));
    words.add(
        "%d %% paid%s".formatted(price.paidPercent(), price.prepaid() ? " before the start" : ""));
    add(terms, "Price", String.join(", ", words));
  }

  private static void time(List<ProgrammePage.Fact> terms, Template.Time time) {
    List<String> words = new ArrayList<>();
    time.length()
        .ifPresent(l ->
            words.add(
                "%s%s %s"
                    .formatted(
                        l.about() ? "about " : "",
                        Formats.count(l.value()),
                        l.value() == 1 ? l.unit().toString().replaceFirst("s$", "") : l.unit())));
    time.moduleWeeks()
        .ifPresent(
            f -> words.add("modules of %s weeks%s".formatted(Formats.count(f.value()), mark(f))));
    time.hours()
        .ifPresent(f -> words.add("%s hours%s".formatted(Formats.count(f.value()), mark(f))));
    words.add(
        time.paidTimePercent() == 0
            ? "own time"
            : time.paidTimePercent() == 100
                ? "working time"
                : "%d %% working time".formatted(time.paidTimePercent()));
    add(terms, "Time", String.join(", ", words));
  }

  private static void apprenticeship(
      List<ProgrammePage.Fact> terms, Template.Apprenticeship apprenticeship) {
    add(
        terms,
        "On the job",
        "at least %s hours%s under a mentor, %s at a time%s"
            .formatted(
                Formats.count(apprenticeship.onTheJobHours().value()),
                mark(apprenticeship.onTheJobHours()),
                Formats.counted(
                    apprenticeship.apprenticesPerMentor().value(), "apprentice", "apprentices"),
                mark(apprenticeship.apprenticesPerMentor())));
    add(
        terms,
        "Classroom",
        "%s hours a year%s"
            .formatted(
                Formats.count(apprenticeship.instructionHoursYearly().value()),
                mark(apprenticeship.instructionHoursYearly())));
    add(
        terms,
        "Probation",
        "%s hours%s"
            .formatted(
                Formats.count(apprenticeship.probationHours().value()),
                mark(apprenticeship.probationHours())));
    add(
        terms,
        "Wage",
        apprenticeship.wageSteps().stream()
                .map(step ->
                    step.afterHours() == 0
                        ? "%d %% of the full wage from the start".formatted(step.percent())
                        : "%d %% after %s hours"
                            .formatted(step.percent(), Formats.count(step.afterHours())))
                .collect(Collectors.joining(", "))
            + (apprenticeship.wageSteps().stream()
                    .anyMatch(step -> step.mark() == Template.Mark.assumed)
                ? " (assumed)"
                : ""));
  }

  private static String mark(Template.Figure figure) {
    return figure.mark() == Template.Mark.assumed ? " (assumed)" : "";
  }

  private static void add(List<ProgrammePage.Fact> terms, String name, String value) {
    terms.add(new ProgrammePage.Fact(name, value));
  }
}

package org.rung.server.programmes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.Told;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Programmes and the templates to start from, as JSON.
@JsonApi
class ProgrammesApi {
  private static final String YAML = "application/yaml";

  private final Programmes programmes;
  private final ProgrammeTemplates shelf;

  ProgrammesApi(Programmes programmes, ProgrammeTemplates shelf) {
    this.programmes = programmes;
    this.shelf = shelf;
  }

  /// Something that teaches.
  record ProgrammeWhole(
      long id,
      @Meaning("The number in the catalogue it came from.") String code,
      String name,
      String provider,
      Strategy strategy,
      Form form,
      @Meaning("Whether the employer itself teaches; else a partner.") boolean own,
      @Meaning("Field of study, CIP 2020.") Optional<String> cip,
      @Meaning("Whole cents.") long priceCents,
      @Meaning("Of the price, what section 127 counts: tuition, fees, books.") long countedCents,
      @Meaning("Of the price, the rest.") long apartCents,
      int hours,
      @Meaning("Shortest length.") int weeksFrom,
      @Meaning("Longest length.") int weeksTo,
      @Meaning("What it ends with; empty where nothing is named.") String credential,
      String prerequisites,
      String description,
      String location,
      @Meaning("Whether it can be followed from afar; null where not given.")
          Optional<Boolean> distance,
      @Meaning("Whether it has evening courses; null where not given.") Optional<Boolean> evening,
      @Meaning("People who completed; " + Counts.HIDDEN) OptionalLong completed,
      @Meaning("Share of them in work a year after, 0 to 1; null under ten.")
          Optional<Double> employed,
      @Meaning("SOC codes of the occupations it leads to.") List<String> targets,
      @Meaning("What one must be or have to enter, in words.") List<String> entry) {
    static ProgrammeWhole of(Programme p) {
      return new ProgrammeWhole(
          p.id(),
          p.code(),
          p.name(),
          p.provider(),
          p.strategy(),
          p.form(),
          p.own(),
          p.cip(),
          p.priceCents(),
          p.countedCents(),
          p.apartCents(),
          p.hours(),
          p.weeksFrom(),
          p.weeksTo(),
          p.credential(),
          p.prerequisites(),
          p.description(),
          p.location(),
          p.distance(),
          p.evening(),
          p.outcomes().map(o -> Counts.of(o.completed())).orElse(OptionalLong.empty()),
          p.outcomes().filter(o -> !o.small()).map(Outcomes::employed),
          p.targets(),
          p.entry().stream().map(EntryRule::words).toList());
    }
  }

  @Told("List programmes")
  @GetMapping("/programmes")
  Page<ProgrammeWhole> all(
      Paging paging,
      @RequestParam(defaultValue = "") @Meaning("Part of a name, provider or credential.")
          String find,
      @RequestParam(defaultValue = "")
          @Meaning(
              value = "Empty for all.",
              words = {"", "upskilling", "reskilling", "outskilling", "education_benefit"})
          String strategy,
      @RequestParam(defaultValue = "false") @Meaning("Only those with a record of outcomes.")
          boolean recorded,
      @RequestParam(defaultValue = "name")
          @Meaning(
              value = "What to order by.",
              words = {"name", "price", "hours", "record", "targets"})
          String order,
      @RequestParam(defaultValue = "false") boolean down) {
    ProgrammeFilter filter =
        ProgrammeFilter.of(find, strategy, recorded ? "yes" : "", order, down, 1);
    return paging
        .of(programmes.all().stream().filter(filter.holds()).sorted(filter.comparator()).toList())
        .map(ProgrammeWhole::of);
  }

  @Told("Read a programme")
  @GetMapping("/programmes/{id}")
  ProgrammeWhole one(@PathVariable long id) {
    return ProgrammeWhole.of(programmes.find(id).orElseThrow(() -> ProgrammePages.none(id)));
  }

  /// A template to start from, in a list.
  record TemplateHead(
      String id, String name, Strategy strategy, @Meaning("A word or two.") String kind) {
    static TemplateHead of(Template template) {
      return new TemplateHead(template.id(), template.name(), template.strategy(), template.kind());
    }
  }

  @Told(value = "List templates", more = "Programmes to start from; the file has every term.")
  @GetMapping("/programmes/templates")
  Page<TemplateHead> templates(Paging paging) {
    return paging.of(shelf.all()).map(TemplateHead::of);
  }

  @Told(value = "Take all templates as a file", more = "Another employer can adopt it.")
  @GetMapping(path = "/programmes/templates/programmes.yaml", produces = YAML)
  ResponseEntity<String> file() {
    return Answers.file("programmes.yaml", YAML, shelf.file());
  }

  /// What was adopted.
  record TemplatesAdopted(int templates) {}

  @Told(
      value = "Adopt a file of templates",
      more = "Those with a known id are replaced, others added. All or nothing.")
  @PostMapping(path = "/programmes/templates", consumes = YAML)
  TemplatesAdopted adopt(@RequestBody byte[] file) {
    try {
      return new TemplatesAdopted(shelf.adopt(file));
    } catch (TemplateFile.Unreadable e) {
      throw Problem.faulty(e.mistakes().stream().map(ProgrammesApi::place).toList());
    }
  }

  /// `programmes[0].id: what is wrong`, as the mistake and its place.
  private static Problem.Fault place(String mistake) {
    int colon = mistake.indexOf(": ");
    return new Problem.Fault(
        colon < 0 ? "" : mistake.substring(0, colon),
        colon < 0 ? mistake : mistake.substring(colon + 2));
  }

  /// A programme to start from a template.
  record ProgrammeStart(
      String name,
      String provider,
      @Meaning("Whole cents a place.") long priceCents,
      @Meaning("Of teaching, from 1.") int hours,
      @Meaning("From 1.") int weeks) {}

  @Told(value = "Start a programme from a template", status = 201)
  @PostMapping("/programmes/templates/{id}")
  ResponseEntity<ProgrammeWhole> start(@PathVariable String id, @RequestBody ProgrammeStart asked) {
    Template template = shelf.find(id).orElseThrow(() -> TemplatePages.none(id));
    StartForm form =
        StartForm.of(
                asked.name(), asked.provider(), asked.priceCents(), asked.hours(), asked.weeks())
            .checked();
    if (!form.errors().isEmpty()) {
      throw Problem.faulty(
          form.errors().entrySet().stream()
              .map(error ->
                  new Problem.Fault(
                      error.getKey().equals("price") ? "price_cents" : error.getKey(),
                      error.getValue()))
              .toList());
    }
    long made = programmes.start(template, form);
    return Answers.created("/api/v1/programmes/" + made, one(made));
  }
}

package org.rung.server.programmes;

import gg.jte.generated.precompiled.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.reference.Occupations;
import org.rung.server.rules.Rules;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// Programmes: the list, and one with its terms, record and the occupations it leads to.
@Controller
class ProgrammePages {
  private static final int PAGE = 50;

  private final Templates templates;
  private final Frames frames;
  private final Programmes programmes;
  private final JdbcClient jdbc;
  private final Rules rules;
  private final java.time.Clock clock;
  private final Map<String, String> titles = new HashMap<>();

  ProgrammePages(
      Templates templates,
      Frames frames,
      Programmes programmes,
      JdbcClient jdbc,
      Rules rules,
      java.time.Clock clock,
      Occupations occupations) {
    this.templates = templates;
    this.frames = frames;
    this.programmes = programmes;
    this.jdbc = jdbc;
    this.rules = rules;
    this.clock = clock;
    occupations.all().forEach(o -> titles.putIfAbsent(o.soc(), o.title()));
  }

  @Bean
  static RailEntry programmesEntry(Programmes programmes) {
    return new RailEntry(
        RailEntry.Section.KNOW, 140, "Programmes", "/programmes", programmes::count);
  }

  @GetMapping("/programmes")
  Html list(
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "") String strategy,
      @RequestParam(defaultValue = "") String record,
      @RequestParam(defaultValue = "") String order,
      @RequestParam(defaultValue = "false") boolean down,
      @RequestParam(defaultValue = "1") int page) {
    List<Programme> all = programmes.all();
    ProgrammeFilter asked = ProgrammeFilter.of(find, strategy, record, order, down, page);
    List<Programme> found = all.stream().filter(asked.holds()).sorted(asked.comparator()).toList();
    int pages = Math.max(1, (found.size() + PAGE - 1) / PAGE);
    ProgrammeFilter filter =
        ProgrammeFilter.of(find, strategy, record, order, down, Math.min(asked.page(), pages));
    List<ProgrammesPage.Row> rows =
        found.stream().skip((filter.page() - 1L) * PAGE).limit(PAGE).map(this::row).toList();
    int held = programmes.reports().stream().mapToInt(CatalogueReport::held).sum();
    return Html.of(
        templates.programmesList(
            frames.frame("Programmes", Crumb.of("Know"), Crumb.of("Programmes")),
            new ProgrammesPage(finding(all), filter, rows, found.size(), all.size(), pages, held)));
  }

  private static String finding(List<Programme> all) {
    long occupations = all.stream().flatMap(p -> p.targets().stream()).distinct().count();
    List<Long> prices = all.stream().map(Programme::priceCents).sorted().toList();
    return all.isEmpty()
        ? "No programme is known yet"
        : "%s lead to %s; half of them cost at most %s"
            .formatted(
                Formats.counted(all.size(), "programme", "programmes"),
                Formats.counted(occupations, "occupation", "occupations"),
                Formats.dollars(prices.get((prices.size() - 1) / 2)));
  }

  private ProgrammesPage.Row row(Programme p) {
    return new ProgrammesPage.Row(
        p.id(),
        p.name(),
        p.provider(),
        p.strategy(),
        ProgrammeWords.price(p),
        p.apartCents() == 0 ? "" : "%s of it apart".formatted(Formats.cents(p.apartCents())),
        Formats.count(p.hours()),
        ProgrammeWords.weeks(p),
        ProgrammeWords.record(p.outcomes()),
        ProgrammeWords.recordSub(p.outcomes()),
        p.targets().isEmpty()
            ? "none known"
            : titles.getOrDefault(p.targets().getFirst(), p.targets().getFirst()),
        p.targets().size() > 1
            ? "and %s more".formatted(Formats.count(p.targets().size() - 1))
            : "");
  }

  @GetMapping("/programmes.csv")
  View csv(
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "") String strategy,
      @RequestParam(defaultValue = "") String record,
      @RequestParam(defaultValue = "") String order,
      @RequestParam(defaultValue = "false") boolean down) {
    ProgrammeFilter filter = ProgrammeFilter.of(find, strategy, record, order, down, 1);
    List<Programme> found =
        programmes.all().stream().filter(filter.holds()).sorted(filter.comparator()).toList();
    return CsvDownload.of(
        "programmes.csv",
        List.of(
            "program_id",
            "programme",
            "provider",
            "strategy",
            "form",
            "cip_code",
            "price",
            "counted_by_section_127",
            "apart",
            "hours",
            "weeks_from",
            "weeks_to",
            "credential",
            "completed",
            "employed_share",
            "occupations"),
        to -> {
          for (Programme p : found) {
            Optional<Outcomes> told = p.outcomes().filter(o -> !o.small());
            to.row(
                p.code(),
                p.name(),
                p.provider(),
                p.strategy().code(),
                p.form().code(),
                p.cip().orElse(""),
                dollars(p.priceCents()),
                dollars(p.countedCents()),
                dollars(p.apartCents()),
                p.hours(),
                p.weeksFrom(),
                p.weeksTo(),
                p.credential(),
                p.outcomes().map(o -> Formats.people(o.completed())).orElse(""),
                told.map(o -> Double.toString(o.employed())).orElse(""),
                String.join(" ", p.targets()));
          }
        });
  }

  private static String dollars(long cents) {
    return java.math.BigDecimal.valueOf(cents, 2).toPlainString();
  }

  @GetMapping("/programmes/{id}")
  Html one(@PathVariable long id) {
    Programme p = programmes.find(id).orElseThrow(() -> none(id));
    List<ProgrammePage.Fact> facts = new ArrayList<>();
    facts.add(
        new ProgrammePage.Fact(
            "Delivery", p.form().label() + (p.own() ? ", own teachers" : ", training partner")));
    facts.add(
        new ProgrammePage.Fact(
            "Ends with", p.credential().isEmpty() ? "nothing named" : p.credential()));
    facts.add(
        new ProgrammePage.Fact(
            "To enter",
            p.entry().isEmpty()
                ? p.prerequisites().isEmpty() ? "nothing asked" : p.prerequisites()
                : p.entry().stream().map(EntryRule::words).collect(Collectors.joining(", "))));
    facts.add(new ProgrammePage.Fact("Where", p.location().isEmpty() ? "not given" : p.location()));
    facts.add(new ProgrammePage.Fact("From afar", told(p.distance())));
    facts.add(new ProgrammePage.Fact("In the evening", told(p.evening())));
    facts.add(
        new ProgrammePage.Fact(
            "Field of study", p.cip().map(cip -> "CIP " + cip).orElse("not given")));
    facts.add(new ProgrammePage.Fact("Number", p.code()));
    Rules.Version cap = rules.on("section-127", java.time.LocalDate.now(clock));
    return Html.of(
        templates.programmesOne(
            frames.frame(
                p.name(),
                Crumb.of("Know"),
                new Crumb("Programmes", "/programmes"),
                Crumb.of(p.name())),
            new ProgrammePage(
                p,
                p.targets().isEmpty()
                    ? "%s leads to no occupation that is known".formatted(p.name())
                    : p.targets().size() == 1
                        ? "%s leads to %s"
                            .formatted(
                                p.name(),
                                titles.getOrDefault(p.targets().getFirst(), "one occupation"))
                        : "%s leads to %s"
                            .formatted(
                                p.name(),
                                Formats.counted(p.targets().size(), "occupation", "occupations")),
                p.provider(),
                Formats.count(p.hours()),
                ProgrammeWords.weeks(p),
                ProgrammeWords.record(p.outcomes()),
                p.outcomes()
                    .map(o ->
                        "%s who completed; provider and field together"
                            .formatted(Formats.people(o.completed())))
                    .orElse("the catalogue says nothing"),
                tax(p, cap),
                why(p),
                facts,
                targets(p.id()))));
  }

  static NotFound none(long id) {
    return new NotFound("There is no programme with the number %d.".formatted(id));
  }

  private static String told(Optional<Boolean> fact) {
    return fact.map(yes -> yes ? "yes" : "no").orElse("not given");
  }

  private static String tax(Programme p, Rules.Version cap) {
    OptionalLong known = cap.known("yearly_cents");
    if (known.isEmpty()) {
      return "%s of it (tuition, fees, books) is counted; what a person may receive free of tax this year is not known yet."
          .formatted(Formats.cents(p.countedCents()));
    }
    long free = known.getAsLong();
    return p.countedCents() <= free
        ? "%s of it (tuition, fees, books) fits under the %s a person may receive free of tax in a calendar year."
            .formatted(Formats.cents(p.countedCents()), Formats.cents(free))
        : "%s of it (tuition, fees, books) is counted; %s is above the %s a person may receive free of tax in a calendar year."
            .formatted(
                Formats.cents(p.countedCents()),
                Formats.cents(p.countedCents() - free),
                Formats.cents(free));
  }

  private static String why(Programme p) {
    return p.code().startsWith("template:")
        ? "As its template says."
        : switch (p.strategy()) {
          case EDUCATION_BENEFIT -> "It leads to a degree.";
          case UPSKILLING -> "At most 80 hours and no licence: it adds to the present trade.";
          case RESKILLING -> "Over 80 hours or a licence at its end: it gives a new trade.";
          case OUTSKILLING -> "As its template says.";
        };
  }

  private List<ProgrammePage.Target> targets(long programme) {
    return jdbc.sql(
            """
            select t.soc, p.change_percent, p.openings_per_year, p.median_wage_cents
              from programmes.target t
              left join reference.projection p on p.soc = t.soc
             where t.programme_id = :programme
             order by p.openings_per_year desc nulls last, t.soc
            """)
        .param("programme", programme)
        .query((row, n) -> {
          double change = row.getDouble("change_percent");
          boolean known = !row.wasNull();
          long openings = row.getLong("openings_per_year");
          long pay = row.getLong("median_wage_cents");
          String soc = row.getString("soc");
          return new ProgrammePage.Target(
              soc,
              titles.getOrDefault(soc, soc),
              known ? Formats.change(change / 100) : "not projected",
              known ? Formats.count(openings) : "not projected",
              pay > 0 ? Formats.dollars(pay) : "not published");
        })
        .list();
  }
}

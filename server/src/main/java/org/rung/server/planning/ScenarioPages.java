package org.rung.server.planning;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.pages.Sorting;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The pages of scenarios: make one, copy, change, look at its runs, take it as a file.
@Controller
class ScenarioPages {
  private final Templates templates;
  private final Frames frames;
  private final Scenarios scenarios;
  private final Plans plans;
  private final Clock clock;

  ScenarioPages(Templates templates, Frames frames, Scenarios scenarios, Plans plans, Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.scenarios = scenarios;
    this.plans = plans;
    this.clock = clock;
  }

  @Bean
  static RailEntry scenariosEntry(Scenarios scenarios) {
    return new RailEntry(
        RailEntry.Section.DECIDE, 300, "Scenarios", "/scenarios", scenarios::count);
  }

  @GetMapping("/scenarios")
  Html all() {
    return Html.of(
        templates.planningScenarios(
            frames.frame("Scenarios", Crumb.of("Decide"), Crumb.of("Scenarios")), scenarios.all()));
  }

  @GetMapping("/scenarios/{id}")
  Html one(@PathVariable long id, @RequestParam Map<String, String> asked) {
    Scenarios.Stored stored = scenarios.get(id);
    return Html.of(
        templates.planningScenario(
            frames.frame(
                stored.scenario().name(),
                Crumb.of("Decide"),
                new Crumb("Scenarios", "/scenarios"),
                Crumb.of(stored.scenario().name())),
            stored,
            stored.from().flatMap(scenarios::find),
            plans.under(id),
            PlanTables.assumptions(stored.scenario().assumptions(), asked),
            Sorting.of(asked, "assumptions", "")));
  }

  @GetMapping("/scenarios/{id}/assumptions.csv")
  View assumptions(@PathVariable long id, @RequestParam Map<String, String> asked) {
    return PlanTables.assumptionsCsv(
        "scenario-" + id + "-assumptions.csv",
        PlanTables.assumptions(scenarios.get(id).scenario().assumptions(), asked));
  }

  @GetMapping("/scenarios/{id}/scenario.yaml")
  ResponseEntity<String> file(@PathVariable long id) {
    scenarios.get(id);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/yaml"))
        .header("Content-Disposition", "attachment; filename=\"scenario-%d.yaml\"".formatted(id))
        .body(scenarios.text(id).orElseThrow());
  }

  // ---- make one

  @GetMapping("/scenarios/new")
  Html begin() {
    return form(ScenarioEdit.fresh(Scenarios.beginning(LocalDate.now(clock))), HttpStatus.OK);
  }

  @GetMapping("/scenarios/{id}/copy")
  Html copy(@PathVariable long id) {
    Scenarios.Stored stored = scenarios.get(id);
    ScenarioForm form =
        ScenarioForm.of(stored.scenario())
            .with(Map.of("name", scenarios.nameOfCopy(stored.scenario())));
    return form(ScenarioEdit.copy(stored, form), HttpStatus.OK);
  }

  @PostMapping("/scenarios")
  Object add(@RequestParam Map<String, String> sent) {
    Optional<Scenarios.Stored> from =
        number(sent.getOrDefault("from", "")).flatMap(scenarios::find);
    ScenarioForm form = ScenarioForm.sent(fields(sent));
    ScenarioEdit edit =
        from.map(stored -> ScenarioEdit.copy(stored, form)).orElse(ScenarioEdit.fresh(form));
    return switch (read(form, 0)) {
      case ScenarioForm.Read.Faulty faulty ->
          form(edit.with(faulty.form()), HttpStatus.UNPROCESSABLE_CONTENT);
      case ScenarioForm.Read.Whole whole ->
          to(scenarios.add(whole.scenario(), Frames.viewer(), from.map(Scenarios.Stored::id)));
    };
  }

  /// Takes a scenario's file, as a plan's folder or another employer's page gives it.
  @PostMapping("/scenarios/file")
  View take(@RequestParam MultipartFile file) throws IOException {
    return to(
        scenarios.take(
            String.valueOf(file.getOriginalFilename()),
            file.getInputStream().readNBytes(Scenarios.LARGEST_FILE + 1),
            Frames.viewer()));
  }

  // ---- change one

  @GetMapping("/scenarios/{id}/edit")
  Object edit(@PathVariable long id) {
    Scenarios.Stored stored = scenarios.get(id);
    if (!stored.open()) {
      return new RedirectView("/scenarios/%d/copy".formatted(id), true, false);
    }
    return form(
        ScenarioEdit.change(stored, stored.version(), ScenarioForm.of(stored.scenario())),
        HttpStatus.OK);
  }

  @PostMapping("/scenarios/{id}")
  Object change(
      @PathVariable long id, @RequestParam int version, @RequestParam Map<String, String> sent) {
    Scenarios.Stored stored = scenarios.get(id);
    ScenarioForm form = ScenarioForm.sent(fields(sent));
    ScenarioEdit edit = ScenarioEdit.change(stored, version, form);
    return switch (read(form, id)) {
      case ScenarioForm.Read.Faulty faulty ->
          form(edit.with(faulty.form()), HttpStatus.UNPROCESSABLE_CONTENT);
      case ScenarioForm.Read.Whole whole ->
          switch (scenarios.change(id, version, whole.scenario(), Frames.viewer())) {
            case DONE -> to(id);
            case STALE ->
                form(
                    edit.with(
                        form.wrong(
                            "",
                            "%s changed this scenario meanwhile. Your words are below: save them as a copy, or open it again and change it there."
                                .formatted(scenarios.get(id).changedBy().orElse("Somebody")))),
                    HttpStatus.CONFLICT);
            case PLANNED ->
                form(
                    edit.planned(
                        form.wrong(
                            "",
                            "A plan was made under this scenario meanwhile, so it stays as it is. Your words are below: save them as a copy.")),
                    HttpStatus.CONFLICT);
            case GONE -> throw new NotFound("Scenario %d was removed meanwhile.".formatted(id));
          };
    };
  }

  @PostMapping("/scenarios/{id}/remove")
  View remove(@PathVariable long id) {
    scenarios.get(id);
    if (!scenarios.remove(id)) {
      throw new Refused(
          "Plans were made under this scenario, so it stays. Make a copy to change it.");
    }
    return new RedirectView("/scenarios", true, false);
  }

  // ----

  private ScenarioForm.Read read(ScenarioForm form, long id) {
    ScenarioForm.Read read = form.read();
    String name = form.at("name");
    return scenarios
        .taken(name, id)
        .<ScenarioForm.Read>map(taken ->
            new ScenarioForm.Read.Faulty(
                (read instanceof ScenarioForm.Read.Faulty faulty ? faulty.form() : form)
                    .wrong("name", taken)))
        .orElse(read);
  }

  private static Map<String, String> fields(Map<String, String> sent) {
    Map<String, String> fields = new HashMap<>(sent);
    fields.keySet().removeAll(java.util.Set.of("_csrf", "version", "from"));
    return fields;
  }

  private static Optional<Long> number(String given) {
    return given.matches("\\d{1,18}") ? Optional.of(Long.parseLong(given)) : Optional.empty();
  }

  private Html form(ScenarioEdit edit, HttpStatus status) {
    return Html.of(
        templates.planningScenarioForm(
            frames.frame(
                edit.title(),
                Crumb.of("Decide"),
                new Crumb("Scenarios", "/scenarios"),
                Crumb.of(edit.title())),
            edit,
            Scenarios.first().places().stream()
                .collect(Collectors.toMap(Scenario.Place::path, Scenario.Place::label))),
        status);
  }

  private static View to(long id) {
    return new RedirectView("/scenarios/" + id, true, false);
  }
}

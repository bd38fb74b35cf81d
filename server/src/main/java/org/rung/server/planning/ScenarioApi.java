package org.rung.server.planning;

import java.time.Instant;
import java.util.Optional;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.node.ObjectNode;

/// Scenarios, as JSON.
@JsonApi
class ScenarioApi {
  private static final String YAML = "application/yaml";

  private final Scenarios scenarios;

  ScenarioApi(Scenarios scenarios) {
    this.scenarios = scenarios;
  }

  /// A scenario in a list.
  record ScenarioHead(
      long id,
      String name,
      String summary,
      @Meaning("Rises with every change.") int version,
      @Meaning("The account.") String madeBy,
      Instant madeAt,
      @Meaning("The account that changed it last; null for as it was made.")
          Optional<String> changedBy,
      Optional<Instant> changedAt,
      @Meaning("The scenario it began as a copy of.") Optional<Long> copyOf,
      @Meaning("How many plans stand on it; it may be changed while there is none.") int plans,
      @Meaning("Whole cents, of all years together.") long budgetCents) {
    static ScenarioHead of(Scenarios.Stored stored) {
      return new ScenarioHead(
          stored.id(),
          stored.scenario().name(),
          stored.scenario().summary(),
          stored.version(),
          stored.madeBy(),
          stored.madeAt(),
          stored.changedBy(),
          stored.changedAt(),
          stored.from(),
          stored.plans(),
          stored.scenario().budgetCents());
    }
  }

  /// A scenario with every figure.
  record ScenarioWhole(
      ScenarioHead head,
      @Meaning(
              value = "Budget, rules and assumptions, with the words of scenario.yaml.",
              as = Scenario.class)
          ObjectNode scenario) {
    static ScenarioWhole of(Scenarios.Stored stored) {
      return new ScenarioWhole(ScenarioHead.of(stored), ScenarioFile.tree(stored.scenario()));
    }
  }

  /// A scenario that is no employer's yet.
  record ScenarioBeginning(@Meaning(as = Scenario.class) ObjectNode scenario) {}

  /// A scenario to be made.
  record ScenarioNew(
      @Meaning(as = Scenario.class) ObjectNode scenario,
      @Meaning("The scenario it is a copy of.") Optional<Long> copyOf) {}

  /// A change of a scenario.
  record ScenarioChange(
      @Meaning("The version that was read.") int version,
      @Meaning(as = Scenario.class) ObjectNode scenario) {}

  /// A copy to be made.
  record ScenarioCopy(
      @Meaning("Its name; without one it is called a copy of the first.") Optional<String> name) {}

  @Told(value = "List scenarios", more = "Newest first.")
  @GetMapping("/scenarios")
  Page<ScenarioHead> all(Paging paging) {
    return paging.before(scenarios.all(), Scenarios.Stored::id).map(ScenarioHead::of);
  }

  @Told(
      value = "Read what a new scenario begins with",
      more =
          "Figures that come with the product, each with its source, to be looked at one by one.")
  @GetMapping("/scenarios/new")
  ScenarioBeginning beginning() {
    return new ScenarioBeginning(ScenarioFile.tree(Scenarios.first()));
  }

  @Told("Read a scenario with every figure and its source")
  @GetMapping("/scenarios/{id}")
  ScenarioWhole one(@PathVariable long id) {
    return ScenarioWhole.of(scenarios.get(id));
  }

  @Told("Take a scenario as a file")
  @GetMapping(path = "/scenarios/{id}/scenario.yaml", produces = YAML)
  ResponseEntity<String> file(@PathVariable long id) {
    scenarios.get(id);
    return Answers.file("scenario-%d.yaml".formatted(id), YAML, scenarios.text(id).orElseThrow());
  }

  @Told(
      value = "Make a scenario",
      more = "Nothing is planned by it. As YAML the same text again is the same scenario.",
      status = 201,
      problems = ProblemType.REFUSED)
  @PostMapping(path = "/scenarios", consumes = "application/json")
  ResponseEntity<ScenarioWhole> add(@RequestBody ScenarioNew asked) {
    asked
        .copyOf()
        .filter(from -> scenarios.find(from).isEmpty())
        .ifPresent(from -> {
          throw Problem.faulty("copy_of", "There is no scenario %d.".formatted(from));
        });
    return created(scenarios.add(read(asked.scenario(), 0), Frames.viewer(), asked.copyOf()));
  }

  @Told(value = "or take one from a file", status = 201, problems = ProblemType.REFUSED)
  @PostMapping(path = "/scenarios", consumes = YAML)
  ResponseEntity<ScenarioWhole> take(@RequestBody byte[] file) {
    return created(scenarios.take("The body", file, Frames.viewer()));
  }

  @Told(value = "Copy a scenario", more = "The first and its plans stay as they are.", status = 201)
  @PostMapping("/scenarios/{id}/copy")
  ResponseEntity<ScenarioWhole> copy(@PathVariable long id, @RequestBody ScenarioCopy asked) {
    Scenario from = scenarios.get(id).scenario();
    String name = asked.name().orElseGet(() -> scenarios.nameOfCopy(from));
    ObjectNode copy = ScenarioFile.tree(from).put("name", name);
    return created(scenarios.add(read(copy, 0), Frames.viewer(), Optional.of(id)));
  }

  @Told(
      value = "Change a scenario on which no plan stands",
      problems = {ProblemType.STALE_VERSION, ProblemType.REFUSED})
  @PutMapping("/scenarios/{id}")
  ScenarioWhole change(@PathVariable long id, @RequestBody ScenarioChange asked) {
    scenarios.get(id);
    Scenario changed = read(asked.scenario(), id);
    return switch (scenarios.change(id, asked.version(), changed, Frames.viewer())) {
      case DONE -> one(id);
      case STALE -> {
        Scenarios.Stored now = scenarios.get(id);
        throw new Problem(
            ProblemType.STALE_VERSION,
            "%s changed this scenario meanwhile; it has version %d now."
                .formatted(now.changedBy().orElse("Somebody"), now.version()));
      }
      case PLANNED ->
          throw new Refused(
              "A plan was made under this scenario, so it stays as it is. Make a copy to change it.");
      case GONE -> throw new NotFound("Scenario %d was removed meanwhile.".formatted(id));
    };
  }

  @Told(
      value = "Remove a scenario on which no plan stands",
      status = 204,
      problems = ProblemType.REFUSED)
  @DeleteMapping("/scenarios/{id}")
  ResponseEntity<Void> remove(@PathVariable long id) {
    scenarios.get(id);
    if (!scenarios.remove(id)) {
      throw new Refused(
          "Plans were made under this scenario, so it stays. Make a copy to change it.");
    }
    return Answers.done();
  }

  private ResponseEntity<ScenarioWhole> created(long id) {
    return Answers.created("/api/v1/scenarios/" + id, one(id));
  }

  /// @param id of the scenario that may keep its name, 0 for none
  private Scenario read(ObjectNode tree, long id) {
    Scenario scenario;
    try {
      scenario = ScenarioFile.read(tree);
    } catch (ScenarioProblem e) {
      throw Problem.faulty(
          e.place().isEmpty() ? "scenario" : "scenario." + e.place(),
          String.valueOf(e.getMessage()));
    }
    scenarios
        .taken(scenario.name(), id)
        .ifPresent(taken -> {
          throw Problem.faulty("scenario.name", taken);
        });
    return scenario;
  }
}

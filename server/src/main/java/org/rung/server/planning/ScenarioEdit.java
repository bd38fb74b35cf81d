package org.rung.server.planning;

/// A scenario's form on its page: what it makes or changes.
///
/// @param title of the page
/// @param lead what saving does
/// @param action the address it is sent to
/// @param from the scenario it is a copy of, 0 for none
/// @param version the one that is changed, 0 when nothing is
/// @param id the scenario that is changed, 0 when it makes one
public record ScenarioEdit(
    String title, String lead, String action, long from, int version, long id, ScenarioForm form) {

  static ScenarioEdit fresh(ScenarioForm form) {
    return new ScenarioEdit(
        "New scenario",
        "Give budgets and look at every figure: each says how far to trust it and where it comes from. Nothing is planned by saving.",
        "/scenarios",
        0,
        0,
        0,
        form);
  }

  static ScenarioEdit copy(Scenarios.Stored from, ScenarioForm form) {
    return new ScenarioEdit(
        "Copy of “%s”".formatted(from.scenario().name()),
        "The copy is a scenario of its own; “%s” and its plans stay as they are."
            .formatted(from.scenario().name()),
        "/scenarios",
        from.id(),
        0,
        0,
        form);
  }

  static ScenarioEdit change(Scenarios.Stored stored, int version, ScenarioForm form) {
    return new ScenarioEdit(
        "Change “%s”".formatted(stored.scenario().name()),
        "No plan was made under it yet, so it may still be changed.",
        "/scenarios/" + stored.id(),
        0,
        version,
        stored.id(),
        form);
  }

  /// The parts of the form, as they are surveyed.
  public java.util.List<ScenarioPart> parts() {
    return ScenarioPart.of(form);
  }

  /// The same words, once a plan was made under the scenario.
  ScenarioEdit planned(ScenarioForm other) {
    return new ScenarioEdit(
        title,
        "A plan was made under it, so it stays as it is; a copy takes your words.",
        action,
        from,
        version,
        id,
        other);
  }

  ScenarioEdit with(ScenarioForm other) {
    return new ScenarioEdit(title, lead, action, from, version, id, other);
  }
}

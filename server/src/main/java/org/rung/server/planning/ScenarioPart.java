package org.rung.server.planning;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rung.server.pages.Formats;

/// A part of a scenario's form, as it is surveyed: what it holds in a line, before it is opened.
///
/// @param id of its fields, for an address
/// @param summary what was given in it, in words
/// @param faults how many things in it keep the scenario from being saved
public record ScenarioPart(String id, String title, String summary, int faults) {
  /// Every part, in the order of the page.
  static List<ScenarioPart> of(ScenarioForm form) {
    List<ScenarioPart> parts = new ArrayList<>();
    parts.add(
        part(
            form,
            "Name and time",
            form.at("name").isEmpty()
                ? "not named yet"
                : form.at("starts").isEmpty()
                    ? form.at("name")
                    : "%s, training from %s".formatted(form.at("name"), form.at("starts")),
            List.of("name", "summary", "starts")));
    parts.add(part(form, "Budget by fiscal year", budgets(form), List.of("fiscal_years.")));
    ScenarioForm.parts()
        .forEach((title, places) ->
            parts.add(
                part(
                    form,
                    title,
                    figures(form, places),
                    places.stream().map(p -> p + ".").toList())));
    parts.add(
        part(form, "Floors", listed(form.rows("floors"), "floor", "floors"), List.of("floors.")));
    parts.add(
        part(
            form,
            "Forecasts of openings",
            listed(form.rows("forecasts"), "forecast more", "forecasts more"),
            List.of("forecasts.")));
    parts.add(
        part(
            form,
            "Closed roles",
            listed(form.rows("closed"), "rule", "rules"),
            List.of("closed.")));
    parts.add(
        part(
            form,
            "Assumptions in words",
            listed(form.rows("notes"), "assumption", "assumptions"),
            List.of("notes.")));
    return List.copyOf(parts);
  }

  /// Whether its fields are seen at once: what every scenario has to give, and what is wrong.
  public boolean open() {
    return faults > 0 || title.equals("Name and time") || title.equals("Budget by fiscal year");
  }

  private static ScenarioPart part(
      ScenarioForm form, String title, String summary, List<String> places) {
    long faults =
        form.problems().keySet().stream()
            .filter(fault -> places.stream().anyMatch(fault::startsWith))
            .count();
    return new ScenarioPart(
        "part-" + ScenarioForm.id(title.replace(' ', '-')), title, summary, (int) faults);
  }

  private static String budgets(ScenarioForm form) {
    int years = form.rows("fiscal_years");
    List<Optional<Double>> dollars =
        IntStream.range(0, years)
            .mapToObj(
                i -> ScenarioForm.number(form.at("fiscal_years.%d.budget.value".formatted(i))))
            .toList();
    String counted = Formats.counted(years, "year", "years");
    return dollars.stream().allMatch(Optional::isPresent) && years > 0
        ? "%s in %s"
            .formatted(
                Formats.dollars(
                    Math.round(100 * dollars.stream().mapToDouble(Optional::get).sum())),
                counted)
        : counted + ", no sum yet";
  }

  private static String figures(ScenarioForm form, List<String> places) {
    Map<Figure.Kind, Integer> kinds = new EnumMap<>(Figure.Kind.class);
    int given = 0;
    for (String place : places) {
      if (form.at(place + ".value").isEmpty()) {
        continue;
      }
      given++;
      for (Figure.Kind kind : Figure.Kind.values()) {
        if (kind.word().equals(form.at(place + ".kind"))) {
          kinds.merge(kind, 1, Integer::sum);
        }
      }
    }
    List<String> words = new ArrayList<>();
    kinds.forEach((kind, count) -> words.add(Formats.count(count) + " " + kind.word()));
    return given == 0
        ? "no limit"
        : "%s%s"
            .formatted(
                Formats.counted(given, "figure", "figures"),
                words.isEmpty() ? "" : ": " + String.join(", ", words));
  }

  private static String listed(int rows, String one, String several) {
    return rows == 0 ? "none" : Formats.counted(rows, one, several);
  }
}

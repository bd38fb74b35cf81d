package org.rung.server.planning;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A scenario as a form: the words given at each place of the file, and what is wrong with them. A
/// place is written as in the file, with points between and lists counted from 0, for example
/// `fiscal_years.0.budget.value`. Nothing that was typed is lost when something is wrong.
///
/// @param given words by place
/// @param problems what is wrong, by place; under the empty place what is about no single one
public record ScenarioForm(Map<String, String> given, Map<String, String> problems) {
  private static final Pattern LIST =
      Pattern.compile("(fiscal_years|floors|forecasts|closed|notes)\\.(\\d{1,4})\\.(.+)");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");

  private static final List<String> TERMS =
      List.of("people_least", "people_most", "budget_most", "take_up");

  /// What names a row of each list; a row whose name was emptied is taken away.
  private static final Map<String, String> ROW_NAME =
      Map.of(
          "fiscal_years",
          "year",
          "floors",
          "name",
          "forecasts",
          "name",
          "closed",
          "titles",
          "notes",
          "text");

  public ScenarioForm {
    given = Map.copyOf(given);
    problems = Map.copyOf(problems);
  }

  /// A scenario, ready to be changed.
  static ScenarioForm of(Scenario scenario) {
    Map<String, String> given = new LinkedHashMap<>();
    flatten("", ScenarioFile.tree(scenario), given);
    return new ScenarioForm(given, Map.of());
  }

  /// The same with other words at some places.
  ScenarioForm with(Map<String, String> other) {
    Map<String, String> merged = new LinkedHashMap<>(given);
    merged.putAll(other);
    return new ScenarioForm(merged, problems);
  }

  /// The same with one more thing wrong.
  ScenarioForm wrong(String place, String problem) {
    Map<String, String> merged = new LinkedHashMap<>(problems);
    merged.putIfAbsent(place, problem);
    return new ScenarioForm(given, merged);
  }

  private static void flatten(String place, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(child ->
              flatten(
                  place.isEmpty() ? child.getKey() : place + "." + child.getKey(),
                  child.getValue(),
                  into));
    } else if (place.endsWith(".titles")) {
      List<String> lines = new ArrayList<>();
      node.forEach(title -> lines.add(title.asString()));
      into.put(place, String.join("\n", lines));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(place + "." + i, node.get(i), into);
      }
    } else if (node.isNumber()) {
      into.put(place, place.endsWith(".year") ? node.asString() : words(node.asDouble()));
    } else if (!node.isNull()) {
      into.put(place, node.asString());
    }
  }

  private static String words(double value) {
    return Formats.decimal(value, 9).replace('−', '-');
  }

  /// What a form sent, with the rows that were taken away gone and the others counted from 0.
  static ScenarioForm sent(Map<String, String> parameters) {
    Map<String, TreeMap<Integer, Map<String, String>>> lists = new TreeMap<>();
    Map<String, String> given = new LinkedHashMap<>();
    parameters.forEach((name, value) -> {
      Matcher row = LIST.matcher(name);
      if (row.matches()) {
        lists
            .computeIfAbsent(row.group(1), l -> new TreeMap<>())
            .computeIfAbsent(Integer.valueOf(row.group(2)), i -> new LinkedHashMap<>())
            .put(row.group(3), value.strip());
      } else {
        given.put(name, value.strip());
      }
    });
    lists.forEach((list, rows) -> {
      int next = 0;
      for (Map<String, String> row : rows.values()) {
        if (!row.getOrDefault(ROW_NAME.get(list), "").isEmpty()) {
          String at = list + "." + next++ + ".";
          row.forEach((field, value) -> given.put(at + field, value));
        }
      }
    });
    return new ScenarioForm(given, Map.of());
  }

  /// The words at a place, empty for none.
  public String at(String place) {
    return given.getOrDefault(place, "");
  }

  /// What is wrong at a place, empty when nothing is.
  public String problem(String place) {
    return problems.getOrDefault(place, "");
  }

  /// How many rows a list has.
  public int rows(String list) {
    int rows = 0;
    while (given.containsKey(list + "." + rows + "." + ROW_NAME.get(list))) {
      rows++;
    }
    return rows;
  }

  /// What came of reading a form.
  sealed interface Read {
    /// It is a scenario.
    record Whole(Scenario scenario) implements Read {}

    /// It is none yet; the form says why at each place.
    record Faulty(ScenarioForm form) implements Read {}
  }

  /// Reads the form; every field that cannot be read is named at once.
  Read read() {
    Map<String, String> wrong = new LinkedHashMap<>();
    ObjectNode tree = ScenarioFile.tree();
    tree.put("name", at("name"));
    tree.put("summary", at("summary"));
    tree.put("starts", day("starts", wrong));
    ArrayNode years = tree.putArray("fiscal_years");
    for (int i = 0; i < rows("fiscal_years"); i++) {
      String place = "fiscal_years." + i;
      ObjectNode year = years.addObject();
      year.put("year", year(place + ".year", wrong));
      year.put("from", day(place + ".from", wrong));
      year.set("budget", figure(place + ".budget", true, wrong).orElseGet(ScenarioFile::tree));
    }
    figures(tree, wrong);
    ArrayNode closed = tree.putArray("closed");
    for (int i = 0; i < rows("closed"); i++) {
      String place = "closed." + i;
      ObjectNode row = closed.addObject();
      row.put("rule", at(place + ".rule").isEmpty() ? "closed" : at(place + ".rule"));
      ArrayNode titles = row.putArray("titles");
      at(place + ".titles")
          .lines()
          .map(String::strip)
          .filter(t -> !t.isEmpty())
          .forEach(titles::add);
      row.put("department", at(place + ".department"));
      row.put("leaving", at(place + ".leaving").equals("true"));
    }
    ArrayNode floors = tree.putArray("floors");
    for (int i = 0; i < rows("floors"); i++) {
      String place = "floors." + i;
      ObjectNode row = floors.addObject();
      row.put("name", at(place + ".name"));
      row.put("kind", at(place + ".kind"));
      if (!at(place + ".group").isEmpty()) {
        row.put("group", at(place + ".group"));
      }
      row.set("value", figure(place + ".value", true, wrong).orElseGet(ScenarioFile::tree));
    }
    if (rows("forecasts") > 0) {
      ArrayNode forecasts = tree.putArray("forecasts");
      for (int i = 0; i < rows("forecasts"); i++) {
        String place = "forecasts." + i;
        ObjectNode row = forecasts.addObject();
        row.put("name", at(place + ".name"));
        row.set("openings", figure(place + ".openings", true, wrong).orElseGet(ScenarioFile::tree));
      }
    }
    ArrayNode notes = tree.putArray("notes");
    for (int i = 0; i < rows("notes"); i++) {
      String place = "notes." + i;
      ObjectNode row = notes.addObject();
      row.put("text", at(place + ".text"));
      row.put("kind", at(place + ".kind"));
      row.put("source", at(place + ".source"));
      if (at(place + ".source").isEmpty()) {
        wrong.put(place + ".source", "Say where this comes from.");
      }
    }
    if (!wrong.isEmpty()) {
      return new Read.Faulty(new ScenarioForm(given, wrong));
    }
    try {
      return new Read.Whole(ScenarioFile.read(tree));
    } catch (ScenarioProblem e) {
      String place = fieldOf(e.place());
      return new Read.Faulty(wrong(place, String.valueOf(e.getMessage())));
    }
  }

  private String fieldOf(String place) {
    return given.containsKey(place + ".value") ? place + ".value" : place;
  }

  /// The figures outside the lists: fixed places, and those of each strategy that may be empty.
  private void figures(ObjectNode tree, Map<String, String> wrong) {
    for (Group group : Group.FIXED) {
      ObjectNode node = tree.putObject(group.place());
      for (String name : group.figures()) {
        figure(group.place() + "." + name, true, wrong).ifPresent(f -> node.set(name, f));
      }
    }
    figure("stability", false, wrong).ifPresent(f -> tree.set("stability", f));
    ObjectNode paid = ((ObjectNode) tree.get("worth")).putObject("paid_share");
    ObjectNode strategies = tree.putObject("strategies");
    for (Strategy strategy : Strategy.values()) {
      String code = strategy.code();
      figure("worth.paid_share." + code, false, wrong).ifPresent(f -> paid.set(code, f));
      ObjectNode terms = strategies.putObject(code);
      for (String name : TERMS) {
        figure("strategies." + code + "." + name, false, wrong).ifPresent(f -> terms.set(name, f));
      }
    }
  }

  private Optional<ObjectNode> figure(String place, boolean needed, Map<String, String> wrong) {
    String value = at(place + ".value");
    if (value.isEmpty()) {
      if (needed) {
        wrong.put(place + ".value", "Give a number.");
      }
      return Optional.empty();
    }
    Optional<Double> number = number(value);
    if (number.isEmpty()) {
      wrong.put(
          place + ".value",
          "“%s” is not a number. Give one like 0.2, 20 %% or 1,600,000.".formatted(value));
      return Optional.empty();
    }
    if (at(place + ".source").isEmpty()) {
      wrong.put(
          place + ".source",
          "Say where %s comes from: a file, a contract, who decided it.".formatted(value));
    }
    String kind = at(place + ".kind");
    ObjectNode figure = ScenarioFile.tree();
    figure.put("value", number.get());
    figure.put("kind", kind.isEmpty() ? Figure.Kind.ASSUMED.word() : kind);
    figure.put("source", at(place + ".source"));
    return Optional.of(figure);
  }

  /// Reads `0.2`, `20 %`, `$1,600,000`; a comma is only taken between thousands.
  static Optional<Double> number(String given) {
    String plain = given.replace("$", "").replace('−', '-').strip();
    boolean percent = plain.endsWith("%");
    if (percent) {
      plain = plain.substring(0, plain.length() - 1).strip();
    }
    if (THOUSANDS.matcher(plain).matches()) {
      plain = plain.replace(",", "");
    }
    if (!plain.matches("[+-]?(\\d{1,15}(\\.\\d{0,12})?|\\.\\d{1,12})")) {
      return Optional.empty();
    }
    double value = Double.parseDouble(plain);
    return Optional.of(percent ? value / 100 : value);
  }

  private String day(String place, Map<String, String> wrong) {
    try {
      return LocalDate.parse(at(place)).toString();
    } catch (DateTimeParseException e) {
      wrong.put(
          place,
          at(place).isEmpty()
              ? "Give a day, for example 2027-01-01."
              : "“%s” is not a day. Give one like 2027-01-01.".formatted(at(place)));
      return "";
    }
  }

  private int year(String place, Map<String, String> wrong) {
    if (at(place).matches("(19|20|21)\\d\\d")) {
      return Integer.parseInt(at(place));
    }
    wrong.put(place, "“%s” is not a year. Give one like 2027.".formatted(at(place)));
    return 0;
  }

  /// Figures that every scenario has, by the part of the file they stand in.
  ///
  /// @param place word of the part
  /// @param title head of the part on the page
  /// @param figures words inside it
  record Group(String place, String title, List<String> figures) {
    static final List<Group> FIXED =
        List.of(
            new Group(
                "worth",
                "What a pathway is worth",
                List.of(
                    "horizon_years",
                    "pay_gain_weight",
                    "hire_share",
                    "severance_weeks",
                    "leaving_share",
                    "retention_points",
                    "replacement_share",
                    "backfill_share")),
            new Group(
                "intakes",
                "Intakes",
                List.of("per_year", "seats", "minimum", "fixed", "pathways_per_role")),
            new Group("release", "Release", List.of("share")),
            new Group(
                "viable",
                "Which pathways count as open",
                List.of("pay_share", "zone_step", "hours_most", "price_most", "chance_least")));
  }

  /// The figures outside the lists under the heads of the page, in its order.
  public static Map<String, List<String>> parts() {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    for (Group group : Group.FIXED) {
      List<String> places = new ArrayList<>();
      group.figures().forEach(name -> places.add(group.place() + "." + name));
      if (group.place().equals("worth")) {
        for (Strategy strategy : Strategy.values()) {
          places.add("worth.paid_share." + strategy.code());
        }
      }
      parts.put(group.title(), places);
      if (group.place().equals("viable")) {
        parts.put("Keeping what was offered", List.of("stability"));
      }
      if (group.place().equals("worth")) {
        for (Strategy strategy : Strategy.values()) {
          parts.put(
              strategy.label(),
              TERMS.stream().map(name -> "strategies." + strategy.code() + "." + name).toList());
        }
      }
    }
    return parts;
  }

  /// Whether a figure outside the lists may be empty.
  public static boolean mayBeEmpty(String place) {
    return place.equals("stability")
        || place.startsWith("strategies.")
        || place.startsWith("worth.paid_share.");
  }

  /// A word as an address may hold it.
  public static String id(String place) {
    return place.toLowerCase(Locale.ROOT).replace('.', '-').replace('_', '-');
  }
}

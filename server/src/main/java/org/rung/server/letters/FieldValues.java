package org.rung.server.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rung.server.ledger.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a letter as the database keeps them: `{"first day": {"day": "2026-01-30"}}`.
final class FieldValues {
  private static final JsonMapper JSON = new JsonMapper();

  private FieldValues() {}

  static String json(Map<String, Value> fields) {
    ObjectNode object = JSON.createObjectNode();
    new TreeMap<>(fields)
        .forEach((name, value) -> {
          ObjectNode typed = object.putObject(name);
          switch (value) {
            case Value.Words words -> typed.put("words", kept(words.text()));
            case Value.Day day -> typed.put("day", day.day().toString());
            case Value.Moment moment -> typed.put("moment", moment.at().toString());
            case Value.Amount amount ->
                typed
                    .put("minor", amount.money().minor())
                    .put("currency", amount.money().currency().getCurrencyCode());
            case Value.Count count -> typed.put("count", count.number());
            case Value.Lines lines -> {
              ArrayNode array = typed.putArray("lines");
              lines.lines().forEach(line -> array.add(kept(line)));
            }
          }
        });
    return JSON.writeValueAsString(object);
  }

  /// Without the sign that no database keeps.
  private static String kept(String text) {
    return text.replace("\u0000", "");
  }

  static Map<String, Value> of(String json) {
    Map<String, Value> fields = new LinkedHashMap<>();
    JSON.readTree(json)
        .properties()
        .forEach(field -> fields.put(field.getKey(), value(field.getValue())));
    return fields;
  }

  private static Value value(JsonNode typed) {
    if (typed.has("words")) {
      return new Value.Words(typed.get("words").asString());
    }
    if (typed.has("day")) {
      return new Value.Day(LocalDate.parse(typed.get("day").asString()));
    }
    if (typed.has("moment")) {
      return new Value.Moment(Instant.parse(typed.get("moment").asString()));
    }
    if (typed.has("minor")) {
      return new Value.Amount(
          new Money(
              typed.get("minor").asLong(), Currency.getInstance(typed.get("currency").asString())));
    }
    if (typed.has("count")) {
      return new Value.Count(typed.get("count").asLong());
    }
    List<String> lines = new ArrayList<>();
    typed.get("lines").forEach(line -> lines.add(line.asString()));
    return new Value.Lines(lines);
  }
}

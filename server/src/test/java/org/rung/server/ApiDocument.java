package org.rung.server;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The served OpenAPI document, as a test reads it: which operation an address is, and what in an
/// answer is not as the document says.
public final class ApiDocument {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode root;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Schema> schemas = new HashMap<>();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /// @param method in capitals
  /// @param path with its variables in braces
  public record Operation(String method, String path, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    /// Whether the path has a variable.
    public boolean variable() {
      return path.contains("{");
    }

    /// The path with `0` for each variable.
    public String withNothing() {
      return path.replaceAll("\\{[^}]+}", "0");
    }

    /// The scope it needs.
    public String scope() {
      return node.at("/security/0/token/0").asString();
    }

    /// The content types that it takes, empty for none.
    public List<String> takes() {
      return node.at("/requestBody/content").propertyNames().stream().toList();
    }

    private boolean at(String asked) {
      String pattern =
          List.of(path.split("(?=\\{)|(?<=})")).stream()
              .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
              .reduce("", String::concat);
      return asked.matches(pattern);
    }
  }

  /// @param text as it was served
  public ApiDocument(String text) {
    root = JSON.readTree(text);
    root.get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    operations.add(
                        new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            method.getValue()))));
  }

  /// The document.
  public JsonNode root() {
    return root;
  }

  /// Every operation, in the order of the document.
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /// The operation of a request; fixed words win over variables.
  public Optional<Operation> find(String method, String path) {
    String plain = path.replaceFirst("\\?.*", "");
    return operations.stream()
        .filter(operation -> operation.method.equals(method) && operation.at(plain))
        .min(java.util.Comparator.comparingLong(o -> o.path.chars().filter(c -> c == '{').count()));
  }

  /// The response of an operation with a status, with references followed.
  public Optional<JsonNode> response(Operation operation, int status) {
    JsonNode response = operation.node.path("responses").path(Integer.toString(status));
    return response.isMissingNode() ? Optional.empty() : Optional.of(followed(response));
  }

  /// The types of problem that an operation may answer with.
  public List<String> problems(Operation operation) {
    List<String> types = new ArrayList<>();
    operation
        .node
        .get("responses")
        .forEach(response ->
            followed(response)
                .at("/content/application~1problem+json/schema/allOf/1/properties/type/enum")
                .forEach(type -> types.add(type.asString())));
    return types;
  }

  /// Bodies that an operation takes but for one `null` inside a list or map, each by its place.
  public Map<String, JsonNode> withNulls(Operation operation) {
    JsonNode schema = operation.node.at("/requestBody/content/application~1json/schema");
    Map<String, JsonNode> bodies = new TreeMap<>();
    if (!schema.isMissingNode()) {
      JsonNode whole = example(schema, 0);
      places(schema, "", 0)
          .forEach((place, broken) -> {
            ObjectNode body = (ObjectNode) whole.deepCopy();
            String[] steps = place.split("/");
            JsonNode at = body;
            for (int i = 1; i < steps.length - 1; i++) {
              at = at.get(steps[i]);
            }
            ((ObjectNode) at).set(steps[steps.length - 1], broken);
            bodies.put(place, body);
          });
    }
    return bodies;
  }

  /// Lists and maps of a schema that no list or map is around, each holding `null` alone.
  private Map<String, JsonNode> places(JsonNode given, String at, int depth) {
    JsonNode schema = plain(given);
    Map<String, JsonNode> places = new TreeMap<>();
    if (depth < 6 && schema.has("properties")) {
      schema
          .get("properties")
          .properties()
          .forEach(property ->
              places.putAll(places(property.getValue(), at + "/" + property.getKey(), depth + 1)));
    } else if (schema.has("items")) {
      places.put(at, JSON.createArrayNode().addNull());
    } else if (schema.path("additionalProperties").isObject()) {
      places.put(at, JSON.createObjectNode().putNull(key(schema)));
    }
    return places;
  }

  private static String key(JsonNode map) {
    JsonNode names = map.at("/propertyNames/enum/0");
    return names.isMissingNode() ? "1" : names.asString();
  }

  private JsonNode plain(JsonNode given) {
    JsonNode schema = followed(given);
    return schema.has("anyOf") ? followed(schema.get("anyOf").get(0)) : schema;
  }

  private JsonNode example(JsonNode given, int depth) {
    JsonNode schema = plain(given);
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    if (schema.has("properties") && depth < 6) {
      ObjectNode object = JSON.createObjectNode();
      schema
          .get("properties")
          .properties()
          .forEach(one -> object.set(one.getKey(), example(one.getValue(), depth + 1)));
      return object;
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(0).asString() : type.asString()) {
      case "integer" -> JSON.getNodeFactory().numberNode(1);
      case "number" -> JSON.getNodeFactory().numberNode(1.5);
      case "boolean" -> JSON.getNodeFactory().booleanNode(true);
      case "array" -> JSON.createArrayNode();
      case "object" -> JSON.createObjectNode();
      default ->
          JSON.getNodeFactory()
              .stringNode(schema.path("format").asString("").equals("date") ? "2026-01-31" : "a");
    };
  }

  private JsonNode followed(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asString().substring(1)) : node;
  }

  /// What in a JSON text is not as a schema says, in words; empty when all is.
  public List<String> faults(JsonNode schema, String text) {
    return schemas
        .computeIfAbsent(schema.toString(), key -> compiled(schema))
        .validate(
            text,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  private Schema compiled(JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema.deepCopy());
    whole.set("components", root.get("components"));
    return registry.getSchema(whole);
  }
}

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

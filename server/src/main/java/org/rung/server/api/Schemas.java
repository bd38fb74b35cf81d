package org.rung.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Schemas (2020-12, as OpenAPI 3.1 has them) of the records that requests and answers are
/// made of. A record is closed: it has the members that are listed and no others. In an answer
/// every member is there; in a request an optional one may be left away.
final class Schemas {
  private final Map<String, ObjectNode> named = new TreeMap<>();
  private final Map<String, Class<?>> owners = new HashMap<>();
  private final Set<Class<?>> sent = new HashSet<>();

  static ObjectNode object() {
    return ApiJson.MAPPER.createObjectNode();
  }

  /// Those with a name, for the document's components.
  Map<String, ObjectNode> named() {
    return named;
  }

  /// Remembers the records that clients send. Before any schema is made.
  void sends(Type type) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::sends);
    } else if (type instanceof Class<?> kind && kind.isRecord() && sent.add(kind)) {
      for (RecordComponent component : kind.getRecordComponents()) {
        Meaning meaning = component.getAnnotation(Meaning.class);
        sends(
            meaning == null || meaning.as() == void.class
                ? component.getGenericType()
                : meaning.as());
      }
    }
  }

  /// The schema of a type: of a record a reference to its name.
  ///
  /// @throws IllegalStateException for a type that no answer should have
  ObjectNode of(Type type, @Nullable Meaning meaning) {
    ObjectNode schema =
        meaning == null || meaning.as() == void.class ? of(type) : of((Type) meaning.as());
    if (meaning != null && meaning.words().length > 0) {
      words(schema, Arrays.asList(meaning.words()));
    }
    if (meaning != null && !meaning.value().isEmpty()) {
      schema.put("description", meaning.value());
    }
    return schema;
  }

  private static void words(ObjectNode schema, List<String> words) {
    ArrayNode all = schema.putArray("enum");
    words.forEach(all::add);
  }

  private ObjectNode of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    if (!(type instanceof Class<?> kind)) {
      throw new IllegalStateException("No schema for " + type);
    }
    if (kind == String.class) {
      return typed("string");
    }
    if (kind == long.class || kind == Long.class) {
      return typed("integer").put("format", "int64");
    }
    if (kind == int.class || kind == Integer.class) {
      return typed("integer").put("format", "int32");
    }
    if (kind == double.class || kind == Double.class) {
      return typed("number").put("format", "double");
    }
    if (kind == boolean.class || kind == Boolean.class) {
      return typed("boolean");
    }
    if (kind == LocalDate.class) {
      return typed("string").put("format", "date");
    }
    if (kind == Instant.class) {
      return typed("string").put("format", "date-time");
    }
    if (kind == OptionalLong.class) {
      return nullable(of(long.class));
    }
    if (kind == OptionalInt.class) {
      return nullable(of(int.class));
    }
    if (kind == OptionalDouble.class) {
      return nullable(of(double.class));
    }
    if (JsonNode.class.isAssignableFrom(kind)) {
      return object();
    }
    if (kind.isEnum()) {
      ObjectNode schema = typed("string");
      words(
          schema,
          Arrays.stream(kind.getEnumConstants()).map(c -> ApiJson.word((Enum<?>) c)).toList());
      return schema;
    }
    if (kind.isRecord()) {
      return reference(kind);
    }
    throw new IllegalStateException("No schema for " + kind);
  }

  private ObjectNode generic(ParameterizedType generic) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    if (raw == Optional.class) {
      return nullable(of(arguments[0]));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      ObjectNode list = typed("array");
      list.set("items", of(arguments[0]));
      return list;
    }
    if (Map.class.isAssignableFrom(raw)) {
      ObjectNode map = typed("object");
      if (arguments[0] instanceof Class<?> key && key.isEnum()) {
        ArrayNode names = map.putObject("propertyNames").putArray("enum");
        Arrays.stream(key.getEnumConstants()).forEach(c -> names.add(ApiJson.word((Enum<?>) c)));
      }
      map.set("additionalProperties", of(arguments[1]));
      return map;
    }
    if (raw == Page.class) {
      return page(arguments[0]);
    }
    throw new IllegalStateException("No schema for " + generic);
  }

  private ObjectNode page(Type item) {
    ObjectNode items = of(item);
    String name = "PageOf" + ((Class<?>) item).getSimpleName();
    if (!named.containsKey(name)) {
      ObjectNode page = typed("object");
      ObjectNode properties = page.putObject("properties");
      properties.putObject("items").put("type", "array").set("items", items);
      nullable(properties.putObject("next").put("type", "string"))
          .put("description", "The cursor of the items that follow; null at the end.");
      page.putArray("required").add("items").add("next");
      page.put("additionalProperties", false);
      named.put(name, page);
    }
    return reference(name);
  }

  private ObjectNode reference(Class<?> kind) {
    String name = name(kind);
    Class<?> owner = owners.putIfAbsent(name, kind);
    if (owner != null && owner != kind) {
      throw new IllegalStateException("%s and %s have one name".formatted(owner, kind));
    }
    if (!named.containsKey(name)) {
      ObjectNode schema = typed("object");
      named.put(name, schema);
      fill(schema, kind);
    }
    return reference(name);
  }

  static ObjectNode reference(String name) {
    return object().put("$ref", "#/components/schemas/" + name);
  }

  private void fill(ObjectNode schema, Class<?> kind) {
    Meaning whole = kind.getAnnotation(Meaning.class);
    if (whole != null) {
      schema.put("description", whole.value());
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (RecordComponent component : kind.getRecordComponents()) {
      String name = name(component);
      properties.set(name, of(component.getGenericType(), component.getAnnotation(Meaning.class)));
      if (!sent.contains(kind) || !optional(component.getType())) {
        required.add(name);
      }
    }
    schema.put("additionalProperties", false);
  }

  private static boolean optional(Class<?> kind) {
    return Set.of(Optional.class, OptionalLong.class, OptionalInt.class, OptionalDouble.class)
        .contains(kind);
  }

  /// A record inside another carries its name before its own, unless that is a handler's.
  private static String name(Class<?> kind) {
    Class<?> outer = kind.getEnclosingClass();
    return outer == null || outer.getSimpleName().endsWith("Api")
        ? kind.getSimpleName()
        : name(outer) + kind.getSimpleName();
  }

  private static String name(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null || given.value().isEmpty()
        ? component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
        : given.value();
  }

  private static ObjectNode typed(String type) {
    return object().put("type", type);
  }

  static ObjectNode nullable(ObjectNode schema) {
    JsonNode type = schema.get("type");
    if (type == null) {
      ObjectNode either = object();
      either.putArray("anyOf").add(schema).add(typed("null"));
      return either;
    }
    schema.putArray("type").add(type.asString()).add("null");
    if (schema.get("enum") instanceof ArrayNode words) {
      words.addNull();
    }
    return schema;
  }
}

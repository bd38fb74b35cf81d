package org.rung.server.planning;

import com.fasterxml.jackson.annotation.Nulls;
import java.util.function.Supplier;
import org.rung.server.programmes.Strategy;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads and writes `scenario.yaml`. An unknown or missing word is an error that names its place,
/// so that a slip of the pen never turns into a silent default.
final class ScenarioFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .changeDefaultNullHandling(handling -> handling.withContentNulls(Nulls.FAIL))
          .addModule(strategies())
          .build();

  private ScenarioFile() {}

  /// @throws ScenarioProblem naming the place and what to give there
  static Scenario read(String text) {
    return read(() -> YAML.readValue(text, Scenario.class));
  }

  /// @param tree as the file has it
  /// @throws ScenarioProblem naming the place and what to give there
  static Scenario read(ObjectNode tree) {
    return read(() -> YAML.treeToValue(tree, Scenario.class));
  }

  /// The scenario as the file has it.
  static ObjectNode tree(Scenario scenario) {
    return YAML.valueToTree(scenario);
  }

  /// A tree to be filled.
  static ObjectNode tree() {
    return YAML.createObjectNode();
  }

  private static Scenario read(Supplier<Scenario> reader) {
    try {
      return reader.get();
    } catch (UnrecognizedPropertyException e) {
      throw new ScenarioProblem(
          "%s“%s” is not a word of a scenario here. Known are: %s."
              .formatted(
                  line(e) > 0 ? "Line %d: ".formatted(line(e)) : "",
                  e.getPropertyName(),
                  e.getKnownPropertyIds()),
          e);
    } catch (JacksonException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ScenarioProblem problem) {
          throw problem;
        }
      }
      if (e.getOriginalMessage().startsWith("Null value for creator property")) {
        throw new ScenarioProblem(
            place(e, 0),
            "“%s” is missing%s. Give it as examples/chicago/scenario.yaml does."
                .formatted(
                    place(e, 1),
                    line(e) > 0 ? " in the part that ends at line %d".formatted(line(e)) : ""),
            e);
      }
      String line = line(e) > 0 ? "line " + line(e) : "";
      String place = e.getPath().isEmpty() ? "" : "at “" + place(e, 1) + "”";
      throw new ScenarioProblem(
          place(e, 0),
          "The scenario cannot be read: %s%s%s: %s."
              .formatted(line, line.isEmpty() || place.isEmpty() ? "" : ", ", place, words(e)),
          e);
    }
  }

  /// What is wrong, without the words of the code that found it.
  private static String words(JacksonException e) {
    return switch (e) {
      case InvalidFormatException wrong ->
          "“%s” cannot stand here. Give what examples/chicago/scenario.yaml has here"
              .formatted(wrong.getValue());
      case MismatchedInputException _ ->
          "it is empty or not what belongs here. Compare with examples/chicago/scenario.yaml";
      default ->
          e.getOriginalMessage().startsWith("Duplicate")
              ? "a word stands there twice. Keep one of the two"
              : "it is no YAML, or a number that is none. Mind indentation, tabs and quotes";
    };
  }

  static String write(Scenario scenario) {
    return YAML.writeValueAsString(scenario);
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  /// @param first number of the first in a list: people count from 1, programs from 0
  private static String place(JacksonException e, int first) {
    StringBuilder place = new StringBuilder();
    e.getPath()
        .forEach(step ->
            place
                .append(place.isEmpty() ? "" : ".")
                .append(
                    step.getPropertyName() == null
                        ? step.getIndex() + first
                        : step.getPropertyName()));
    return place.toString();
  }

  /// Strategies by the words that people read.
  private static SimpleModule strategies() {
    SimpleModule module = new SimpleModule("strategies");
    module.addKeyDeserializer(
        Strategy.class,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            try {
              return Strategy.of(key);
            } catch (IllegalArgumentException e) {
              throw new ScenarioProblem(
                  "“%s” is not a strategy. Give upskilling, reskilling, outskilling or education_benefit."
                      .formatted(key),
                  e);
            }
          }
        });
    module.addKeySerializer(
        Strategy.class,
        new ValueSerializer<Strategy>() {
          @Override
          public void serialize(
              Strategy value, JsonGenerator generator, SerializationContext context) {
            generator.writeName(value.code());
          }
        });
    return module;
  }
}

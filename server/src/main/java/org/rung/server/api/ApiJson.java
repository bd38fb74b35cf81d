package org.rung.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// How values become JSON and come back: names with underscores as in files, every member always
/// there and `null` for none, days and moments as ISO 8601, constants in lower case. An unknown,
/// doubled or missing word of a request is an error and never a silent default, and so is `null`
/// inside a list or map.
public final class ApiJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .changeDefaultNullHandling(handling -> handling.withContentNulls(Nulls.FAIL))
          .addModule(constants())
          .build();

  private ApiJson() {}

  /// How a constant is written: as its annotation says, else in lower case.
  static String word(Enum<?> constant) {
    try {
      JsonProperty given =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return given == null || given.value().isEmpty()
          ? constant.name().toLowerCase(Locale.ROOT)
          : given.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SimpleModule constants() {
    SimpleModule module = new SimpleModule("constants");
    module.addSerializer(
        new ValueSerializer<Enum<?>>() {
          @Override
          public Class<?> handledType() {
            return Enum.class;
          }

          @Override
          public void serialize(
              Enum<?> value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(word(value));
          }
        });
    return module;
  }
}

package org.rung.server.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the OpenAPI document says of a value beyond what its type says.
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Meaning {
  /// What it is: unit, range, and when it is null.
  String value() default "";

  /// The type whose schema describes it, for a tree of JSON or a text that has one.
  Class<?> as() default void.class;

  /// The words it may have, for a text with few.
  String[] words() default {};
}

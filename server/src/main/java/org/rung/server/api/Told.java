package org.rung.server.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the OpenAPI document says of a handler of the API beyond what its types say. Every handler
/// has one.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Told {
  /// What it does, in a few words.
  String value();

  /// What else one must know, in sentences.
  String more() default "";

  /// The status of its answer when all is well.
  int status() default 200;

  /// What it may answer beyond what every such handler may, for example [ProblemType#REFUSED].
  ProblemType[] problems() default {};
}

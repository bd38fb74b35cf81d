package org.rung.server;

import org.rung.server.commands.Commands;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/// The whole product: `rung serve` opens its pages, `rung plan` works from files alone. Two
/// capabilities may use the same word for a class of their own, hence the whole names of beans.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Rung {
  /// Runs one command line and ends the process with its exit code, unless the command serves
  /// pages.
  public static void main(String[] arguments) {
    Commands.run(Rung.class, arguments);
  }
}

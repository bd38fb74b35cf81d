package org.rung.server;

import org.rung.server.commands.Commands;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The whole product: `rung serve` opens its pages, `rung plan` works from files alone.
@SpringBootApplication
@ConfigurationPropertiesScan
public class Rung {
  /// Runs one command line and ends the process with its exit code, unless the command serves
  /// pages.
  public static void main(String[] arguments) {
    Commands.run(Rung.class, arguments);
  }
}

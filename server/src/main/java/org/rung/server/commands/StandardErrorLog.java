package org.rung.server.commands;

import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;

/// The log of a command that starts no server: warnings alone, to stderr.
final class StandardErrorLog {
  private StandardErrorLog() {}

  static void start() {
    LoggingSystem system = LoggingSystem.get(StandardErrorLog.class.getClassLoader());
    system.beforeInitialize();
    system.initialize(
        new LoggingInitializationContext(new StandardEnvironment()),
        "classpath:logback-spring.xml",
        null);
  }
}

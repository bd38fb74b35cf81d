package org.rung.server.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rung.server.access.SetupCode;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Opens the pages, without sample data.")
final class ServeCommand implements Callable<Integer> {
  /// The process goes on after the command: the server's threads keep it.
  static final int STAYS = -1;

  private final Class<?> application;

  @Option(
      names = "--port",
      description = "The port on 127.0.0.1; default 8080 or RUNG_PORT.",
      defaultValue = "${RUNG_PORT:-8080}")
  private int port;

  ServeCommand(Class<?> application) {
    this.application = application;
  }

  @Override
  public Integer call() {
    ConfigurableApplicationContext context = start(application, port, List.of());
    String code = context.getBean(SetupCode.class).ifNeeded();
    System.err.println("Rung is ready: http://localhost:" + port + "/");
    if (!code.isEmpty()) {
      System.err.println(
          "Make the first account: http://localhost:" + port + "/setup?code=" + code);
    }
    return STAYS;
  }

  static ConfigurableApplicationContext start(
      Class<?> application, int port, List<String> settings) {
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("--server.port=" + port);
    return SpringApplication.run(application, arguments.toArray(String[]::new));
  }
}

package org.rung.server.commands;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.rung.server.access.SetupCode;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    OptionalInt refused = refused(spec, port);
    if (refused.isPresent()) {
      return refused.getAsInt();
    }
    ConfigurableApplicationContext context = start(application, port, List.of());
    String code = context.getBean(SetupCode.class).ifNeeded();
    System.err.println("Rung is ready: http://localhost:" + port + "/");
    if (!code.isEmpty()) {
      System.err.println(
          "Make the first account: http://localhost:" + port + "/setup?code=" + code);
    }
    return STAYS;
  }

  /// The exit code when no port can have this number.
  static OptionalInt refused(CommandSpec spec, int port) {
    if (port >= 1 && port <= 65_535) {
      return OptionalInt.empty();
    }
    spec.commandLine()
        .getErr()
        .println("“%d” cannot be --port. Give a number from 1 to 65535.".formatted(port));
    return OptionalInt.of(Commands.WRONG_USE);
  }

  /// Starts the server. The port is tried first: to wait for a database only to learn that the port
  /// is taken is time lost.
  ///
  /// @throws PortTaken when something listens there already
  static ConfigurableApplicationContext start(
      Class<?> application, int port, List<String> settings) {
    try (ServerSocket tried = new ServerSocket()) {
      tried.setReuseAddress(true);
      tried.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new PortTaken(port, e);
    }
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("--server.port=" + port);
    return SpringApplication.run(application, arguments.toArray(String[]::new));
  }
}

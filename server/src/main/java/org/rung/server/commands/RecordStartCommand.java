package org.rung.server.commands;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/// Starts the server on the folder of RUNG_DATA, opens a few pages and stops: what the JVM records
/// of it makes later starts faster. The launcher asks for it; people need not.
@Command(name = "record-start", hidden = true)
final class RecordStartCommand implements Callable<Integer> {
  private final Class<?> application;

  RecordStartCommand(Class<?> application) {
    this.application = application;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (ConfigurableApplicationContext context =
        ServeCommand.start(
            application,
            port,
            List.of("--rung.database.url=", "--rung.demo=true", "--logging.level.root=off"))) {
      HttpClient http = HttpClient.newHttpClient();
      for (String page : List.of("/", "/imports", "/about", "/base.css", "/actuator/health")) {
        http.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + page)).build(),
            HttpResponse.BodyHandlers.discarding());
      }
      return context.isRunning() ? Commands.DONE : Commands.FAILED;
    }
  }
}

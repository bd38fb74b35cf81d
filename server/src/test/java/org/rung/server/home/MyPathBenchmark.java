package org.rung.server.home;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rung.server.ManyPeople;
import org.rung.server.Rung;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A server with a generated employer, for a load generator beside it: 64 people have accounts,
/// `m1000@example.org` to `m1063@example.org`. It serves until it is stopped.
///
/// Arguments: people (default 300,000), port (default 8099), data folder (default a new one).
final class MyPathBenchmark {
  private MyPathBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
    String port = arguments.length > 1 ? arguments[1] : "8099";
    String data =
        arguments.length > 2
            ? arguments[2]
            : Files.createTempDirectory("rung-my-path").resolve("data").toString();
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Rung.class)
            .run(
                "--server.port=" + port,
                "--rung.data=" + Path.of(data),
                "--rung.home=" + System.getProperty("rung.home", "."));
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    long start = System.nanoTime();
    ManyPeople.load(jdbc, context.getBean(TransactionTemplate.class), people);
    for (int n = 1000; n < 1064; n++) {
      ManyPeople.account(jdbc, "m" + n + "@example.org", "EMPLOYEE", "M-" + n, "");
    }
    ManyPeople.account(jdbc, "manager@example.org", "MANAGER", "", "Department 12");
    ManyPeople.account(jdbc, "planner@example.org", "PLANNER", "", "");
    System.out.printf(
        "%,d people, made in %.0f s; JDK %s; %s%n",
        jdbc.sql("select count(*) from people.person").query(Long.class).single(),
        (System.nanoTime() - start) / 1e9,
        Runtime.version(),
        jdbc.sql("select split_part(version(), ' on ', 1)").query(String.class).single());
  }
}

package org.rung.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.database.DatabaseUnavailable;
import org.rung.server.database.EmbeddedPostgres;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// Gives each application context an empty database on the one PostgreSQL of this process of the
/// test run.
public final class TestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  /// The server's key of all tests.
  public static final String KEY = "0123456789abcdef".repeat(4);

  private static final int MOST_PROCESSES = 8;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final class Running {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres postgres = start(1);
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
      return postgres;
    }

    /// Several processes share a run: each takes the first folder that no other has.
    private static EmbeddedPostgres start(int number) {
      Path target = Path.of(System.getProperty("rung.home"), "server", "target");
      try {
        return EmbeddedPostgres.start(target.resolve("test-postgres-" + number), false);
      } catch (DatabaseUnavailable taken) {
        if (number == MOST_PROCESSES) {
          throw taken;
        }
        return start(number + 1);
      }
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    use(context, empty());
  }

  /// Points an application context to a database.
  public static void use(ConfigurableApplicationContext context, DatabaseAddress database) {
    TestPropertyValues.of(
            "rung.key=" + KEY,
            "rung.database.url=" + database.jdbcUrl(),
            "rung.database.user=" + database.user(),
            "rung.database.password=" + database.password(),
            "rung.database.keeper.user=" + database.keeper().map(DatabaseAddress::user).orElse(""),
            "rung.database.keeper.password="
                + database.keeper().map(DatabaseAddress::password).orElse(""))
        .applyTo(context);
  }

  /// An empty database on the one PostgreSQL of the test run.
  public static DatabaseAddress empty() {
    return empty(Running.POSTGRES);
  }

  /// An empty database on a PostgreSQL, owned by the account by which the server works.
  public static DatabaseAddress empty(EmbeddedPostgres postgres) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    DatabaseAddress server = postgres.address();
    DatabaseAddress keeper = server.keeper().orElseThrow();
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute("create database %s owner %s".formatted(name, server.user()));
      statement.execute("grant create on database %s to %s".formatted(name, keeper.user()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseAddress(
            server.jdbcUrl().replaceFirst("/[^/]*$", "/" + name), server.user(), server.password())
        .keptBy(keeper.user(), keeper.password());
  }
}

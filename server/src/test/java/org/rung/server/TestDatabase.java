package org.rung.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.rung.server.database.Copy;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.database.DatabaseUnavailable;
import org.rung.server.database.EmbeddedPostgres;
import org.rung.server.database.ProtectedSchema;
import org.rung.server.reference.ReferenceTables;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives each application context a database on the one PostgreSQL of this process of the test run:
/// a copy of one that has all tables and the reference data, and nothing else. That a server makes
/// both by itself in an empty database is for the tests that start one as a process.
public final class TestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  /// The server's key of all tests.
  public static final String KEY = "0123456789abcdef".repeat(4);

  private static final int MOST_PROCESSES = 8;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final class Running {
    static final EmbeddedPostgres POSTGRES = start();
    static final String PREPARED = prepared();

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

    /// Migrated and loaded as a server does it when it starts.
    private static String prepared() {
      DatabaseAddress prepared = made(POSTGRES, "template1");
      DriverManagerDataSource source =
          new DriverManagerDataSource(prepared.jdbcUrl(), prepared.user(), prepared.password());
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration")
          .outOfOrder(true)
          .createSchemas(false)
          .load()
          .migrate();
      ProtectedSchema.bringUpToDate(prepared);
      try (GenericApplicationContext context = new AnnotationConfigApplicationContext()) {
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        context.registerBean(
            TransactionTemplate.class,
            () -> new TransactionTemplate(new JdbcTransactionManager(source)));
        context.registerBean(Copy.class);
        context.registerBean(ReferenceTables.class);
        context.refresh();
      }
      return prepared.jdbcUrl().replaceFirst(".*/", "");
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    use(context, made(Running.POSTGRES, Running.PREPARED));
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
    return made(postgres, "template1");
  }

  private static DatabaseAddress made(EmbeddedPostgres postgres, String like) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    DatabaseAddress server = postgres.address();
    DatabaseAddress keeper = server.keeper().orElseThrow();
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "create database %s template %s strategy file_copy owner %s"
              .formatted(name, like, server.user()));
      statement.execute("grant create on database %s to %s".formatted(name, keeper.user()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseAddress(
            server.jdbcUrl().replaceFirst("/[^/]*$", "/" + name), server.user(), server.password())
        .keptBy(keeper.user(), keeper.password());
  }
}

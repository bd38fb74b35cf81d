package org.rung.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.TestDatabase;
import org.rung.server.Visitor;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.DecisionAudit;
import org.rung.server.decisions.Decisions;
import org.rung.server.decisions.Recorded;
import org.rung.server.decisions.ServerKeys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/// Today's server on the data of the first release (commit 51866db, `first-release.zip`): a small
/// made-up cut of the example, planned by that release's own server, with rows in every table.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "logging.level.org.rung=warn",
      "spring.datasource.hikari.maximum-pool-size=6",
      "spring.datasource.hikari.minimum-idle=0"
    })
@ContextConfiguration(initializers = FirstReleaseTest.Restored.class)
class FirstReleaseTest {
  /// What a start brings up to date by itself.
  private static final Set<String> KEPT_UP =
      Set.of(Contents.HISTORY, "programmes.template", "access.audit", "jobs.job");

  /// The texts of these lie under keys of their persons today; see below.
  private static final String UNDER_KEYS = "decisions.decision";

  private static DatabaseAddress database = new DatabaseAddress("", "", "");
  private static Contents written =
      new Contents("", "", Instant.EPOCH, "", List.of(), List.of(), List.of());

  static final class Restored
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      database = TestDatabase.empty();
      try {
        written = Restore.asItWas(BackupTest.firstRelease(), database);
      } catch (java.io.IOException | java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
      TestDatabase.use(context, database);
    }
  }

  @LocalServerPort private int port;
  @Autowired private Decisions decisions;

  @Test
  void everyRowIsStillThere() throws Exception {
    Map<String, Contents.Content> now = new TreeMap<>();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Snapshot.sameTextEverywhere(connection);
      Catalogue today = Catalogue.of(connection, Migrations.ofThisVersion().schemas());
      for (Contents.Content then : written.tables()) {
        if (then.name().equals(UNDER_KEYS)) {
          continue;
        }
        Catalogue.Table table =
            Objects.requireNonNull(today.tables().get(then.name()), then.name());
        // The columns of then: a later one is not in the digest.
        now.put(
            then.name(),
            Snapshot.copy(
                connection,
                new Catalogue.Table(table.schema(), table.name(), then.columns(), table.order(), 0),
                then,
                OutputStream.nullOutputStream(),
                rows -> {}));
      }
    }
    for (Contents.Content then : written.tables()) {
      if (then.name().equals(UNDER_KEYS)) {
        continue;
      }
      Contents.Content found = Objects.requireNonNull(now.get(then.name()), then.name());
      if (then.name().startsWith("reference.") || KEPT_UP.contains(then.name())) {
        assertThat(found.rows()).as(then.name()).isGreaterThanOrEqualTo(then.rows());
      } else {
        assertThat(found).as(then.name()).isEqualTo(then);
      }
    }
  }

  @Test
  void decisionsOfThenAreReadAndSealedAndStandNowhereInTheClear() throws Exception {
    for (long person = 1; person <= 3; person++) {
      assertThat(decisions.about(person))
          .extracting(Recorded::decision)
          .containsExactly(
              new Decision(
                  person,
                  "plan",
                  "plan 1",
                  "chosen",
                  List.of("worth most"),
                  Map.of("role", "1"),
                  "Demo",
                  Instant.parse("2026-11-22T05:15:19.379550Z")));
    }
    Instant limit = Instant.now().plusSeconds(30);
    DecisionAudit.Report report = audit();
    while (report.head().number() == 0 && Instant.now().isBefore(limit)) {
      report = audit();
    }
    assertThat(report.holds()).as(report.toString()).isTrue();
    assertThat(report.head().number()).isEqualTo(1);
    try (Connection connection = database.connect();
        var row =
            connection
                .createStatement()
                .executeQuery(
                    "select count(*) from decisions.decision where position('worth'::bytea in text)"
                        + " > 0")) {
      row.next();
      assertThat(row.getInt(1)).isZero();
    }
  }

  private static DecisionAudit.Report audit() throws java.sql.SQLException {
    try (Connection connection = database.connect()) {
      return DecisionAudit.of(
          connection,
          Optional.of(ServerKeys.in(TestDatabase.KEY, java.nio.file.Path.of(""))),
          Optional.empty());
    }
  }

  @Test
  void theReleaseHadRowsInEveryTable() {
    assertThat(written.version()).isEqualTo("20261122.300");
    assertThat(written.tables()).hasSize(54);
    assertThat(written.tables()).allSatisfy(table -> assertThat(table.rows()).isPositive());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/people",
        "/people/E-00006",
        "/roles",
        "/roles/1",
        "/growth",
        "/openings",
        "/programmes",
        "/pathways",
        "/imports",
        "/imports/5",
        "/programmes/imports/1",
        "/plans",
        "/plans/1",
        "/scenarios",
        "/accounts",
        "/audit",
        "/about"
      })
  void aPageAnswersOnTheOldData(String path) {
    Visitor planner = new Visitor(port);
    planner.send(
        "/sign-in",
        "/sign-in",
        Map.of("email", "planner@example.org", "password", "only-for-the-test"));
    assertThat(planner.page(path)).contains("<main");
  }

  @Test
  void theOldPlanCanStillBeChecked() {
    Visitor planner = new Visitor(port);
    planner.send(
        "/sign-in",
        "/sign-in",
        Map.of("email", "planner@example.org", "password", "only-for-the-test"));
    assertThat(planner.send("/plans/1", "/plans/1/check", Map.of()).body())
        .contains("The proof of plan 1 holds");
  }
}

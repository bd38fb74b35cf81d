package org.rung.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Rung;
import org.rung.server.TestDatabase;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.decisions.ServerKeys;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

/// `rung audit decisions`, `erase` and `rotate-key`, with the key in a file.
class DecisionCommandsTest {
  private static final Path FIRST_RELEASE =
      Path.of(
          System.getProperty("rung.home"),
          "server",
          "src",
          "test",
          "resources",
          "first-release.zip");

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private DatabaseAddress address = new DatabaseAddress("", "", "");

  private int run(String... arguments) {
    CommandLine line = Commands.commandLine(Rung.class);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--database";
    all[arguments.length + 1] =
        address
            .jdbcUrl()
            .replace(
                "jdbc:postgresql://",
                "postgres://%s:%s@".formatted(address.user(), address.password()));
    all[arguments.length + 2] = "--data";
    all[arguments.length + 3] = folder.toString();
    return line.execute(all);
  }

  @BeforeEach
  void anEmployer() throws SQLException {
    address = TestDatabase.empty();
    assertThat(run("audit", "decisions")).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("There is no record of decisions in");
    assertThat(run("restore", FIRST_RELEASE.toString())).isEqualTo(Commands.DONE);
    ServerKeys.write(folder, ServerKeys.made(), true);
    change(
        """
        insert into access.account (email, name, password_hash, roles)
        values ('admin@example.org', 'Ada', '{noop}x', array['ADMIN'])
        """);
    assertThat(erase("E-00054", "admin@example.org", "E-00054")).isEqualTo(Commands.NO);
    assertThat(err.toString()).contains("Start the server once");
    change(
        """
        alter table decisions.decision disable trigger user;
        delete from decisions.decision;
        delete from decisions.unsealed;
        alter table decisions.decision enable trigger user
        """);
    decisions()
        .record(
            List.of(
                decision("A seat in the class of spring"),
                decision("No seat in the class of autumn")));
  }

  private Decisions decisions() {
    return Decisions.in(
        new DriverManagerDataSource(address.jdbcUrl(), address.user(), address.password()),
        ServerKeys.in("", folder),
        Clock.systemUTC());
  }

  private static Decision decision(String outcome) {
    return new Decision(
        6,
        "offer",
        "1",
        outcome,
        List.of("It is so."),
        Map.of(),
        "pat@example.org",
        Instant.parse("2026-11-23T00:00:00Z"));
  }

  private void change(String sql) throws SQLException {
    try (var connection = address.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int erase(String person, String by, String confirmed) {
    return run("erase", person, "--by", by, "--reason", "Asked for.", "--confirm", confirmed);
  }

  @Test
  void erasesSealsAuditsAndTellsTheHead() throws Exception {
    assertThat(erase("E-00054", "admin@example.org", "E-00006")).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("Say --confirm E-00054");
    assertThat(erase("E-99999", "admin@example.org", "E-99999")).isEqualTo(Commands.WRONG_USE);
    assertThat(erase("E-00054", "pat@example.org", "E-00054")).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString())
        .contains("There is no person “E-99999”", "is no account of an administrator");
    assertThat(decisions().about(6)).hasSize(2);

    assertThat(erase("E-00054", "admin@example.org", "E-00054")).isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("Erased the texts of 2 decisions about E-00054");
    assertThat(decisions().about(6))
        .extracting(made -> made.decision().outcome())
        .contains("The texts of 2 decisions were erased")
        .noneMatch(outcome -> outcome.contains("class"));

    assertThat(run("audit", "decisions")).isEqualTo(Commands.DONE);
    assertThat(out.toString())
        .contains("holds    Each sealed decision is there as it was sealed: ")
        .contains("The record holds.");
    Matcher head = Pattern.compile("Head: (\\d+:[0-9a-f]{64})").matcher(out.toString());
    assertThat(head.find()).isTrue();
    assertThat(run("audit", "decisions", "--head", head.group(1))).isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("holds    The head that was kept stands in the chain");
    assertThat(run("audit", "decisions", "--head", "9" + head.group(1))).isEqualTo(Commands.NO);
    assertThat(run("audit", "decisions", "--head", "x")).isEqualTo(Commands.WRONG_USE);

    change(
        """
        alter table decisions.decision disable trigger user;
        update decisions.decision set made_by = 'somebody else' where about = 'offer'
        """);
    assertThat(run("audit", "decisions", "--json")).isEqualTo(Commands.NO);
    assertThat(out.toString()).contains("\"holds\" : false", "\"faults\" : 2", "\"head\" : \"");
  }

  @Test
  void rotatesTheKeyInTheFile() throws Exception {
    String before = Files.readString(folder.resolve("key"));
    assertThat(run("rotate-key")).isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("1 keys lie under the server key");
    assertThat(Files.readString(folder.resolve("key"))).isNotEqualTo(before).hasSize(65);
    assertThat(decisions().about(6))
        .hasSize(2)
        .allSatisfy(made -> assertThat(made.decision().outcome()).contains("class"));
    Files.writeString(folder.resolve("key"), "not a key");
    assertThat(run("audit", "decisions")).isEqualTo(Commands.FAILED);
    assertThat(err.toString()).contains("is no key. A key has 64 hexadecimal digits");
  }
}

package org.rung.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Rung;
import org.rung.server.TestDatabase;
import org.rung.server.database.DatabaseAddress;
import picocli.CommandLine;

/// What `rung backup`, `restore` and `move-database` say, and with which exit code.
class DatabaseCommandsTest {
  private static final String FIRST_RELEASE =
      Path.of(
              System.getProperty("rung.home"),
              "server",
              "src",
              "test",
              "resources",
              "first-release.zip")
          .toString();

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Commands.commandLine(Rung.class);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private static String url(DatabaseAddress address) {
    return address
        .jdbcUrl()
        .replace(
            "jdbc:postgresql://",
            "postgres://%s:%s@".formatted(address.user(), address.password()));
  }

  @Test
  void restoresBacksUpAndMovesThereAndBack() throws Exception {
    String first = url(TestDatabase.empty());
    String second = url(TestDatabase.empty());
    String file = folder.resolve("kept.zip").toString();
    String data = folder.resolve("data").toString();
    assertThat(run("restore", FIRST_RELEASE, "--database", first)).isEqualTo(Commands.DONE);
    assertThat(out.toString())
        .contains("each compared")
        .containsPattern("of an older version: \\d+ migrations");
    assertThat(run("restore", FIRST_RELEASE, "--database", first)).isEqualTo(Commands.NO);
    assertThat(err.toString())
        .contains("is not empty")
        .contains("--replace")
        .doesNotContain(password(first));
    assertThat(run("restore", FIRST_RELEASE, "--replace", "--json", "--database", first))
        .isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("\"migrated\" : ");
    assertThat(run("backup", file, "--database", first)).isEqualTo(Commands.DONE);
    assertThat(run("backup", file, "--database", first)).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("is there already");
    assertThat(run("backup", file, "--replace", "--json", "--database", first))
        .isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("\"rows\" : ");
    assertThat(run("move-database", second, "--database", first)).isEqualTo(Commands.DONE);
    assertThat(run("move-database", second, "--database", first)).isEqualTo(Commands.NO);
    assertThat(run("move-database", "embedded", "--database", second, "--data", data))
        .isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("without RUNG_DATABASE_URL");
    assertThat(run("backup", folder.resolve("embedded.zip").toString(), "--data", data))
        .isEqualTo(Commands.DONE);
    assertThat(run("restore", "--check", folder.resolve("embedded.zip").toString()))
        .isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("is whole").doesNotContain(password(first));
  }

  @Test
  void auditLedgerRecomputesTheBooksAndNamesEachFault() throws Exception {
    DatabaseAddress address = TestDatabase.empty();
    assertThat(run("audit", "ledger", "--database", url(address))).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("There are no books in");
    assertThat(run("restore", FIRST_RELEASE, "--database", url(address))).isEqualTo(Commands.DONE);
    change(
        address,
        """
        insert into ledger.budget (programme, fiscal_year, cost_centre, currency) values ('', 2027, 'Chicago', 'USD');
        insert into ledger.account (budget_id, kind, about) values (1, 'source', ''), (1, 'free', '');
        insert into ledger.transaction (request_key, kind, about, made_by, made_at, reason)
        values ('a', 'grant', 'the year', 'finance', now(), '');
        insert into ledger.entry (transaction_id, account_id, minor) values (1, 1, -500), (1, 2, 500)
        """);
    assertThat(run("audit", "ledger", "--database", url(address))).isEqualTo(Commands.DONE);
    assertThat(out.toString())
        .contains("holds    Each balance that is kept is the sum of its entries: 2 accounts")
        .contains("The books hold.");
    change(
        address,
        """
        alter table ledger.entry disable trigger user;
        update ledger.entry set minor = 501 where minor > 0;
        alter table ledger.entry enable trigger user
        """);
    assertThat(run("audit", "ledger", "--database", url(address))).isEqualTo(Commands.NO);
    assertThat(out.toString())
        .contains("REFUSED  Each transaction balances in each currency: 2 entries")
        .contains("transaction 1: what it gives and takes in USD differs by 1")
        .contains("The books do not hold: 3 faults.");
    assertThat(run("audit", "ledger", "--json", "--database", url(address))).isEqualTo(Commands.NO);
    assertThat(out.toString()).contains("\"holds\" : false", "\"faults\" : 3");
    assertThat(run("audit")).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("Usage: rung audit");
  }

  private static void change(DatabaseAddress address, String sql) throws SQLException {
    try (var connection = address.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String password(String url) {
    return url.replaceFirst("^.*:([^:@]+)@.*$", "$1");
  }

  @Test
  void wrongUseSaysWhatToGive() throws Exception {
    Path nothing = folder.resolve("nothing");
    assertThat(run("backup", folder.resolve("x.zip").toString(), "--data", nothing.toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("There is no database in").contains("RUNG_DATA");
    assertThat(nothing).doesNotExist();
    assertThat(run("backup", folder.toString())).isEqualTo(Commands.WRONG_USE);
    assertThat(run("restore", nothing.toString())).isEqualTo(Commands.WRONG_USE);
    assertThat(run("restore", folder.toString())).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains(folder + " is a folder. Give what `rung backup` wrote.");
    assertThat(run("move-database", "embedded", "--database", "", "--data", nothing.toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(
            run(
                "move-database",
                "https://me:secret-one@example.org/x",
                "--data",
                folder.toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString())
        .contains(
            "is a folder", "There is no file", "RUNG_DATABASE_URL", "no address of a PostgreSQL")
        .doesNotContain("secret-one");
  }

  @Test
  void aFileThatIsNoBackupIsANoAndMakesNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("list.csv"), "id,title\n");
    Path data = folder.resolve("data");
    assertThat(run("restore", file.toString(), "--data", data.toString())).isEqualTo(Commands.NO);
    assertThat(err.toString()).contains("not a backup of Rung");
    assertThat(data).doesNotExist();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsAFailure() {
    assertThat(
            run(
                "backup",
                folder.resolve("x.zip").toString(),
                "--database",
                "postgres://a:b@127.0.0.1:1/none"))
        .isEqualTo(Commands.FAILED);
    assertThat(err.toString()).contains("The database does not answer");
    assertThat(folder.resolve("x.zip.partial")).doesNotExist();
  }

  @Test
  void aFullDiskIsSaidInASentence() {
    assertThat(Failure.words(new IOException("No space left on device")))
        .startsWith("The disk is full.");
    assertThat(
            Failure.words(new IllegalStateException(new SQLException("could not extend", "53100"))))
        .startsWith("The disk of the database is full.");
    assertThat(Failure.words(new FileSystemException("/a/b", null, "Read-only file system")))
        .isEqualTo("/a/b cannot be used: Read-only file system.");
  }
}

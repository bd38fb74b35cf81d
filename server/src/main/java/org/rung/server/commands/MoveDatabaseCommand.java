package org.rung.server.commands;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rung.server.backup.Restore;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.database.DatabaseUnavailable;
import org.rung.server.database.EmbeddedPostgres;
import org.rung.server.planning.PlanFromFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "move-database",
    mixinStandardHelpOptions = true,
    description = {
      "Copies everything into another database, each row compared; the old one stays as it is.",
      "`move-database URL`: from the embedded database (or RUNG_DATABASE_URL) to a PostgreSQL of"
          + " one's own.",
      "`move-database embedded`: from RUNG_DATABASE_URL to the embedded database in the data"
          + " folder.",
      "Stop the server first. Exit code 0: moved; 1: the target is not empty (see --replace) or a"
          + " server",
      "is at work; 2: wrong use; 3: failed. Unless it is 0, nothing was changed."
    },
    footer = {"", "Example: rung move-database postgres://rung:secret@db.example.org/rung"})
final class MoveDatabaseCommand implements Callable<Integer> {
  private static final String EMBEDDED = "embedded";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private WhichDatabase database = new WhichDatabase();

  @Parameters(
      paramLabel = "URL",
      description = "postgres://USER:PASSWORD@HOST:PORT/NAME, or the word embedded.")
  private String target = "";

  @Option(names = "--replace", description = "Overwrite a target that holds something.")
  private boolean replace;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, SQLException {
    StandardErrorLog.start();
    if (EMBEDDED.equals(target)) {
      if (!database.own()) {
        return wrongUse(
            "To move into the embedded database, name the one to move from in RUNG_DATABASE_URL or"
                + " with --database.");
      }
      try (WhichDatabase.Open from = database.toRead();
          WhichDatabase.Open into = database.embedded()) {
        return move(from.address(), into.address(), "the embedded one in " + database.folder());
      }
    }
    DatabaseAddress into;
    try {
      into = WhichDatabase.address(target);
    } catch (DatabaseUnavailable notAnAddress) {
      return wrongUse(
          "“%s” is no address of a PostgreSQL. Give postgres://USER:PASSWORD@HOST:PORT/NAME, or the word embedded."
              .formatted(target.replaceAll(":[^:/@]*@", ":…@")));
    }
    if (!database.own() && !EmbeddedPostgres.isIn(database.folder())) {
      return wrongUse(database.noneYet().getMessage());
    }
    try (WhichDatabase.Open from = database.alone()) {
      return move(from.address(), into, into.toString());
    }
  }

  private int move(DatabaseAddress from, DatabaseAddress into, String words)
      throws IOException, SQLException {
    Terminal terminal = new Terminal(System.err);
    try {
      Restore.Restored moved = Restore.move(from, into, replace, terminal::bar);
      terminal.close();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("into", words);
      figures.putAll(BackupCommand.figures(moved.contents()));
      figures.put("migrated", moved.migrated());
      var printer = spec.commandLine().getOut();
      printer.println(
          json
              ? PlanFromFiles.json(figures)
              : "Moved %,d rows of %d tables into %s, each compared. From now on start Rung %s; the old database stays as it is."
                  .formatted(
                      moved.contents().rows(),
                      moved.contents().tables().size(),
                      words,
                      EMBEDDED.equals(target)
                          ? "without RUNG_DATABASE_URL"
                          : "with RUNG_DATABASE_URL set to the new address"));
      printer.flush();
      return Commands.DONE;
    } finally {
      terminal.close();
    }
  }

  private int wrongUse(@org.jspecify.annotations.Nullable String words) {
    spec.commandLine().getErr().println(words);
    return Commands.WRONG_USE;
  }
}

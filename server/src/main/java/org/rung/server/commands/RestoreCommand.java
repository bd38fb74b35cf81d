package org.rung.server.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rung.server.backup.Backup;
import org.rung.server.backup.Contents;
import org.rung.server.backup.Restore;
import org.rung.server.planning.PlanFromFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Fills the database from a backup: all of it, each row read back and compared, or nothing.",
      "Stop the server first. A backup of an older version is brought up to this one.",
      "Exit code 0: restored; 1: the file is not whole, or the database is not empty (see"
          + " --replace);",
      "2: wrong use; 3: failed. Unless it is 0, nothing was changed."
    })
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private WhichDatabase database = new WhichDatabase();

  @Parameters(paramLabel = "FILE", description = "What `rung backup` wrote.")
  private Path file = Path.of("");

  @Option(names = "--replace", description = "Overwrite a database that holds something.")
  private boolean replace;

  @Option(names = "--check", description = "Only read the whole file and check it; no database.")
  private boolean check;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, SQLException {
    StandardErrorLog.start();
    if (!Files.isRegularFile(file)) {
      spec.commandLine()
          .getErr()
          .println(
              (Files.isDirectory(file) ? "%s is a folder." : "There is no file %s.").formatted(file)
                  + " Give what `rung backup` wrote.");
      return Commands.WRONG_USE;
    }
    Terminal terminal = new Terminal(System.err);
    try {
      return check ? check(terminal) : restore(terminal);
    } finally {
      terminal.close();
    }
  }

  private int check(Terminal terminal) throws IOException {
    Contents contents = Backup.check(file, terminal::bar);
    terminal.close();
    print(
        BackupCommand.figures(contents, file),
        "%s is whole: %,d rows of %d tables, as of %s."
            .formatted(file, contents.rows(), contents.tables().size(), contents.madeAt()));
    return Commands.DONE;
  }

  private int restore(Terminal terminal) throws IOException, SQLException {
    // A file that is no backup must not make a data folder.
    Backup.check(file, terminal::bar);
    try (WhichDatabase.Open open = database.alone()) {
      Restore.Restored restored =
          Restore.from(file.toAbsolutePath(), open.address(), replace, terminal::bar);
      terminal.close();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("into", database.words());
      figures.putAll(BackupCommand.figures(restored.contents()));
      figures.put("migrated", restored.migrated());
      print(
          figures,
          "Restored %,d rows of %d tables into %s, each compared, as of %s.%s"
              .formatted(
                  restored.contents().rows(),
                  restored.contents().tables().size(),
                  database.words(),
                  restored.contents().madeAt(),
                  restored.migrated() == 0
                      ? ""
                      : " It was of an older version: %d migrations were run."
                          .formatted(restored.migrated())));
      return Commands.DONE;
    }
  }

  private void print(Map<String, Object> figures, String sentence) {
    var printer = spec.commandLine().getOut();
    printer.println(json ? PlanFromFiles.json(figures) : sentence);
    printer.flush();
  }
}

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
import org.rung.server.planning.PlanFromFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the whole database into one file, as it stands at one moment. The server may go on.",
      "A backup that was stopped leaves nothing that looks whole. Only its owner can read the"
          + " file.",
      "Exit code 0: it is whole; 1: there is nothing of Rung to back up; 2: wrong use; 3: failed."
    })
final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private WhichDatabase database = new WhichDatabase();

  @Parameters(
      paramLabel = "FILE",
      description = "The file to write, for example rung-2026-11-22.zip.")
  private Path file = Path.of("");

  @Option(names = "--replace", description = "Take the place of a file that is there.")
  private boolean replace;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, SQLException {
    StandardErrorLog.start();
    if (Files.isDirectory(file) || (Files.exists(file) && !replace)) {
      spec.commandLine()
          .getErr()
          .println(
              Files.isDirectory(file)
                  ? file + " is a folder. Give a file to write."
                  : file + " is there already. Give another name, or --replace.");
      return Commands.WRONG_USE;
    }
    if (!database.own() && !org.rung.server.database.EmbeddedPostgres.isIn(database.folder())) {
      spec.commandLine().getErr().println(database.noneYet().getMessage());
      return Commands.WRONG_USE;
    }
    Terminal terminal = new Terminal(System.err);
    try (WhichDatabase.Open open = database.toRead()) {
      Contents contents = Backup.write(open.address(), file.toAbsolutePath(), terminal::bar);
      terminal.close();
      var printer = spec.commandLine().getOut();
      printer.println(
          json
              ? PlanFromFiles.json(figures(contents, file))
              : "%s holds %,d rows of %d tables (%,d bytes), as of %s. Keep it where this machine's disk is not; texts of decisions lie under the server's key (%s), which is not in it: keep that, too, elsewhere."
                  .formatted(
                      file,
                      contents.rows(),
                      contents.tables().size(),
                      Files.size(file),
                      contents.madeAt(),
                      database.keys().place()));
      printer.flush();
      return Commands.DONE;
    } finally {
      terminal.close();
    }
  }

  static Map<String, Object> figures(Contents contents, Path file) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", file.toString());
    object.put("bytes", Files.size(file));
    object.putAll(figures(contents));
    return object;
  }

  static Map<String, Object> figures(Contents contents) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rung", contents.rung());
    object.put("madeAt", contents.madeAt().toString());
    object.put("version", contents.version());
    object.put("tables", contents.tables().size());
    object.put("rows", contents.rows());
    return object;
  }
}

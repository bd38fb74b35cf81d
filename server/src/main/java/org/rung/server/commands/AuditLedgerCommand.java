package org.rung.server.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rung.server.ledger.LedgerAudit;
import org.rung.server.planning.PlanFromFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Recomputes every balance of the books from the entries alone, as they stand at one moment."
          + " The server may go on.",
      "Exit code 0: the books hold; 1: they do not, each fault is named; 2: wrong use; 3: failed."
    })
final class AuditLedgerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private WhichDatabase database = new WhichDatabase();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws SQLException {
    StandardErrorLog.start();
    if (!database.own() && !org.rung.server.database.EmbeddedPostgres.isIn(database.folder())) {
      spec.commandLine().getErr().println(database.noneYet().getMessage());
      return Commands.WRONG_USE;
    }
    try (WhichDatabase.Open open = database.toRead();
        Connection connection = open.address().connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      if (!LedgerAudit.isIn(connection)) {
        spec.commandLine()
            .getErr()
            .println(
                "There are no books in %s: no server of this version was started on it yet."
                    .formatted(database.words()));
        return Commands.WRONG_USE;
      }
      return print(LedgerAudit.of(connection));
    }
  }

  private int print(List<LedgerAudit.Step> steps) {
    boolean holds = steps.stream().allMatch(LedgerAudit.Step::holds);
    long faults = steps.stream().mapToLong(step -> step.faults().size()).sum();
    var printer = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("holds", holds);
      object.put("faults", faults);
      object.put("steps", steps.stream().map(AuditLedgerCommand::figures).toList());
      printer.println(PlanFromFiles.json(object));
    } else {
      for (LedgerAudit.Step step : steps) {
        printer.println(
            (step.holds() ? "holds    " : "REFUSED  ") + step.claim() + ": " + step.detail());
        step.faults().forEach(fault -> printer.println("         " + fault));
      }
      printer.println(
          holds
              ? "The books hold."
              : "The books do not hold: %,d %s."
                  .formatted(faults, faults == 1 ? "fault" : "faults"));
    }
    printer.flush();
    return holds ? Commands.DONE : Commands.NO;
  }

  private static Map<String, Object> figures(LedgerAudit.Step step) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("claim", step.claim());
    object.put("detail", step.detail());
    object.put("holds", step.holds());
    object.put("faults", step.faults());
    return object;
  }
}

package org.rung.server.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rung.server.decisions.DecisionAudit;
import org.rung.server.planning.PlanFromFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "decisions",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the record of decisions again, as it stands at one moment: whether one was changed,"
          + " removed, put in or moved. The server may go on.",
      "Prints the head of the chain. Keep it elsewhere and give it next time: --head finds an older"
          + " copy, and a chain that was written anew.",
      "Exit code 0: the record holds; 1: it does not, each fault is named; 2: wrong use; 3: failed."
    })
final class AuditDecisionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private WhichDatabase database = new WhichDatabase();

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      description = "A head that was printed before, for example 61:1c9a….",
      defaultValue = "")
  private String head = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws SQLException {
    StandardErrorLog.start();
    Optional<DecisionAudit.Head> kept = DecisionAudit.Head.of(head);
    if (kept.isEmpty() && !head.isBlank()) {
      return wrong(
          "“%s” cannot be --head. Give what was printed: a number, a colon, 64 hexadecimal digits."
              .formatted(head));
    }
    if (!database.own() && !org.rung.server.database.EmbeddedPostgres.isIn(database.folder())) {
      return wrong(database.noneYet().getMessage());
    }
    try (WhichDatabase.Open open = database.toRead();
        Connection connection = open.address().connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      if (!DecisionAudit.isIn(connection)) {
        return wrong(
            "There is no record of decisions in %s: no server of this version was started on it yet."
                .formatted(database.words()));
      }
      return print(
          DecisionAudit.of(
              connection, Optional.of(database.keys()).filter(keys -> !keys.none()), kept));
    }
  }

  private int wrong(@org.jspecify.annotations.Nullable String words) {
    spec.commandLine().getErr().println(words);
    return Commands.WRONG_USE;
  }

  private int print(DecisionAudit.Report report) {
    var printer = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("holds", report.holds());
      object.put("faults", report.faults());
      object.put("head", report.head().toString());
      object.put("steps", report.steps().stream().map(AuditDecisionsCommand::figures).toList());
      printer.println(PlanFromFiles.json(object));
    } else {
      for (DecisionAudit.Step step : report.steps()) {
        printer.println(
            (step.holds() ? "holds    " : "REFUSED  ") + step.claim() + ": " + step.detail());
        step.told().forEach(fault -> printer.println("         " + fault));
        if (step.faults() > step.told().size()) {
          printer.println("         and %,d more".formatted(step.faults() - step.told().size()));
        }
      }
      printer.println("Head: " + report.head());
      printer.println(
          report.holds()
              ? "The record holds."
              : "The record does not hold: %,d %s."
                  .formatted(report.faults(), report.faults() == 1 ? "fault" : "faults"));
    }
    printer.flush();
    return report.holds() ? Commands.DONE : Commands.NO;
  }

  private static Map<String, Object> figures(DecisionAudit.Step step) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("claim", step.claim());
    object.put("detail", step.detail());
    object.put("holds", step.holds());
    object.put("count", step.faults());
    object.put("faults", step.told());
    return object;
  }
}

package org.rung.server.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    subcommands = {AuditLedgerCommand.class, AuditDecisionsCommand.class},
    description = "Checks records again that never change: audit ledger, audit decisions.")
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// What to audit has to be said.
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Commands.WRONG_USE;
  }
}

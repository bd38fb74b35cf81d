package org.rung.server.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "rung",
    mixinStandardHelpOptions = true,
    versionProvider = RungCommand.Version.class,
    description =
        "Runs an employer's upskilling programme from end to end, with a plan whose quality is"
            + " proved.",
    footer = {
      "",
      "In the checkout also: ./rung test (every test), ./rung compare (the optimiser beside other"
          + " solvers), ./rung bench (its kernels).",
      "Exit codes: 0 done, 1 the answer is no, 2 wrong use, 3 failed.",
      "Environment: RUNG_DATA (data folder), RUNG_DATABASE_URL (a PostgreSQL of one's own),"
          + " RUNG_KEY (the server's key), RUNG_PORT."
    })
final class RungCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  RungCommand() {
    this.spec = CommandSpec.create();
  }

  /// Without a command there is nothing to do but to say what there is.
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Commands.WRONG_USE;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RungCommand.class.getPackage().getImplementationVersion();
      return new String[] {"rung " + (version == null ? "of this build" : version)};
    }
  }
}

package org.rung.server.commands;

import org.rung.server.database.DatabaseUnavailable;
import picocli.CommandLine;

/// The command line. Exit codes: 0 done, 1 the answer is no, 2 wrong use, 3 failed. Messages go to
/// stderr, results to stdout.
public final class Commands {
  static final int DONE = 0;
  static final int NO = 1;
  static final int WRONG_USE = 2;
  static final int FAILED = 3;

  private Commands() {}

  /// Runs one command line and ends the process with its exit code, unless the command serves
  /// pages.
  ///
  /// @param application the class that Spring Boot starts from
  public static void run(Class<?> application, String[] arguments) {
    int code = commandLine(application).execute(arguments);
    if (code != ServeCommand.STAYS) {
      System.exit(code);
    }
  }

  static CommandLine commandLine(Class<?> application) {
    CommandLine commandLine = new CommandLine(new RungCommand());
    commandLine.addSubcommand(new DemoCommand(application));
    commandLine.addSubcommand(new ServeCommand(application));
    commandLine.addSubcommand(new PlanCommand(application));
    commandLine.addSubcommand(new CheckCommand());
    commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
      line.getErr().println(line.getColorScheme().errorText(message(failure)));
      return FAILED;
    });
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine;
  }

  /// The sentence for the person at the terminal: what the product itself said, else the failure as
  /// it is.
  private static String message(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseUnavailable && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return failure.toString();
  }
}

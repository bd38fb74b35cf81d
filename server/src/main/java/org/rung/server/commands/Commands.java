package org.rung.server.commands;

import java.util.Comparator;
import java.util.List;
import org.rung.server.backup.BackupRefused;
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
    commandLine.addSubcommand(new RecordStartCommand(application));
    commandLine.addSubcommand(new CheckCommand());
    commandLine.addSubcommand(new BackupCommand());
    commandLine.addSubcommand(new RestoreCommand());
    commandLine.addSubcommand(new MoveDatabaseCommand());
    commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
      if (failure instanceof BackupRefused) {
        line.getErr().println(line.getColorScheme().errorText(failure.getMessage()));
        return NO;
      }
      line.getErr().println(line.getColorScheme().errorText(Failure.words(failure)));
      return FAILED;
    });
    commandLine.setParameterExceptionHandler((wrong, given) -> wrongUse(wrong));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine;
  }

  /// Says what was given, and what can be given instead.
  private static int wrongUse(CommandLine.ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    var err = line.getErr();
    String command = line.getCommandSpec().qualifiedName();
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String given = unmatched.getUnmatched().getFirst();
      boolean option = unmatched.isUnknownOption();
      err.println(
          option
              ? "“%s” is not an option of %s.".formatted(given, command)
              : line.getSubcommands().isEmpty()
                  ? "“%s” is one word too many for %s.".formatted(given, command)
                  : "“%s” is not a command of %s.".formatted(given, command));
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        err.println("Near it: " + String.join(", ", near) + ".");
      }
    } else if (wrong instanceof CommandLine.MissingParameterException missing) {
      err.println(
          "Missing: "
              + String.join(
                  ", ",
                  missing.getMissing().stream()
                      .sorted(Comparator.comparing(CommandLine.Model.ArgSpec::isOption))
                      .map(argument ->
                          argument.isOption()
                              ? ((CommandLine.Model.OptionSpec) argument).longestName()
                                  + " "
                                  + argument.paramLabel()
                              : argument.paramLabel())
                      .toList())
              + ".");
    } else if (wrong.getArgSpec() != null && !wrong.getValue().isEmpty()) {
      err.println(
          "“%s” cannot be %s."
              .formatted(
                  wrong.getValue(),
                  wrong.getArgSpec() instanceof CommandLine.Model.OptionSpec named
                      ? named.longestName()
                      : wrong.getArgSpec().paramLabel()));
    } else {
      err.println(wrong.getMessage());
    }
    err.println("See " + command + " --help.");
    err.flush();
    return WRONG_USE;
  }
}

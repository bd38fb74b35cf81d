package org.rung.server.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rung.server.backup.BackupRefused;
import org.rung.server.pages.Refused;
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
    commandLine.addSubcommand(new GenerateCommand());
    commandLine.addSubcommand(new RecordStartCommand(application));
    commandLine.addSubcommand(new CheckCommand());
    commandLine.addSubcommand(new BackupCommand());
    commandLine.addSubcommand(new RestoreCommand());
    commandLine.addSubcommand(new MoveDatabaseCommand());
    commandLine.addSubcommand(new AuditCommand());
    commandLine.addSubcommand(new EraseCommand());
    commandLine.addSubcommand(new RotateKeyCommand());
    commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
      if (failure instanceof BackupRefused || failure instanceof Refused) {
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
    Optional<String> unknown = unknownFlag(wrong);
    if (unknown.isPresent()) {
      err.println(
          "Unknown flag %s%s"
              .formatted(
                  unknown.get(),
                  near(unknown.get(), line)
                      .map(known -> ", did you mean %s?".formatted(known))
                      .orElse(": %s has none like it.".formatted(command))));
    } else if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      err.println(
          (line.getSubcommands().isEmpty()
                  ? "“%s” is one word too many for %s."
                  : "“%s” is not a command of %s.")
              .formatted(unmatched.getUnmatched().getFirst(), command));
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

  /// The first flag that the command does not know, whatever else is wrong: a missing one may be
  /// this one, misspelt.
  private static Optional<String> unknownFlag(CommandLine.ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    List<String> unmatched = new ArrayList<>();
    if (wrong instanceof CommandLine.UnmatchedArgumentException given) {
      unmatched.addAll(given.getUnmatched());
    } else if (line.getParseResult() != null) {
      unmatched.addAll(line.getParseResult().unmatched());
    }
    return unmatched.stream()
        .filter(word -> word.startsWith("-") && word.length() > 1)
        .map(word -> word.replaceFirst("=.*", ""))
        .findFirst();
  }

  /// The flag of the command that is at most two letters away.
  private static Optional<String> near(String given, CommandLine line) {
    return line.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .filter(name -> name.startsWith("--") && apart(given, name) <= 2)
        .min(Comparator.comparingInt((String name) -> apart(given, name)));
  }

  /// How many letters have to be put in, taken out, changed or swapped (Damerau 1964).
  private static int apart(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + changed, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}

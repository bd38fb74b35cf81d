package org.rung.server.commands;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rung.server.examples.UpskillingExample;
import org.rung.server.planning.PlanFromFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the files of an invented employer, of any size, to plan and measure with.",
      "EXAMPLE is "
          + UpskillingExample.NAME
          + ": one person in three is trained within six years,"
          + " with 700 million dollars at 300,000 people. Roles and pay follow the shipped tables of"
          + " occupations and wages; nobody in it is real. The same people and seed give the same"
          + " bytes.",
      "Exit code 0: the folder is made; 2: wrong use, nothing was written."
    },
    footer = {
      "",
      "Example: rung generate upskilling-2025 --people 33000 --seed 1 my-employer"
          + " && rung plan my-employer --out my-plan"
    })
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "EXAMPLE", description = "Which example.")
  private String example = "";

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "The folder to make; one that is there must be empty.")
  private Path folder = Path.of("");

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "People on the latest roster, 1000 to 1000000; default ${DEFAULT-VALUE}.",
      defaultValue = "300000")
  private int people;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "A whole number that all chance comes from; default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of a sentence.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Optional<String> wrong = wrong();
    if (wrong.isPresent()) {
      spec.commandLine().getErr().println(wrong.get());
      return Commands.WRONG_USE;
    }
    Terminal terminal = new Terminal(System.err);
    try {
      UpskillingExample.Made made =
          UpskillingExample.make(home(), people, seed, folder, phase -> terminal.step(phase, 0, 0));
      terminal.close();
      var out = spec.commandLine().getOut();
      out.println(
          json
              ? PlanFromFiles.json(figures(made))
              : "%,d people at %,d sites in %,d roles, %,d intakes, %,d openings groups. Plan it: rung plan %s --out PLAN"
                  .formatted(
                      made.people(),
                      made.sites(),
                      made.roles(),
                      made.intakes(),
                      made.openingsGroups(),
                      folder));
      out.flush();
      return Commands.DONE;
    } catch (FileSystemException e) {
      terminal.close();
      spec.commandLine()
          .getErr()
          .println(
              "%s cannot be written: %s."
                  .formatted(e.getFile(), e.getReason() == null ? "no permission" : e.getReason()));
      return Commands.FAILED;
    }
  }

  /// What stands against the command, before anything is written.
  private Optional<String> wrong() throws IOException {
    if (!example.equals(UpskillingExample.NAME)) {
      return Optional.of(
          "There is no example “%s”. Give %s.".formatted(example, UpskillingExample.NAME));
    }
    if (people < UpskillingExample.LEAST_PEOPLE || people > UpskillingExample.MOST_PEOPLE) {
      return Optional.of(
          "“%d” cannot be --people. Give a whole number from %d to %d."
              .formatted(people, UpskillingExample.LEAST_PEOPLE, UpskillingExample.MOST_PEOPLE));
    }
    if (folder.toAbsolutePath().normalize().getParent() == null) {
      return Optional.of("%s cannot be made anew. Give a folder inside another.".formatted(folder));
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      return Optional.of(
          folder + " is a file. Give a folder for the example; it is made when missing.");
    }
    if (Files.exists(folder)) {
      try (var inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          return Optional.of(
              folder + " is not empty, and nothing is overwritten. Give a new or an empty folder.");
        }
      }
    }
    return Optional.empty();
  }

  private Map<String, Object> figures(UpskillingExample.Made made) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("folder", folder.toString());
    object.put("seed", seed);
    object.put("people", made.people());
    object.put("sites", made.sites());
    object.put("roles", made.roles());
    object.put("intakes", made.intakes());
    object.put("openings_groups", made.openingsGroups());
    return object;
  }

  private static Path home() {
    String set = System.getProperty("rung.home", System.getenv("RUNG_HOME"));
    return Path.of(set == null || set.isBlank() ? "." : set);
  }
}

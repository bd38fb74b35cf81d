package org.rung.server.commands;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rung.server.files.NotATable;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Refused;
import org.rung.server.planning.Engine;
import org.rung.server.planning.PlanFromFiles;
import org.rung.server.planning.ScenarioProblem;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a plan from a folder of files, on a database of its own for the run.",
      "DIR holds scenario.yaml and workforce/*.csv (or .xlsx), and where there are any hiring.csv,"
          + " roles.csv, programmes.csv, openings.csv. OUT gets the plan, its instance and"
          + " certificate, people.csv, summary.json and summary.html to look at.",
      "Exit code 0: the plan is made; 1: no plan keeps every rule; 2: a file is missing or cannot"
          + " be used."
    },
    footer = {
      "",
      "Example: rung plan examples/chicago --out my-plan && rung check my-plan",
      "On Apache Spark, from the checkout: rung plan DIR --out OUT --engine spark --master"
          + " spark://host:7077"
    })
final class PlanCommand implements Callable<Integer> {
  private final Class<?> application;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The folder with the employer's files.")
  private Path folder = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "OUT",
      description = "The folder for the plan; made when missing.")
  private Path out = Path.of("");

  /// Where the optimiser runs.
  enum Where {
    HERE,
    SPARK
  }

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "here (this process) or spark; the plan is the same.")
  private Where engine = Where.HERE;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "With --engine spark: its master, as spark://host:7077; local[*] if not given.")
  private String master = "";

  @Option(
      names = "--shared",
      paramLabel = "FOLDER",
      description = "With --engine spark: a folder that all its machines can read, for the run.")
  private String shared = "";

  @Option(
      names = "--keep",
      paramLabel = "BEFORE",
      description =
          "A folder that an earlier plan wrote: what people were given there counts more, by"
              + " “stability” of scenario.yaml.")
  private Optional<Path> keep = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object instead of sentences.")
  private boolean json;

  PlanCommand(Class<?> application) {
    this.application = application;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      spec.commandLine()
          .getErr()
          .println(
              (Files.exists(folder) ? folder + " is a file." : "There is no folder " + folder + ".")
                  + " Give the folder with scenario.yaml and workforce/.");
      return Commands.WRONG_USE;
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      spec.commandLine()
          .getErr()
          .println(
              out + " is a file. Give a folder for the plan with --out; it is made when missing.");
      return Commands.WRONG_USE;
    }
    if (engine == Where.HERE && !(master.isEmpty() && shared.isEmpty())) {
      spec.commandLine()
          .getErr()
          .println("--master and --shared are of Spark. Give --engine spark with them.");
      return Commands.WRONG_USE;
    }
    if (!shared.isEmpty() && !Files.isDirectory(Path.of(shared))) {
      spec.commandLine().getErr().println("There is no folder " + shared + ".");
      return Commands.WRONG_USE;
    }
    if (keep.isPresent() && !Files.exists(keep.get().resolve("people.csv"))) {
      spec.commandLine()
          .getErr()
          .println(
              "There is no people.csv in %s. Give the folder that `rung plan` wrote."
                  .formatted(keep.get()));
      return Commands.WRONG_USE;
    }
    Path data = Files.createTempDirectory("rung-plan");
    try (ConfigurableApplicationContext context = start(data)) {
      Terminal terminal = new Terminal(System.err);
      PlanFromFiles.Made made =
          context
              .getBean(PlanFromFiles.class)
              .make(folder, out, keep, user(), terminal, engine(context.getEnvironment()));
      terminal.close();
      return report(made);
    } catch (ScenarioProblem | NotATable | Work.WorkFailed | Refused e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Commands.WRONG_USE;
    } catch (FileSystemException e) {
      spec.commandLine()
          .getErr()
          .println(
              "%s cannot be written: %s."
                  .formatted(e.getFile(), e.getReason() == null ? "no permission" : e.getReason()));
      return Commands.FAILED;
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private Integer report(PlanFromFiles.Made made) {
    if (json) {
      spec.commandLine().getOut().println(PlanFromFiles.json(made.summary()));
    } else if (made.reason().isEmpty()) {
      spec.commandLine()
          .getOut()
          .println(
              made.sentence()
                  + " Look at it: %s. Check it: rung check %s"
                      .formatted(out.resolve("summary.html"), out));
    }
    spec.commandLine().getOut().flush();
    if (!made.reason().isEmpty()) {
      spec.commandLine().getErr().println(made.reason());
      return Commands.NO;
    }
    return Commands.DONE;
  }

  private Engine engine(Environment settings) {
    return engine == Where.HERE
        ? Engine.HERE
        : Engine.spark(
            Path.of(settings.getRequiredProperty("rung.home")),
            master.isEmpty() ? "local[*]" : master,
            shared.isEmpty() ? Optional.empty() : Optional.of(Path.of(shared)));
  }

  private static String user() {
    return System.getProperty("user.name", "command line");
  }

  private ConfigurableApplicationContext start(Path data) {
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .run(
            List.of(
                    "--rung.data=" + data,
                    "--rung.database.url=",
                    "--rung.database.durable=false",
                    "--rung.jobs.work=false",
                    "--logging.level.org.rung=warn",
                    "--logging.level.com.zaxxer.hikari=error")
                .toArray(String[]::new));
  }
}

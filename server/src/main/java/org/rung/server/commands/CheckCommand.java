package org.rung.server.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rung.matching.testkit.CertificateCheck;
import org.rung.server.planning.PlanFromFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a plan again from its files alone, by code that shares nothing with the optimiser but"
          + " the file format.",
      "Exit code 0: the proof holds; 1: it does not; 2: there is no such folder."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "OUT",
      description = "The folder that `rung plan` wrote, or an unpacked proof.")
  private Path out = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (Files.isRegularFile(out)) {
      spec.commandLine()
          .getErr()
          .println(
              out
                  + " is a file. Give the folder that `rung plan` wrote, or unpack the proof first.");
      return Commands.WRONG_USE;
    }
    if (!Files.isDirectory(out)) {
      spec.commandLine()
          .getErr()
          .println("There is no folder " + out + ". Give the folder that `rung plan` wrote.");
      return Commands.WRONG_USE;
    }
    CertificateCheck.Report report = PlanFromFiles.check(out);
    var printer = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("holds", report.holds());
      object.put("steps", report.steps());
      report.figures().ifPresent(figures -> object.put("figures", figures));
      printer.println(PlanFromFiles.json(object));
    } else {
      report
          .steps()
          .forEach(step ->
              printer.println(
                  (step.holds() ? "holds    " : "REFUSED  ") + step.name() + ": " + step.detail()));
      printer.println(report.holds() ? "The proof holds." : "The proof does not hold.");
    }
    printer.flush();
    return report.holds() ? Commands.DONE : Commands.NO;
  }
}

package org.rung.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.server.Rung;
import picocli.CommandLine;

class CommandsTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Commands.commandLine(Rung.class);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void checkSaysYesToAPlanAsItWasWritten() throws Exception {
    writePlan();
    assertThat(run("check", folder.resolve("plan").toString())).isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("The proof holds.");
  }

  @Test
  void checkSaysNoAfterADigitOfTheChoiceWasChanged() throws Exception {
    writePlan();
    Path choice = folder.resolve("plan/plan/choice.csv");
    Files.writeString(choice, Files.readString(choice).replaceFirst("(?m)^0,\\d$", "0,"));
    assertThat(run("check", folder.resolve("plan").toString())).isEqualTo(Commands.NO);
    assertThat(out.toString()).contains("REFUSED");
  }

  @Test
  void aFolderThatIsNotThereIsWrongUseAndSaysWhatToGive() {
    assertThat(run("check", folder.resolve("nothing").toString())).isEqualTo(Commands.WRONG_USE);
    assertThat(run("plan", folder.resolve("nothing").toString(), "--out", folder.toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("There is no folder").contains("workforce/");
  }

  @Test
  void aWrongFlagOrNoCommandIsWrongUseAndShowsTheUse() {
    assertThat(run("check", folder.toString(), "--wrong")).isEqualTo(Commands.WRONG_USE);
    assertThat(run()).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("Unknown option", "Usage: rung");
  }

  @Test
  void helpNamesEveryCommandAndTheExitCodes() {
    assertThat(run("--help")).isEqualTo(Commands.DONE);
    assertThat(out.toString()).contains("demo", "serve", "plan", "check", "Exit codes");
  }

  private void writePlan() throws Exception {
    Instance.Builder builder = Instance.builder();
    int seats = builder.limit("seats", 1);
    builder.person("E-1");
    builder.candidate("a", 700);
    builder.use(seats, 1);
    builder.person("E-2");
    builder.candidate("b", 500);
    builder.use(seats, 1);
    Instance instance = builder.build();
    Outcome outcome =
        Optimiser.solve(instance, new Settings(0, Duration.ofSeconds(20), 1, 1), Progress.UNHEARD);
    PlanFiles.write(folder.resolve("plan"), instance, (Outcome.Solved) outcome);
  }
}

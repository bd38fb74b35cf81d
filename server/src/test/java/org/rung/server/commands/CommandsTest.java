package org.rung.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
  void aFileInPlaceOfAFolderIsCalledAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("people.csv"), "hello");
    assertThat(run("plan", file.toString(), "--out", folder.resolve("out").toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString())
        .contains(file + " is a file. Give the folder with scenario.yaml and workforce/.")
        .doesNotContain("There is no");
  }

  @Test
  void aWrongFlagOrNoCommandIsWrongUseAndShowsTheUse() {
    assertThat(run("check", folder.toString(), "--wrong")).isEqualTo(Commands.WRONG_USE);
    assertThat(run()).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString())
        .contains("Unknown flag --wrong: rung check has none like it.", "Usage: rung");
  }

  @Test
  void aMisspeltFlagIsNamedBeforeTheOneThatIsMissingForIt() {
    assertThat(run("plan", folder.toString(), "--otu", "plan")).isEqualTo(Commands.WRONG_USE);
    assertThat(run("plan", folder.toString(), "--otu=plan")).isEqualTo(Commands.WRONG_USE);
    assertThat(run("serve", "--prot", "8080")).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString().lines().filter(said -> !said.startsWith("See ")))
        .containsExactly(
            "Unknown flag --otu, did you mean --out?",
            "Unknown flag --otu, did you mean --out?",
            "Unknown flag --prot, did you mean --port?");
  }

  @Test
  void everyCommandIsToldInAWholeSentence() {
    assertThat(Commands.commandLine(Rung.class).getSubcommands().values())
        .filteredOn(command -> !command.getCommandSpec().usageMessage().hidden())
        .allSatisfy(command ->
            assertThat(command.getCommandSpec().usageMessage().description()[0]).endsWith("."));
  }

  @Test
  void wrongUseSaysWhatWasGivenAndWhatCanBe() {
    assertThat(run("plann")).isEqualTo(Commands.WRONG_USE);
    assertThat(run("plan")).isEqualTo(Commands.WRONG_USE);
    assertThat(run("serve", "--port", "abc")).isEqualTo(Commands.WRONG_USE);
    assertThat(run("demo", "--port", "99999")).isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString())
        .contains(
            "“plann” is not a command of rung.",
            "Near it: plan",
            "Missing: DIR, --out OUT.",
            "“abc” cannot be --port.",
            "“99999” cannot be --port. Give a number from 1 to 65535.")
        .doesNotContain("nvalid");
  }

  @Test
  void aPortThatIsTakenFailsBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("serve", "--port", port)).isEqualTo(Commands.FAILED);
      assertThat(err.toString()).startsWith("Port " + port + " is taken").contains("--port");
    }
  }

  @Test
  void aFileWhereAFolderBelongsIsWrongUse() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(run("check", file.toString())).isEqualTo(Commands.WRONG_USE);
    assertThat(run("plan", folder.toString(), "--out", file.toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("file is a file. Give");
  }

  @Test
  void flagsOfSparkGoWithSparkAlone() {
    String out = folder.resolve("out").toString();
    assertThat(run("plan", folder.toString(), "--out", out, "--master", "spark://host:7077"))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("Give --engine spark with them.");
    String shared = folder.resolve("nowhere").toString();
    assertThat(
            run("plan", folder.toString(), "--out", out, "--engine", "spark", "--shared", shared))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString()).contains("There is no folder " + shared);
  }

  @Test
  void aFolderWithoutAPlanIsNoProof() throws Exception {
    Files.createDirectories(folder.resolve("empty"));
    assertThat(run("check", folder.resolve("empty").toString())).isEqualTo(Commands.NO);
    assertThat(out.toString()).contains("certificate.json is missing");
  }

  @Test
  void failuresOfTheDatabaseAreSentencesWithoutTheInside() {
    assertThat(
            Failure.words(
                new IllegalStateException(
                    "bean",
                    new SQLException(
                        "Connection to 127.0.0.1:1 refused. Check that the host is right.",
                        "08001"))))
        .isEqualTo(
            "The database does not answer: Connection to 127.0.0.1:1 refused. Check"
                + " RUNG_DATABASE_URL and that PostgreSQL runs there.");
    assertThat(Failure.words(new SQLException("password authentication failed", "28P01")))
        .startsWith("The database refuses: password authentication failed.")
        .contains("RUNG_DATABASE_URL");
    assertThat(Failure.words(new IllegalStateException("outer", new ArithmeticException("inner"))))
        .isEqualTo("This failed inside Rung: ArithmeticException: inner");
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

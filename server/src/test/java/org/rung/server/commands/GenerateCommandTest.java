package org.rung.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Rung;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GenerateCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Commands.commandLine(Rung.class);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void aGeneratedEmployerIsPlannedAndTheProofHolds() {
    String employer = folder.resolve("employer").toString();
    String plan = folder.resolve("plan").toString();
    assertThat(run("generate", "upskilling-2025", "--people", "1000", employer))
        .isEqualTo(Commands.DONE);
    assertThat(out.toString()).startsWith("1,000 people at 12 sites");
    out.getBuffer().setLength(0);
    assertThat(run("plan", employer, "--out", plan, "--json"))
        .as("%s", err)
        .isEqualTo(Commands.DONE);
    JsonNode told = JsonMapper.shared().readTree(out.toString());
    assertThat(told.path("people").asInt()).isEqualTo(1_000);
    assertThat(told.path("held_rows").asInt()).isZero();
    assertThat(told.path("with_candidate").asInt()).isGreaterThan(800);
    assertThat(told.path("assigned").asInt()).isGreaterThanOrEqualTo(200);
    assertThat(run("check", plan)).isEqualTo(Commands.DONE);
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path kept = Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThat(run("generate", "upskilling-2025", "--people", "1000", folder.toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(run("generate", "upskilling-2025", "--people", "1000", kept.toString()))
        .isEqualTo(Commands.WRONG_USE);
    assertThat(err.toString())
        .contains("is not empty, and nothing is overwritten", "mine.txt is a file");
    assertThat(folder).isDirectoryContaining(kept::equals);
    assertThat(Files.readString(kept)).isEqualTo("mine");
  }

  @Test
  void wrongUseIsNamed() {
    String made = folder.resolve("made").toString();
    for (String[] wrong :
        new String[][] {
          {"generate", "upskilling-2025"},
          {"generate", "chicago", made},
          {"generate", "upskilling-2025", "--people", "999", made},
          {"generate", "upskilling-2025", "--people", "many", made},
          {"generate", "upskilling-2025", "--peopel", "1000", made},
          {"generate", "upskilling-2025", "--seed", "1.5", made},
        }) {
      assertThat(run(wrong)).isEqualTo(Commands.WRONG_USE);
    }
    assertThat(err.toString().lines().filter(said -> !said.startsWith("See ")))
        .containsExactly(
            "Missing: DIR.",
            "There is no example “chicago”. Give upskilling-2025.",
            "“999” cannot be --people. Give a whole number from 1000 to 1000000.",
            "“many” cannot be --people.",
            "Unknown flag --peopel, did you mean --people?",
            "“1.5” cannot be --seed.");
    assertThat(folder).isEmptyDirectory();
  }
}

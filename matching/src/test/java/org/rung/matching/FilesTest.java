package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "a, b",
          "she said \"yes\"",
          "two\nlines",
          "",
          "Zoë – ₤ 漢字",
          "\"",
          "tab\t, and\r\n");

  @TempDir Path folder;

  private static Instance instance() {
    Instance.Builder builder = Instance.builder();
    int money = builder.limit(NAMES.get(1), 5_000);
    int floor = builder.limit(NAMES.get(5), -1);
    int first = builder.intake(NAMES.get(2), 4, 1, 120, money);
    int second = builder.intake(NAMES.get(4), 2, 0, 0, Instance.NONE);
    for (int e = 0; e < NAMES.size(); e++) {
      builder.person(NAMES.get(e));
      for (int k = 0; k < e % 4; k++) {
        builder.candidate(NAMES.get((e + k) % NAMES.size()), 900L * k - 100);
        builder.use(money, 1_000 - e).use(floor, -1).seat(k == 1 ? first : second);
      }
    }
    return builder.build();
  }

  private static Outcome.Solved solved(Instance instance) {
    Outcome outcome =
        Optimiser.solve(instance, new Settings(0, Duration.ofSeconds(20), 1, 1), Progress.UNHEARD);
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }

  @Test
  void comeBackAsTheyWere() throws IOException {
    Instance instance = instance();
    var digests = InstanceFiles.write(folder.resolve("one"), instance);
    Instance back = InstanceFiles.read(folder.resolve("one"));
    for (int e = 0; e < instance.personCount(); e++) {
      assertThat(back.personName(e)).isEqualTo(NAMES.get(e));
    }
    assertThat(back.limitName(1)).isEqualTo(NAMES.get(5));
    assertThat(InstanceFiles.write(folder.resolve("two"), back)).isEqualTo(digests).hasSize(6);
  }

  @Test
  void holdThePlanAndNothingBesideIt() throws IOException {
    Instance instance = instance();
    Outcome.Solved solved = solved(instance);
    Path out = folder.resolve("out");
    PlanFiles.Written first = PlanFiles.write(out, instance, solved);
    assertThat(PlanFiles.readChoice(out, instance)).isEqualTo(solved.choice());
    assertThat(PlanFiles.readPrices(out, instance)).isEqualTo(solved.prices());
    Files.writeString(out.resolve("summary.html"), "kept");
    Files.writeString(out.resolve("plan").resolve("old.csv"), "gone");
    assertThat(PlanFiles.write(out, InstanceFiles.read(out.resolve("instance")), solved))
        .isEqualTo(first);
    assertThat(out.resolve("summary.html")).hasContent("kept");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).map(path -> folder.relativize(path).toString()))
          .containsExactlyInAnyOrder(
              "out/certificate.json",
              "out/summary.html",
              "out/instance/people.csv",
              "out/instance/candidates.csv",
              "out/instance/uses.csv",
              "out/instance/seats.csv",
              "out/instance/limits.csv",
              "out/instance/intakes.csv",
              "out/plan/choice.csv",
              "out/plan/prices.csv");
    }
  }

  @Test
  void nameFileAndLineOfWhatIsWrong() throws IOException {
    InstanceFiles.write(folder, instance());
    Path uses = folder.resolve("uses.csv");
    String whole = Files.readString(uses);
    Files.writeString(uses, whole.replace("2,0,998", "2,0,9x8"));
    assertMalformed("uses.csv, line 6: no whole number followed by the line's end");
    Files.writeString(uses, whole.replace("2,0,998", "2,7,998"));
    assertMalformed("limit: 7 is outside 0..1");
    Files.writeString(uses, whole + "99,0,1\n");
    assertMalformed("candidate 99 is out of order or not in candidates.csv");
    Files.writeString(uses, whole.substring(0, whole.length() - 2));
    assertMalformed("uses.csv, line");
    Files.writeString(uses, "candidate,limit\n");
    assertMalformed("uses.csv, line 1: header is");
  }

  private void assertMalformed(String message) {
    assertThatExceptionOfType(MalformedFile.class)
        .isThrownBy(() -> InstanceFiles.read(folder))
        .withMessageContaining(message);
  }
}

package org.rung.server.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpskillingExampleTest {
  private static final Path HOME = Path.of(System.getProperty("rung.home", "."));

  @TempDir private Path folder = Path.of("");

  @Test
  void theSamePeopleAndSeedGiveTheSameBytesAndAnotherSeedGivesOthers() throws IOException {
    assertThat(files(make(1_000, 7, "a")))
        .isEqualTo(files(make(1_000, 7, "b")))
        .hasSize(9)
        .isNotEqualTo(files(make(1_000, 8, "c")));
  }

  @Test
  void theLatestRosterHasThePeopleAskedForEachOnce() throws IOException {
    Path made = make(2_345, 1, "made");
    try (var lines = Files.lines(made.resolve("workforce/2019-06-30.csv"))) {
      Map<String, Long> ids =
          lines
              .skip(1)
              .collect(Collectors.groupingBy(line -> line.split(",")[0], Collectors.counting()));
      assertThat(ids).hasSize(2_345);
    }
  }

  @Test
  void theRolesThatThePledgeNamesGrowInFiveYearsAsItSays() throws IOException {
    Path made = make(300_000, 1, "made");
    assertThat(growth(made, "Data mapping specialist")).isBetween(8.1, 8.6);
    assertThat(growth(made, "Data scientist")).isBetween(4.95, 5.15);
    assertThat(growth(made, "Solutions architect")).isBetween(4.45, 4.63);
    assertThat(growth(made, "Security engineer")).isBetween(2.25, 2.33);
    assertThat(growth(made, "Business analyst")).isBetween(1.58, 1.62);
    assertThat(growth(made, "Logistics coordinator")).isGreaterThan(4);
    assertThat(growth(made, "Process improvement manager")).isGreaterThan(4);
    assertThat(growth(made, "Transportation specialist")).isGreaterThan(4);
    assertThat(growth(made, "Data entry keyer")).isBetween(-0.6, -0.55);
    assertThat(Files.readString(made.resolve("scenario.yaml")))
        .contains("people, value: { value: 100000,");
  }

  @Test
  void whatFailsOnTheWayLeavesNothing() {
    assertThatThrownBy(() -> UpskillingExample.make(folder, 1_000, 1, folder.resolve("x"), p -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("roles.csv is missing");
    assertThat(folder).isEmptyDirectory();
  }

  private Path make(int people, long seed, String name) throws IOException {
    Path made = folder.resolve(name);
    UpskillingExample.make(HOME, people, seed, made, phase -> {});
    return made;
  }

  private static double growth(Path made, String title) throws IOException {
    return (double) count(made.resolve("workforce/2019-06-30.csv"), title)
            / count(made.resolve("workforce/2014-06-30.csv"), title)
        - 1;
  }

  private static long count(Path roster, String title) throws IOException {
    try (var lines = Files.lines(roster)) {
      return lines.filter(line -> line.split(",", 3)[1].startsWith(title)).count();
    }
  }

  private static Map<String, String> files(Path made) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var all = Files.walk(made)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(made.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}

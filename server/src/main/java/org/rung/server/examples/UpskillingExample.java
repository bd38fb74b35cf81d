package org.rung.server.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The example `upskilling-2025`: an employer who pledged to train one person in three within six
/// years, invented from a seed. The same people and seed give the same bytes.
public final class UpskillingExample {
  /// Its name on the command line and in `examples/`.
  public static final String NAME = "upskilling-2025";

  public static final int LEAST_PEOPLE = 1_000;
  public static final int MOST_PEOPLE = 1_000_000;

  private UpskillingExample() {}

  /// What was made.
  ///
  /// @param people on the latest roster
  /// @param roles with people on it
  /// @param openingsGroups a role in a fiscal year
  public record Made(int people, int sites, int roles, int intakes, int openingsGroups) {}

  /// Makes the folder under another name beside it and moves it into place whole. At 300,000 people
  /// about 70 MB.
  ///
  /// @param home the folder that holds `examples/` and `reference/`
  /// @param people [#LEAST_PEOPLE] to [#MOST_PEOPLE]
  /// @param folder new or empty
  /// @param phase is told what is under way
  public static Made make(Path home, int people, long seed, Path folder, Consumer<String> phase)
      throws IOException {
    if (people < LEAST_PEOPLE || people > MOST_PEOPLE) {
      throw new IllegalArgumentException(
          "people: %d is outside %d..%d".formatted(people, LEAST_PEOPLE, MOST_PEOPLE));
    }
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("folder: " + folder + " is not a folder inside another");
    }
    Files.createDirectories(parent);
    Path work =
        parent.resolve(
            ".%s.writing-%d".formatted(target.getFileName(), ProcessHandle.current().pid()));
    Thread interrupted = new Thread(() -> remove(work));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      remove(work);
      Files.createDirectory(work);
      Made made = fill(home, people, seed, work, phase);
      // Only an empty one: anything else is an error here.
      Files.deleteIfExists(target);
      Files.move(work, target);
      return made;
    } finally {
      remove(work);
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  private static Made fill(Path home, int people, long seed, Path folder, Consumer<String> phase)
      throws IOException {
    phase.accept("reading the inputs");
    Inputs inputs = Inputs.read(home);
    phase.accept("inventing people");
    Employer employer = new Employer(inputs, people, seed, History.YEARS_BEFORE);
    History history = new History(employer, seed);
    ExampleFiles files = new ExampleFiles(inputs, employer, history, seed, folder);
    phase.accept("writing rosters");
    files.rosters();
    phase.accept("writing programmes and openings");
    files.roles();
    files.programmes();
    int openings = files.openings();
    int intakes = files.intakes();
    files.texts(openings, intakes);
    return new Made(
        people,
        employer.sites.size(),
        (int) employer.roles.stream().filter(role -> role.latest() > 0).count(),
        intakes,
        openings);
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.rung.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir private Path base = Path.of("");

  @Test
  void whatAKilledProcessLeftIsRemovedAndNothingOfOneThatLives() throws Exception {
    Process killed = process();
    Path left = Path.of(killed.inputReader().readLine());
    Process living = process();
    Path kept = Path.of(living.inputReader().readLine());
    try {
      Scratch.clearLeftBehind(base);
      assertThat(left).exists();
      killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      assertThat(left).exists();
      Scratch.clearLeftBehind(base);
      assertThat(left.getParent()).doesNotExist();
      assertThat(kept).hasContent("E-1,female");
    } finally {
      killed.destroyForcibly();
      living.destroy();
      living.waitFor(10, TimeUnit.SECONDS);
    }
    // Who ends in order leaves nothing.
    assertThat(kept.getParent()).doesNotExist();
  }

  private Process process() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + base,
            "-cp",
            System.getProperty("java.class.path"),
            Holds.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Holds a file, in a process of its own, until it is ended.
  static final class Holds {
    public static void main(String[] arguments) throws Exception {
      Path file = Scratch.file("import");
      Files.writeString(file, "E-1,female");
      Scratch.stayFresh();
      System.out.println(file);
      Thread.currentThread().join();
    }
  }

  @Test
  void aProcessThatLooksTwiceKeepsItsOwn() throws Exception {
    Path own = Scratch.file("import");
    Scratch.clearLeftBehind();
    Scratch.clearLeftBehind();
    // Another process, which has no lock to see but ours.
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Clears.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(own).exists();
    Files.delete(own);
  }

  /// A start of another process, which clears what is left.
  static final class Clears {
    public static void main(String[] arguments) {
      Scratch.clearLeftBehind();
    }
  }

  @Test
  void saysThatItIsInUseWhenAskedAfterWeeks() throws Exception {
    Path folder = Scratch.folder();
    Files.getFileAttributeView(folder, BasicFileAttributeView.class).setTimes(OLD, OLD, null);
    FileTime locked = Files.getLastModifiedTime(folder.resolve("lock"));

    Scratch.stayFresh();

    BasicFileAttributes times = Files.readAttributes(folder, BasicFileAttributes.class);
    assertThat(times.lastModifiedTime()).isGreaterThan(OLD);
    assertThat(times.lastAccessTime()).isGreaterThan(OLD);
    assertThat(Files.getLastModifiedTime(folder.resolve("lock"))).isGreaterThan(locked);
  }

  private static final FileTime OLD = FileTime.from(Instant.now().minus(Duration.ofDays(30)));

  @Test
  void nobodyElseCanEnterTheFolder() throws Exception {
    Path file = Scratch.file("import");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Scratch.folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.delete(file);
  }
}

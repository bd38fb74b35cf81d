package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `rung` itself, in a checkout of its own whose Maven writes down that it was called
/// and leaves the jar as old as it was: so does the real one when only a module that the jar needs
/// has changed.
class LauncherTest {
  /// What the jar of this checkout runs.
  static final class Said {
    public static void main(String[] arguments) {
      System.out.println("ran " + String.join(" ", arguments));
    }
  }

  private static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(2));

  @TempDir private Path checkout;

  @BeforeEach
  void aCheckoutThatWasBuilt() throws IOException {
    Path script = checkout.resolve("rung");
    Files.copy(Path.of("../rung"), script);
    executable(script);
    Files.writeString(
        checkout.resolve("mvnw"), "#!/bin/sh\necho 'a word of the build'\necho \"$*\" >>builds\n");
    executable(checkout.resolve("mvnw"));
    for (String module : List.of("server", "matching", "matching-spark", "benchmarks")) {
      source(module, LONG_AGO);
    }
    for (String pom : List.of("pom.xml", "server/pom.xml")) {
      Files.writeString(checkout.resolve(pom), "<project/>");
      Files.setLastModifiedTime(checkout.resolve(pom), FileTime.from(LONG_AGO));
    }
    Files.createDirectories(checkout.resolve("server/target/lib"));
    jar(checkout.resolve("server/target/rung-server.jar"));
  }

  @Test
  void runsWithoutABuildWhereNothingChanged() throws IOException, InterruptedException {
    assertThat(rung("check", "a plan")).isEqualTo("ran check a plan\n");
    assertThat(builds()).isEmpty();
  }

  @Test
  void buildsOnceAfterAChangeToTheOptimiser() throws IOException, InterruptedException {
    source("matching", Instant.now().minusSeconds(5));

    String first = rung("--version");
    String second = rung("--version");

    assertThat(builds()).singleElement().asString().contains("-pl server -am package");
    assertThat(first).as("the build's words are no answer").isEqualTo("ran --version\n");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void buildsAgainWhatChangedDuringTheBuild() throws IOException, InterruptedException {
    source("server", Instant.now().minusSeconds(5));
    rung("--version");
    source("server", Instant.now().plusSeconds(1));
    rung("--version");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void doesNotBuildTheServerForAChangeToTheBenchmarks() throws IOException, InterruptedException {
    source("benchmarks", Instant.now());
    rung("--version");

    assertThat(builds()).isEmpty();
  }

  private String rung(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./rung"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(checkout.toFile())
            .redirectError(checkout.resolve("err").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("RUNG_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(Files.readString(checkout.resolve("err"))).isZero();
    return said;
  }

  private List<String> builds() throws IOException {
    Path written = checkout.resolve("builds");
    return Files.exists(written) ? Files.readAllLines(written) : List.of();
  }

  private void source(String module, Instant changed) throws IOException {
    Path folder = checkout.resolve(module).resolve("src/main");
    Files.createDirectories(folder);
    Path source = folder.resolve("Source.java");
    Files.writeString(source, "// " + changed);
    for (Path path : List.of(source, folder)) {
      Files.setLastModifiedTime(path, FileTime.from(changed));
    }
  }

  private static void jar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Said.class.getName());
    String name = Said.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest);
        InputStream code = Said.class.getClassLoader().getResourceAsStream(name)) {
      entries.putNextEntry(new ZipEntry(name));
      code.transferTo(entries);
    }
    Files.setLastModifiedTime(jar, FileTime.from(LONG_AGO.plusSeconds(60)));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

package org.rung.server.planning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.rung.matching.Instance;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.server.files.Scratch;
import org.springframework.util.FileSystemUtils;

/// The files of a plan that separate code checks, packed as they are written to a folder.
final class Proof {
  private Proof() {}

  /// Packs instance, choice, prices and certificate; takes seconds for millions of candidates.
  static byte[] pack(Instance instance, Outcome.Solved solved) {
    return inFolder(folder -> {
      try {
        PlanFiles.write(folder.resolve("plan"), instance, solved);
        return zip(folder.resolve("plan"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /// Unpacks into a folder of its own, lets the work look at it, and removes it.
  static <T> T unpacked(byte[] archive, Function<Path, T> work) {
    return inFolder(folder -> {
      try {
        unpack(archive, folder.resolve("plan"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return work.apply(folder.resolve("plan"));
    });
  }

  static void unpack(byte[] archive, Path into) throws IOException {
    Files.createDirectories(into);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("The archive names a file outside its folder: " + entry.getName());
        }
        Files.createDirectories(file.resolveSibling("."));
        Files.copy((InputStream) zip, file);
      }
    }
  }

  private static byte[] zip(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        var walk = Files.walk(folder)) {
      zip.setLevel(Deflater.BEST_SPEED);
      List<Path> files =
          walk.filter(Files::isRegularFile).sorted(Comparator.comparing(Path::toString)).toList();
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static <T> T inFolder(Function<Path, T> work) {
    Path folder;
    try {
      folder = Files.createTempDirectory(Scratch.folder(), "proof");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "There is no room for the files of a proof. Free some disk.", e);
    }
    try {
      return work.apply(folder);
    } finally {
      FileSystemUtils.deleteRecursively(folder.toFile());
    }
  }
}

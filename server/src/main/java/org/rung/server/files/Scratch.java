package org.rung.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// A folder of this process alone for files on their way in or out, which may hold personal data.
/// It goes with the process; what a killed one left, the next start removes. Whether a process
/// lives is told by a lock in its folder, which the system gives back when it ends in whatever way.
public final class Scratch {
  private static final Logger log = LoggerFactory.getLogger(Scratch.class);
  private static final String NAME = "rung-files-";
  private static final String LOCK = "lock";

  /// A folder may be younger than its lock by so much.
  private static final Duration MAKING = Duration.ofMinutes(1);

  private Scratch() {}

  private static final class Own {
    static final Held FOLDER = make(base());
  }

  private record Held(Path folder, FileChannel lock) {}

  /// The folder, which only this process's user can enter.
  public static Path folder() {
    return Own.FOLDER.folder();
  }

  /// An empty file in it; the caller removes it when it is used.
  ///
  /// @param purpose a word that the name begins with
  public static Path file(String purpose) throws IOException {
    return Files.createTempFile(folder(), purpose + "-", ".tmp");
  }

  /// Works on bytes that come in as on a file, which is removed when that ends in whatever way.
  ///
  /// @param purpose a word that the name begins with
  public static <T> T with(String purpose, InputStream content, Function<Path, T> work) {
    try {
      Path file = file(purpose);
      try {
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        return work.apply(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says that the folder is in use to cleaners of old temporary files, which go by times. The
  /// lock's file is written through the channel that holds it: to open it once more, if only to set
  /// its times, would give the lock back (POSIX).
  static void stayFresh() {
    FileTime now = FileTime.from(Instant.now());
    try {
      Files.getFileAttributeView(folder(), BasicFileAttributeView.class).setTimes(now, now, null);
      Own.FOLDER.lock().write(ByteBuffer.wrap(new byte[] {1}), 0);
    } catch (IOException e) {
      log.warn("{} was taken away; files that come in are refused until a restart.", folder(), e);
    }
  }

  /// Removes the folders of processes that have ended.
  static void clearLeftBehind() {
    clearLeftBehind(base());
  }

  static void clearLeftBehind(Path base) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, NAME + "*")) {
      for (Path folder : folders) {
        // To open and close a file once more would give its lock back (POSIX).
        if (folder.equals(folder()) || !ended(folder)) {
          continue;
        }
        if (FileSystemUtils.deleteRecursively(folder)) {
          log.info("Removed {}, which a process left that was killed.", folder);
        }
      }
    } catch (IOException e) {
      log.warn("What killed processes left in {} could not be removed.", base, e);
    }
  }

  private static boolean ended(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException own) {
      return false;
    } catch (NoSuchFileException none) {
      return Files.exists(folder)
          && Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(MAKING));
    } catch (FileSystemException another) {
      log.debug("{} is another user's.", folder, another);
      return false;
    }
  }

  private static Held make(Path base) {
    try {
      while (true) {
        Path folder = Files.createTempDirectory(base, NAME);
        Path file = folder.resolve(LOCK);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // Another start may have looked between the file and its lock, and removed both.
        if (channel.tryLock() != null && Files.exists(file)) {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
          return new Held(folder, channel);
        }
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("There is no room for files on their way. Free some disk.", e);
    }
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      log.debug("{} stays until the next start.", folder, e);
    }
  }

  private static Path base() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}

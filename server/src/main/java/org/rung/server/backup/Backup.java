package org.rung.server.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.rung.server.database.DatabaseAddress;

/// Writes a whole database into one file while the server goes on.
public final class Backup {
  private Backup() {}

  /// Writes a backup beside its place and then renames it: a killed one leaves `FILE.partial`,
  /// never something that looks whole. Only its owner may read the file.
  ///
  /// @param file takes the place of one that is there
  /// @return what it holds
  /// @throws BackupRefused when nothing of Rung is in the database
  /// @throws IOException when it cannot be written, for example because the disk is full
  public static Contents write(DatabaseAddress from, Path file, Steps steps)
      throws IOException, SQLException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    try {
      Contents contents;
      try (FileChannel channel =
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownersAlone(file))) {
        contents = write(from, Channels.newOutputStream(channel), steps);
        channel.force(true);
      }
      move(partial, file);
      return contents;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static FileAttribute<?>[] ownersAlone(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void move(Path partial, Path file) throws IOException {
    try {
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static Contents write(DatabaseAddress from, OutputStream to, Steps steps)
      throws IOException, SQLException {
    Passed passed = new Passed(steps);
    try (Snapshot snapshot = Snapshot.of(from, passed);
        ZipOutputStream zip =
            new ZipOutputStream(
                new BufferedOutputStream(new Unclosed(to), 1 << 16), StandardCharsets.UTF_8)) {
      // The rows are read faster than a higher level compresses them.
      zip.setLevel(Deflater.BEST_SPEED);
      Contents planned = snapshot.contents();
      passed.expect(planned.rows());
      List<Contents.Content> tables = new ArrayList<>();
      for (Contents.Content table : planned.tables()) {
        passed.table(table.name());
        zip.putNextEntry(new ZipEntry(BackupFile.entry(table)));
        tables.add(snapshot.copy(table, zip));
        zip.closeEntry();
      }
      Contents contents =
          new Contents(
              planned.format(),
              planned.rung(),
              planned.madeAt(),
              planned.postgresql(),
              planned.migrations(),
              tables,
              snapshot.sequences());
      byte[] manifest =
          BackupFile.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(contents);
      entry(zip, BackupFile.MANIFEST, manifest);
      entry(
          zip,
          BackupFile.MANIFEST_DIGEST,
          HexFormat.of()
              .formatHex(Digested.sha256().digest(manifest))
              .getBytes(StandardCharsets.US_ASCII));
      zip.finish();
      zip.flush();
      return contents;
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /// Reads a whole backup and compares every byte with its manifest, without a database.
  ///
  /// @throws BackupRefused when it is not whole, or this version cannot restore it
  public static Contents check(Path file, Steps steps) throws IOException {
    Passed passed = new Passed(steps);
    try (BackupFile backup = BackupFile.open(file, passed)) {
      Migrations.ofThisVersion()
          .require(backup.contents().migrations(), "version " + backup.contents().rung());
      backup.verify(steps);
      return backup.contents();
    }
  }

  /// The file is forced to the disk after the archive is closed.
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
      out.write(from, start, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

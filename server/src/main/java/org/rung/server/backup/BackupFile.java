package org.rung.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A backup as a file: a ZIP with `tables/SCHEMA.TABLE` for each table (COPY's text format),
/// `manifest.json` (a [Contents]) and `manifest.sha256` (its digest). See docs/guide/backup.md.
final class BackupFile implements Source, AutoCloseable {
  static final String MANIFEST = "manifest.json";
  static final String MANIFEST_DIGEST = "manifest.sha256";
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int MANIFEST_LIMIT = 16 << 20;

  private final ZipFile zip;
  private final Path file;
  private final Contents contents;
  private final Digested.Heard heard;

  private BackupFile(ZipFile zip, Path file, Contents contents, Digested.Heard heard) {
    this.zip = zip;
    this.file = file;
    this.contents = contents;
    this.heard = heard;
  }

  static String entry(Contents.Content table) {
    return "tables/" + table.name();
  }

  /// Opens a backup and reads its manifest.
  ///
  /// @throws BackupRefused when it is no backup, is cut short, or another version wrote its format
  static BackupFile open(Path file, Digested.Heard heard) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new BackupRefused(
          "%s is not a backup of Rung, or it was cut short: its table of contents is missing. Take another copy."
              .formatted(file),
          e);
    }
    try {
      return new BackupFile(zip, file, contents(zip, file), heard);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Contents contents(ZipFile zip, Path file) throws IOException {
    ZipEntry manifest = zip.getEntry(MANIFEST);
    ZipEntry digest = zip.getEntry(MANIFEST_DIGEST);
    if (manifest == null || digest == null) {
      throw new BackupRefused("%s is not a backup of Rung: it has no manifest.".formatted(file));
    }
    try (InputStream bytes = zip.getInputStream(manifest);
        InputStream expected = zip.getInputStream(digest)) {
      byte[] text = bytes.readNBytes(MANIFEST_LIMIT);
      String actual = HexFormat.of().formatHex(Digested.sha256().digest(text));
      if (!actual.equals(new String(expected.readNBytes(64), StandardCharsets.US_ASCII))) {
        throw altered(file, "the manifest");
      }
      Contents contents = JSON.readValue(text, Contents.class);
      if (!Contents.FORMAT.equals(contents.format())) {
        throw new BackupRefused(
            "%s has the format “%s”, and this Rung reads “%s”. Restore it with the version that made it (%s)."
                .formatted(file, contents.format(), Contents.FORMAT, contents.rung()));
      }
      return contents;
    } catch (ZipException | JacksonException e) {
      throw altered(file, "the manifest", e);
    }
  }

  private static BackupRefused altered(Path file, String what) {
    return altered(file, what, null);
  }

  private static BackupRefused altered(
      Path file, String what, @org.jspecify.annotations.Nullable Throwable cause) {
    String words =
        "%s is damaged: %s is not what was written. Nothing was changed; take another copy."
            .formatted(file, what);
    return cause == null ? new BackupRefused(words) : new BackupRefused(words, cause);
  }

  @Override
  public Contents contents() {
    return contents;
  }

  @Override
  public long attributes() {
    return Apart.attributes(contents);
  }

  /// Reads every byte of every table and compares it with the manifest.
  ///
  /// @throws BackupRefused at the first that is not as it was written
  void verify(Steps steps) throws IOException {
    Set<String> expected = new HashSet<>(Set.of(MANIFEST, MANIFEST_DIGEST));
    long done = 0;
    for (Contents.Content table : contents.tables()) {
      steps.step("checking " + table.name(), done, contents.rows());
      copy(table, OutputStream.nullOutputStream());
      expected.add(entry(table));
      done += table.rows();
    }
    var entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (!expected.contains(name)) {
        throw altered(file, name);
      }
    }
  }

  @Override
  public Contents.Content copy(Contents.Content table, OutputStream to) throws IOException {
    ZipEntry entry = zip.getEntry(entry(table));
    if (entry == null) {
      throw new BackupRefused(
          "%s is damaged: the table %s is missing. Nothing was changed; take another copy."
              .formatted(file, table.name()));
    }
    Digested digested = new Digested(to, heard);
    try (InputStream rows = zip.getInputStream(entry)) {
      byte[] buffer = new byte[1 << 16];
      long bytes = 0;
      for (int read = read(rows, buffer, table);
          read >= 0 && bytes <= table.bytes();
          read = read(rows, buffer, table)) {
        digested.write(buffer, 0, read);
        bytes += read;
      }
    } catch (ZipException e) {
      throw altered(file, "the table " + table.name(), e);
    }
    Contents.Content found = digested.content(table);
    if (!MessageDigest.isEqual(
            found.sha256().getBytes(StandardCharsets.US_ASCII),
            table.sha256().getBytes(StandardCharsets.US_ASCII))
        || !found.equals(table)) {
      throw altered(file, "the table " + table.name());
    }
    return found;
  }

  /// A failure to read is a damaged file; one to write is not ours to explain.
  private int read(InputStream rows, byte[] buffer, Contents.Content table) {
    try {
      return rows.read(buffer);
    } catch (IOException e) {
      throw altered(file, "the table " + table.name(), e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

package org.rung.server.decisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/// The keys of the server, under which the keys of persons lie in the database: RUNG_KEY, else the
/// file `key` in the data folder. The first is the one that is used, the others open what was
/// written before it. They are never in the database, neither in a backup.
public final class ServerKeys {
  private static final String FILE = "key";
  private static final HexFormat HEX = HexFormat.of();

  private final Map<String, SecretKey> keys;
  private final String place;

  private ServerKeys(Map<String, SecretKey> keys, String place) {
    this.keys = keys;
    this.place = place;
  }

  /// The keys that there are; none where no setting and no file is.
  ///
  /// @param setting 64 hexadecimal digits, or empty for the file
  /// @param folder the data folder
  /// @throws KeyMissing when what is there is no key
  public static ServerKeys in(String setting, Path folder) {
    if (!setting.isBlank()) {
      return new ServerKeys(read(List.of(setting), "RUNG_KEY"), "RUNG_KEY");
    }
    Path file = folder.resolve(FILE);
    try {
      return new ServerKeys(
          Files.exists(file)
              ? read(Files.readAllLines(file, StandardCharsets.US_ASCII), file.toString())
              : Map.of(),
          file.toString());
    } catch (IOException e) {
      throw new KeyMissing("The key in %s cannot be read: %s.".formatted(file, e.getMessage()));
    }
  }

  /// A key of one's own choice before those that there are.
  ///
  /// @param key 64 hexadecimal digits
  /// @throws KeyMissing when it is no key
  public ServerKeys before(String key, String named) {
    Map<String, SecretKey> all = new LinkedHashMap<>(read(List.of(key), named));
    keys.forEach(all::putIfAbsent);
    return new ServerKeys(all, named);
  }

  /// 64 hexadecimal digits that nobody can guess.
  public static String made() {
    return HEX.formatHex(new Aes().random(Aes.KEY_BYTES));
  }

  /// Writes a key to the file of a data folder, before those that are there; only its owner can
  /// read the file.
  public static void write(Path folder, String key, boolean alone) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      List<String> lines = new ArrayList<>(List.of(key));
      if (!alone && Files.exists(file)) {
        lines.addAll(Files.readAllLines(file, StandardCharsets.US_ASCII));
      }
      Path partial = folder.resolve(FILE + ".partial");
      Files.deleteIfExists(partial);
      try (var to =
          java.nio.channels.FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownersAlone(file))) {
        to.write(
            java.nio.ByteBuffer.wrap(
                (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII)));
        to.force(true);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileAttribute<?>[] ownersAlone(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static Map<String, SecretKey> read(List<String> lines, String where) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String line : lines) {
      String digits = line.strip();
      if (!digits.isEmpty()) {
        if (!digits.matches("[0-9a-fA-F]{64}")) {
          throw new KeyMissing(
              "What stands in %s is no key. A key has 64 hexadecimal digits, for example from: openssl rand -hex 32"
                  .formatted(where));
        }
        byte[] bytes = HEX.parseHex(digits);
        keys.put(name(bytes), Aes.key(bytes));
      }
    }
    return keys;
  }

  /// Tells keys apart and says nothing of them.
  private static String name(byte[] key) {
    MessageDigest sha256 = Hashes.sha256();
    sha256.update("rung server key".getBytes(StandardCharsets.US_ASCII));
    return HEX.formatHex(sha256.digest(key), 0, 8);
  }

  /// Where they stand: `RUNG_KEY` or the path of the file.
  public String place() {
    return place;
  }

  /// Whether there is none.
  public boolean none() {
    return keys.isEmpty();
  }

  /// The name of the one that is used: 16 hexadecimal digits.
  ///
  /// @throws KeyMissing when there is none
  public String name() {
    return keys.keySet().stream()
        .findFirst()
        .orElseThrow(() -> new KeyMissing("There is no key in %s.".formatted(place)));
  }

  Optional<SecretKey> find(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  /// Closes a key under the one that is used.
  byte[] wrap(Aes aes, byte[] key, byte[] about) {
    return aes.close(find(name()).orElseThrow(), key, about);
  }

  /// Opens a key.
  ///
  /// @throws KeyMissing when the key it lies under is not here
  Optional<SecretKey> unwrap(Aes aes, String under, byte[] wrapped, byte[] about) {
    return aes.open(find(under).orElseThrow(() -> missing(under)), wrapped, about).map(Aes::key);
  }

  /// What to do when a key is not here.
  KeyMissing missing(String name) {
    return new KeyMissing(
        "The texts of decisions lie under the server key %s, which is not in %s%s. Give that key in RUNG_KEY, or put the file “key” of its data folder there."
            .formatted(
                name,
                place,
                keys.isEmpty()
                    ? ""
                    : " (that one is %s)".formatted(String.join(", ", keys.keySet()))));
  }
}

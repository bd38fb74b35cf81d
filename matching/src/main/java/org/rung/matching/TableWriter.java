package org.rung.matching;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Writes one CSV file through a large buffer, digits by hand, and digests it on the way: millions
/// of rows a second. Lines end in a line feed; the same values give the same bytes.
final class TableWriter implements AutoCloseable {
  private static final int ROOM_FOR_NUMBER = 20;

  private final OutputStream out;
  private final MessageDigest digest = sha256();
  private final byte[] buffer = new byte[1 << 18];
  private int size;

  TableWriter(Path file, String header) throws IOException {
    out = Files.newOutputStream(file);
    ascii(header);
    end();
  }

  TableWriter number(long value) throws IOException {
    room(ROOM_FOR_NUMBER);
    if (value < 0) {
      buffer[size++] = '-';
    }
    int digits = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = size + digits - 1; i >= size; i--) {
      buffer[i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    size += digits;
    return this;
  }

  TableWriter comma() throws IOException {
    room(1);
    buffer[size++] = ',';
    return this;
  }

  void end() throws IOException {
    room(1);
    buffer[size++] = '\n';
  }

  /// A word known to need no quotes.
  TableWriter ascii(String word) throws IOException {
    byte[] letters = word.getBytes(StandardCharsets.US_ASCII);
    bytes(letters, 0, letters.length);
    return this;
  }

  /// A name, in quotes when it holds a comma, a quote or a line end (RFC 4180).
  TableWriter name(Names names, int index) throws IOException {
    byte[] letters = names.bytes();
    int from = names.from(index);
    int to = names.to(index);
    boolean quoted = false;
    for (int i = from; i < to && !quoted; i++) {
      byte b = letters[i];
      quoted = b == ',' || b == '"' || b == '\n' || b == '\r';
    }
    if (!quoted) {
      bytes(letters, from, to);
      return this;
    }
    room(1);
    buffer[size++] = '"';
    for (int i = from; i < to; i++) {
      room(2);
      if (letters[i] == '"') {
        buffer[size++] = '"';
      }
      buffer[size++] = letters[i];
    }
    room(1);
    buffer[size++] = '"';
    return this;
  }

  /// Ends the file.
  ///
  /// @return its SHA-256 in lower-case hexadecimal
  String finish() throws IOException {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void bytes(byte[] from, int start, int end) throws IOException {
    int at = start;
    while (at < end) {
      room(1);
      int part = Math.min(end - at, buffer.length - size);
      System.arraycopy(from, at, buffer, size, part);
      size += part;
      at += part;
    }
  }

  private void room(int needed) throws IOException {
    if (size + needed > buffer.length) {
      flush();
    }
  }

  private void flush() throws IOException {
    digest.update(buffer, 0, size);
    out.write(buffer, 0, size);
    size = 0;
  }
}

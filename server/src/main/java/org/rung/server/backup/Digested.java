package org.rung.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Counts and digests what is written through it. Rows in COPY's text format end with a newline,
/// and a newline inside a value is written as `\n`: so newlines are rows. Closing it flushes and
/// leaves the stream below open.
final class Digested extends OutputStream {
  private final OutputStream to;
  private final MessageDigest digest = sha256();
  private final Heard heard;
  private long rows;
  private long bytes;

  /// Hears of rows as they pass.
  @FunctionalInterface
  interface Heard {
    void rows(long soFar);
  }

  Digested(OutputStream to, Heard heard) {
    this.to = to;
    this.heard = heard;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int start, int length) throws IOException {
    to.write(from, start, length);
    digest.update(from, start, length);
    long before = rows;
    for (int i = start; i < start + length; i++) {
      if (from[i] == '\n') {
        rows++;
      }
    }
    bytes += length;
    if (rows >> 12 != before >> 12) {
      heard.rows(rows);
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  /// What passed, as the content of `table`. Called once, at the end.
  Contents.Content content(Contents.Content table) {
    heard.rows(rows);
    return new Contents.Content(
        table.name(), table.columns(), rows, bytes, HexFormat.of().formatHex(digest.digest()));
  }
}

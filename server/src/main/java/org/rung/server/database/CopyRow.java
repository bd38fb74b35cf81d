package org.rung.server.database;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/// The rows of one COPY, value by value, in PostgreSQL's text format: a tab between values, `\N`
/// for nothing. Not for several threads.
public final class CopyRow {
  private static final int FULL = 1 << 16;

  private final CopyIn copy;
  private byte[] buffer = new byte[FULL + 8192];
  private int length;
  private boolean first = true;

  CopyRow(CopyIn copy) {
    this.copy = copy;
  }

  /// Adds a text, or nothing when `null`.
  public CopyRow text(@Nullable String value) throws SQLException {
    separate();
    if (value == null) {
      put((byte) '\\', (byte) 'N');
      return this;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    room(bytes.length * 2);
    for (byte b : bytes) {
      switch (b) {
        case '\\' -> put((byte) '\\', (byte) '\\');
        case '\t' -> put((byte) '\\', (byte) 't');
        case '\n' -> put((byte) '\\', (byte) 'n');
        case '\r' -> put((byte) '\\', (byte) 'r');
        default -> buffer[length++] = b;
      }
    }
    return this;
  }

  /// Adds a whole number.
  public CopyRow number(long value) throws SQLException {
    separate();
    plain(Long.toString(value));
    return this;
  }

  /// Adds a number with decimals, or nothing when it is not a number.
  public CopyRow number(double value) throws SQLException {
    return Double.isNaN(value) ? nothing() : text(Double.toString(value));
  }

  /// Adds true or false.
  public CopyRow truth(boolean value) throws SQLException {
    separate();
    plain(value ? "t" : "f");
    return this;
  }

  /// Adds no value.
  public CopyRow nothing() throws SQLException {
    return text(null);
  }

  /// Ends the row.
  public CopyRow end() throws SQLException {
    room(1);
    buffer[length++] = '\n';
    first = true;
    if (length >= FULL) {
      flush();
    }
    return this;
  }

  void flush() throws SQLException {
    if (length > 0) {
      copy.writeToCopy(buffer, 0, length);
      length = 0;
    }
  }

  private void separate() {
    room(1);
    if (!first) {
      buffer[length++] = '\t';
    }
    first = false;
  }

  private void put(byte one, byte two) {
    room(2);
    buffer[length++] = one;
    buffer[length++] = two;
  }

  private void plain(String ascii) {
    room(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      buffer[length++] = (byte) ascii.charAt(i);
    }
  }

  private void room(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}

package org.rung.matching.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One file of a plan, read strictly from front to back and digested on the way: whole numbers as
/// they would be written, commas, line feeds.
final class Rows implements AutoCloseable {
  private static final int MOST_DIGITS = 18;

  private final String name;
  private final InputStream in;
  private final MessageDigest digest = sha256();
  private final byte[] buffer = new byte[1 << 18];
  private int at;
  private int size;
  private boolean ended;
  private long line = 1;

  Rows(Path out, String name, String header) throws Malformed, IOException {
    this.name = name;
    Path file = out.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new Malformed(name + " is missing");
    }
    try {
      in = Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new Malformed(name + " is missing", e);
    }
    for (int i = 0; i < header.length(); i++) {
      if (next() != header.charAt(i)) {
        in.close();
        throw wrong("the header is not \"" + header + "\"");
      }
    }
    if (next() != '\n') {
      in.close();
      throw wrong("the header is not \"" + header + "\"");
    }
    line++;
  }

  boolean hasMore() throws IOException {
    return peek() >= 0;
  }

  Malformed wrong(String problem) {
    return new Malformed(name + ", line " + line + ": " + problem);
  }

  long number(char end) throws Malformed, IOException {
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digits = 0;
    int b = next();
    boolean leadingZero = b == '0';
    for (; b >= '0' && b <= '9'; b = next()) {
      value = value * 10 + (b - '0');
      if (++digits > MOST_DIGITS) {
        throw wrong("a number has over " + MOST_DIGITS + " digits");
      }
    }
    if (digits == 0) {
      throw wrong(b < 0 ? "the file ends in the middle of a row" : "a whole number is missing");
    }
    if (leadingZero && (digits > 1 || negative)) {
      throw wrong("a number starts with 0");
    }
    endOfValue(b, end);
    return negative ? -value : value;
  }

  int index(char end) throws Malformed, IOException {
    long value = number(end);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong("index " + value + " is outside 0.." + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /// An index, or -1 where the row ends at once.
  int indexOrNone() throws Malformed, IOException {
    if (peek() == '\n') {
      at++;
      line++;
      return -1;
    }
    return index('\n');
  }

  void expect(long index, char end) throws Malformed, IOException {
    long value = number(end);
    if (value != index) {
      throw wrong("index " + value + " where " + index + " comes next");
    }
  }

  void expectWord(String word, char end) throws Malformed, IOException {
    for (int i = 0; i < word.length(); i++) {
      if (next() != word.charAt(i)) {
        throw wrong("\"" + word + "\" comes next");
      }
    }
    endOfValue(next(), end);
  }

  /// Passes over a name, perhaps in quotes.
  void skipName(char end) throws Malformed, IOException {
    int b = next();
    if (b == '"') {
      do {
        b = next();
        while (b >= 0 && b != '"') {
          b = next();
        }
        if (b < 0) {
          throw wrong("the file ends inside quotes");
        }
        b = next();
      } while (b == '"');
    } else {
      while (b >= 0 && b != end && b != '\n') {
        b = next();
      }
    }
    endOfValue(b, end);
  }

  /// A name's letters; for messages, so at most 200 of them.
  String name(char end) throws Malformed, IOException {
    StringBuilder letters = new StringBuilder();
    byte[] kept = new byte[200];
    int length = 0;
    boolean quoted = peek() == '"';
    if (quoted) {
      at++;
    }
    int b = next();
    while (b >= 0 && (quoted || (b != end && b != '\n'))) {
      if (quoted && b == '"') {
        b = next();
        if (b != '"') {
          break;
        }
      }
      if (length < kept.length) {
        kept[length++] = (byte) b;
      }
      b = next();
    }
    endOfValue(b, end);
    return letters.append(new String(kept, 0, length, StandardCharsets.UTF_8)).toString();
  }

  /// Reads to the end.
  ///
  /// @return the file's SHA-256 in hexadecimal
  String finish() throws Malformed, IOException {
    if (peek() >= 0) {
      throw wrong("a row too many");
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void endOfValue(int b, char end) throws Malformed {
    if (b != end) {
      throw wrong(
          b < 0
              ? "the file ends in the middle of a row"
              : "a value is not followed by " + (end == '\n' ? "the line's end" : "'" + end + "'"));
    }
    if (end == '\n') {
      line++;
    }
  }

  private int peek() throws IOException {
    if (at == size) {
      if (ended) {
        return -1;
      }
      size = in.read(buffer);
      at = 0;
      if (size <= 0) {
        ended = true;
        size = 0;
        return -1;
      }
      digest.update(buffer, 0, size);
    }
    return buffer[at] & 0xff;
  }

  private int next() throws IOException {
    int b = peek();
    if (b >= 0) {
      at++;
    }
    return b;
  }
}

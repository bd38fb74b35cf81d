package org.rung.matching;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads one CSV file as [TableWriter] writes it, value by value, and names the line of whatever is
/// wrong.
final class TableReader implements AutoCloseable {
  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 18];
  private byte[] word = new byte[256];
  private int at;
  private int size;
  private long line = 1;

  TableReader(Path file, String header) throws IOException {
    this.file = file;
    in = Files.newInputStream(file);
    String found = rest();
    if (!found.equals(header)) {
      in.close();
      throw new MalformedFile(file, 1, "header is \"" + found + "\" instead of \"" + header + "\"");
    }
  }

  boolean hasMore() throws IOException {
    return peek() >= 0;
  }

  long line() {
    return line;
  }

  MalformedFile wrong(String problem) {
    return new MalformedFile(file, line, problem);
  }

  MalformedFile wrong(IllegalArgumentException cause) {
    return new MalformedFile(file, line, cause);
  }

  /// A whole number followed by `end`.
  long number(char end) throws IOException {
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digits = 0;
    int b = next();
    while (b >= '0' && b <= '9') {
      value = value * 10 + (b - '0');
      if (++digits > 18) {
        throw wrong("a number has over 18 digits");
      }
      b = next();
    }
    if (digits == 0 || b != end) {
      throw wrong(
          "no whole number followed by " + (end == '\n' ? "the line's end" : "'" + end + "'"));
    }
    if (end == '\n') {
      line++;
    }
    return negative ? -value : value;
  }

  /// A whole number of at most `most`, from 0, followed by `end`.
  int index(char end) throws IOException {
    long value = number(end);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong("index " + value + " is outside 0.." + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /// A whole number, or `otherwise` where there is none, followed by the line's end.
  int indexOr(int otherwise) throws IOException {
    if (peek() == '\n') {
      at++;
      line++;
      return otherwise;
    }
    return index('\n');
  }

  /// A number that must be `expected`: rows come in order.
  void expect(long expected, char end) throws IOException {
    long value = number(end);
    if (value != expected) {
      throw wrong("index " + value + " where " + expected + " comes next");
    }
  }

  /// A name, perhaps in quotes, followed by `end`.
  String name(char end) throws IOException {
    int length = 0;
    int b = next();
    if (b == '"') {
      while (true) {
        b = next();
        if (b < 0) {
          throw wrong("the file ends inside quotes");
        }
        if (b == '"') {
          b = next();
          if (b != '"') {
            break;
          }
        }
        length = put(length, b);
      }
      if (b != end) {
        throw wrong("text after a closing quote");
      }
    } else {
      while (b != end) {
        if (b < 0 || b == '\n' || b == '"') {
          throw wrong(
              "a name is not followed by " + (end == '\n' ? "the line's end" : "'" + end + "'"));
        }
        length = put(length, b);
        b = next();
      }
    }
    if (end == '\n') {
      line++;
    }
    return new String(word, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private String rest() throws IOException {
    int length = 0;
    for (int b = next(); b >= 0 && b != '\n' && length < 200; b = next()) {
      length = put(length, b);
    }
    line++;
    return new String(word, 0, length, StandardCharsets.UTF_8);
  }

  private int put(int length, int b) {
    if (length == word.length) {
      word = Arrays.copyOf(word, 2 * length);
    }
    word[length] = (byte) b;
    return length + 1;
  }

  private int peek() throws IOException {
    if (at == size) {
      size = Math.max(0, in.read(buffer));
      at = 0;
      if (size == 0) {
        return -1;
      }
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

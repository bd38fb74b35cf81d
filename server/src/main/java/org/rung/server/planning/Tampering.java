package org.rung.server.planning;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/// One digit of a plan's files, changed to show that the check refuses it.
///
/// @param file the file's place inside the plan
/// @param line from 1
/// @param was the line before
/// @param is the line after
public record Tampering(String file, long line, String was, String is) {
  private static final List<String> FILES =
      List.of(
          "plan/choice.csv",
          "plan/prices.csv",
          "instance/candidates.csv",
          "instance/uses.csv",
          "instance/limits.csv");

  static Tampering with(Path folder, RandomGenerator random) {
    String name = FILES.get(random.nextInt(FILES.size()));
    Path path = folder.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      // Behind the head, from anywhere on: the next digit.
      long head = file.readLine() == null ? 0 : file.getFilePointer();
      long position = head + (long) (random.nextDouble() * Math.max(1, file.length() - head - 64));
      file.seek(position);
      int b = file.read();
      while (b >= 0 && (b < '0' || b > '9')) {
        b = file.read();
      }
      long digit = file.getFilePointer() - 1;
      String was = lineAt(path, digit);
      file.seek(digit);
      file.write('0' + (b - '0' + 1 + random.nextInt(9)) % 10);
      return new Tampering(name, lineNumber(path, digit), was, lineAt(path, digit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lineAt(Path path, long position) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long start = position;
      while (start > 0) {
        file.seek(start - 1);
        if (file.read() == '\n') {
          break;
        }
        start--;
      }
      file.seek(start);
      String line = file.readLine();
      return line == null
          ? ""
          : new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  private static long lineNumber(Path path, long position) throws IOException {
    long lines = 1;
    try (var in = new java.io.BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      for (long i = 0; i < position; i++) {
        if (in.read() == '\n') {
          lines++;
        }
      }
    }
    return lines;
  }
}

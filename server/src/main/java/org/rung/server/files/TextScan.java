package org.rung.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rung.server.files.DelimitedFile.Encoding;

/// Reads a file once to its end to learn its encoding: a byte order mark decides; else it is UTF-8
/// if every byte of it can be, else windows-1252. Letters of both are a fault: read either way,
/// some of them would turn into others. The first letter beyond ASCII may stand in the last line,
/// so a sample would not do.
final class TextScan {
  private final String name;
  private int waiting; // bytes that the current UTF-8 letter still needs
  private int lowest = 0x80; // the least the next of them may be
  private int highest = 0xBF;
  private boolean utf8 = true;
  private long letters; // of several bytes, whole
  private long strange = -1; // the first byte that no UTF-8 has, by its place in the file

  TextScan(String name) {
    this.name = name;
  }

  Encoding of(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] buffer = new byte[1 << 16];
      int length = in.readNBytes(buffer, 0, buffer.length);
      if (length >= 3 && at(buffer, 0) == 0xEF && at(buffer, 1) == 0xBB && at(buffer, 2) == 0xBF) {
        return new Encoding(StandardCharsets.UTF_8, 3, "UTF-8");
      }
      if (length >= 2 && at(buffer, 0) == 0xFF && at(buffer, 1) == 0xFE) {
        return new Encoding(StandardCharsets.UTF_16LE, 2, "UTF-16");
      }
      if (length >= 2 && at(buffer, 0) == 0xFE && at(buffer, 1) == 0xFF) {
        return new Encoding(StandardCharsets.UTF_16BE, 2, "UTF-16");
      }
      if (length >= 4 && buffer[1] == 0 && buffer[3] == 0 && buffer[0] != 0) {
        return new Encoding(StandardCharsets.UTF_16LE, 0, "UTF-16");
      }
      if (length >= 4 && buffer[0] == 0 && buffer[2] == 0 && buffer[1] != 0) {
        return new Encoding(StandardCharsets.UTF_16BE, 0, "UTF-16");
      }
      long before = 0;
      while (length > 0) {
        int zero = scan(buffer, length, before);
        if (zero >= 0) {
          throw noText(path, before + zero);
        }
        before += length;
        length = in.readNBytes(buffer, 0, buffer.length);
      }
    }
    if (!utf8 && letters > 0) {
      throw new NotATable(
          "Line %d of “%s” holds letters in another encoding than the UTF-8 of the others. Save the whole table as UTF-8 and send the new file."
              .formatted(line(path, strange), name));
    }
    // A letter that the end of the file cuts does not make a file windows-1252.
    return utf8
        ? new Encoding(StandardCharsets.UTF_8, 0, "UTF-8")
        : new Encoding(Charset.forName("windows-1252"), 0, "windows-1252");
  }

  /// A zero byte early on is of a picture or a program; later it is a fault in a table.
  private NotATable noText(Path path, long place) throws IOException {
    if (place < 512) {
      return new NotATable(
          "“%s” is no text and no workbook. Export the table as CSV or XLSX and send that file."
              .formatted(name));
    }
    return new NotATable(
        "Line %d of “%s” holds a zero byte, which no text has. Export the table again and send the new file."
            .formatted(line(path, place), name));
  }

  private static long line(Path path, long place) throws IOException {
    long line = 1;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] buffer = new byte[1 << 16];
      long left = place;
      while (left > 0) {
        int length = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        for (int i = 0; i < length; i++) {
          line += buffer[i] == '\n' ? 1 : 0;
        }
        left -= length;
      }
    }
    return line;
  }

  /// @return the place of a zero byte, -1 for none
  private int scan(byte[] buffer, int length, long before) {
    for (int i = 0; i < length; i++) {
      byte b = buffer[i];
      if (b > 0 && waiting == 0) {
        continue;
      }
      if (b == 0) {
        return i;
      }
      if (utf8) {
        letter(b & 0xFF);
        if (!utf8) {
          strange = before + i;
        }
      }
    }
    return -1;
  }

  private void letter(int b) {
    if (waiting > 0) {
      utf8 = b >= lowest && b <= highest;
      waiting--;
      letters += utf8 && waiting == 0 ? 1 : 0;
      lowest = 0x80;
      highest = 0xBF;
    } else if (b >= 0xC2 && b <= 0xDF) {
      waiting = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      waiting = 2;
      lowest = b == 0xE0 ? 0xA0 : 0x80;
      highest = b == 0xED ? 0x9F : 0xBF;
    } else if (b >= 0xF0 && b <= 0xF4) {
      waiting = 3;
      lowest = b == 0xF0 ? 0x90 : 0x80;
      highest = b == 0xF4 ? 0x8F : 0xBF;
    } else {
      utf8 = false;
    }
    if (!utf8) {
      waiting = 0;
    }
  }

  private static int at(byte[] buffer, int i) {
    return buffer[i] & 0xFF;
  }
}

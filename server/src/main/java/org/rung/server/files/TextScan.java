package org.rung.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rung.server.files.DelimitedFile.Encoding;

/// Reads a file once to its end to learn its encoding: a byte order mark decides; else it is UTF-8
/// if every byte of it can be, else windows-1252. The first letter beyond ASCII may stand in the
/// last line, so a sample would not do.
final class TextScan {
  private final String name;
  private int waiting; // bytes that the current UTF-8 letter still needs
  private int lowest = 0x80; // the least the next of them may be
  private int highest = 0xBF;
  private boolean utf8 = true;

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
      while (length > 0) {
        scan(buffer, length);
        length = in.readNBytes(buffer, 0, buffer.length);
      }
    }
    // A letter that the end of the file cuts does not make a file windows-1252.
    return utf8
        ? new Encoding(StandardCharsets.UTF_8, 0, "UTF-8")
        : new Encoding(Charset.forName("windows-1252"), 0, "windows-1252");
  }

  private void scan(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      byte b = buffer[i];
      if (b > 0 && waiting == 0) {
        continue;
      }
      if (b == 0) {
        throw new NotATable(
            "“%s” is no text and no workbook. Export the table as CSV or XLSX and send that file."
                .formatted(name));
      }
      if (utf8) {
        letter(b & 0xFF);
      }
    }
  }

  private void letter(int b) {
    if (waiting > 0) {
      utf8 = b >= lowest && b <= highest;
      waiting--;
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

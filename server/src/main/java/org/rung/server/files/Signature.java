package org.rung.server.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What the first bytes of a file say it is.
enum Signature {
  TEXT(""),
  ZIP(""),
  OLD_EXCEL("an old Excel file (.xls) or one with a password. Save it as .xlsx without a password"),
  GZIP("packed with gzip. Unpack it first"),
  PDF("a PDF. Export the table as CSV or XLSX"),
  WEB_PAGE("a web page. Export the table as CSV or XLSX"),
  JSON("JSON. Export the table as CSV or XLSX");

  private final String words;

  Signature(String words) {
    this.words = words;
  }

  static Signature of(byte[] start) {
    if (starts(start, 'P', 'K', 3, 4) || starts(start, 'P', 'K', 5, 6)) {
      return ZIP;
    }
    if (starts(start, 0xD0, 0xCF, 0x11, 0xE0)) {
      return OLD_EXCEL;
    }
    if (starts(start, 0x1F, 0x8B)) {
      return GZIP;
    }
    if (starts(start, '%', 'P', 'D', 'F')) {
      return PDF;
    }
    String text =
        new String(start, StandardCharsets.ISO_8859_1)
            .replaceFirst("^ï»¿", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
      return WEB_PAGE;
    }
    return text.startsWith("{\"") || text.startsWith("[{") ? JSON : TEXT;
  }

  /// @throws NotATable when no table can be in such a file
  void refuse(String name) {
    if (!words.isEmpty()) {
      throw new NotATable("“%s” is %s, and send that file.".formatted(name, words));
    }
  }

  private static boolean starts(byte[] start, int... bytes) {
    if (start.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((start[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}

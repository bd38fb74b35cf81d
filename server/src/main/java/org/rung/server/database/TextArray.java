package org.rung.server.database;

import java.util.List;

/// Lists as `text[]`, for a parameter that is cast or a row that is copied.
public final class TextArray {
  private TextArray() {}

  /// An array in the text that PostgreSQL reads.
  public static String of(List<String> values) {
    StringBuilder text = new StringBuilder("{");
    for (String value : values) {
      text.append(text.length() == 1 ? "\"" : ",\"")
          .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return text.append('}').toString();
  }
}

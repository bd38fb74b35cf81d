package org.rung.server.enrolment;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the terms of an entry test from what was typed.
final class EntryTestForm {
  private static final int LONGEST = 1_000;

  private final Map<String, String> form;
  private final Map<String, String> errors = new LinkedHashMap<>();

  EntryTestForm(Map<String, String> form) {
    this.form = form;
  }

  /// What is wrong, by field, once it was read.
  Map<String, String> errors() {
    return errors;
  }

  /// @param version that was read; 0 for a new one
  EntryTest test(long programme, int version) {
    int most = whole("most", 1, 100_000);
    return new EntryTest(
        programme,
        "",
        "",
        text("name", 1, 200),
        text("words", 0, LONGEST),
        link(),
        most,
        whole("pass", 1, Math.max(1, most)),
        whole("tries", 1, 20),
        whole("wait", 0, 365),
        whole("valid", 1, 3_650),
        version == 0 || form.getOrDefault("asked", "").equals("true"),
        version);
  }

  private String text(String field, int least, int most) {
    String text = form.getOrDefault(field, "").replace("\u0000", "").strip();
    if (text.length() < least || text.length() > most) {
      errors.put(
          field,
          least == 0
              ? "Give at most %d characters.".formatted(most)
              : "Give %d to %d characters.".formatted(least, most));
    }
    return text;
  }

  private String link() {
    String link = text("link", 0, LONGEST);
    if (!link.isEmpty() && !link.matches("https://[^\\s\"<>]+")) {
      errors.put("link", "Give an address that begins with https://, or none.");
    }
    return link;
  }

  private int whole(String field, int least, int most) {
    String text = form.getOrDefault(field, "").strip();
    int value = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      errors.put(field, "Give a whole number from %d to %d.".formatted(least, most));
      return least;
    }
    return value;
  }
}

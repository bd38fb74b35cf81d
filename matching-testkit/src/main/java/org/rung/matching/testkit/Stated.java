package org.rung.matching.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What `certificate.json` states: whole numbers, the gap, each file's digest and the digest over
/// all. Exactly these members and no others.
///
/// @param numbers by member name
/// @param files digest by path
record Stated(Map<String, Long> numbers, String gap, Map<String, String> files, String digest) {
  static final List<String> FILES =
      List.of(
          "instance/candidates.csv",
          "instance/intakes.csv",
          "instance/limits.csv",
          "instance/people.csv",
          "instance/seats.csv",
          "instance/uses.csv",
          "plan/choice.csv",
          "plan/prices.csv");

  /// Those of a proof that is split into cases besides.
  static final List<String> FILES_OF_CASES = List.of("plan/case-prices.csv", "plan/cases.csv");

  private static final List<String> NUMBERS =
      List.of(
          "format",
          "people",
          "candidates",
          "uses",
          "seats",
          "limits",
          "intakes",
          "assigned",
          "open_intakes",
          "worth_cents",
          "bound_cents");

  private static final int MOST_BYTES = 1 << 16;

  static Stated read(Path out) throws Malformed, IOException {
    Path file = out.resolve("certificate.json");
    if (!Files.isRegularFile(file)) {
      throw new Malformed("certificate.json is missing");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new Malformed("certificate.json is over " + MOST_BYTES + " bytes");
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("certificate.json is not UTF-8", e);
    }
    return new Parser(text).certificate();
  }

  /// Whether the proof is split into cases.
  boolean isSplit() {
    return FILES_OF_CASES.stream().anyMatch(files::containsKey);
  }

  private List<String> expected() {
    List<String> expected = new ArrayList<>(FILES);
    expected.addAll(isSplit() ? FILES_OF_CASES : List.of());
    return expected;
  }

  long number(String name) {
    Long value = numbers.get(name);
    if (value == null) {
      throw new IllegalArgumentException("name: " + name + " is not a member");
    }
    return value;
  }

  /// Reads the JSON this format uses: one object of numbers, strings and one inner object of
  /// strings.
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Stated certificate() throws Malformed {
      Map<String, Long> numbers = new TreeMap<>();
      Map<String, String> words = new TreeMap<>();
      Map<String, String> files = new TreeMap<>();
      take('{');
      do {
        String name = string();
        take(':');
        if (numbers.containsKey(name)
            || words.containsKey(name)
            || name.equals("sha256") && !files.isEmpty()) {
          throw wrong("\"" + name + "\" comes twice");
        }
        if (name.equals("sha256")) {
          inner(files);
        } else if (name.equals("gap") || name.equals("digest")) {
          words.put(name, string());
        } else if (NUMBERS.contains(name)) {
          numbers.put(name, number());
        } else {
          throw wrong("\"" + name + "\" is not a member of this format");
        }
      } while (taken(','));
      take('}');
      space();
      if (at != text.length()) {
        throw wrong("something follows the object");
      }
      for (String name : NUMBERS) {
        if (!numbers.containsKey(name)) {
          throw new Malformed("certificate.json has no \"" + name + "\"");
        }
      }
      String gap = words.get("gap");
      String digest = words.get("digest");
      if (gap == null || digest == null) {
        throw new Malformed("certificate.json has no \"" + (gap == null ? "gap" : "digest") + "\"");
      }
      Stated stated = new Stated(numbers, gap, files, digest);
      if (!files.keySet().equals(new TreeSet<>(stated.expected()))) {
        throw new Malformed("certificate.json names other files than " + stated.expected());
      }
      return stated;
    }

    private void inner(Map<String, String> files) throws Malformed {
      take('{');
      do {
        String path = string();
        take(':');
        if (files.put(path, string()) != null) {
          throw wrong("\"" + path + "\" comes twice");
        }
      } while (taken(','));
      take('}');
    }

    private String string() throws Malformed {
      take('"');
      int from = at;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' || text.charAt(at) < ' ') {
          throw wrong("a string holds what this format does not use");
        }
        at++;
      }
      String value = text.substring(from, at);
      take('"');
      return value;
    }

    private long number() throws Malformed {
      space();
      int from = at;
      if (at < text.length() && text.charAt(at) == '-') {
        at++;
      }
      int digits = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      String found = text.substring(from, at);
      if (at == digits || at - digits > 19 || (text.charAt(digits) == '0' && found.length() > 1)) {
        throw wrong("a whole number is missing");
      }
      try {
        return Long.parseLong(found);
      } catch (NumberFormatException e) {
        throw new Malformed("certificate.json: " + found + " is too large", e);
      }
    }

    private boolean taken(char expected) {
      space();
      if (at < text.length() && text.charAt(at) == expected) {
        at++;
        return true;
      }
      return false;
    }

    private void take(char expected) throws Malformed {
      if (!taken(expected)) {
        throw wrong("'" + expected + "' is missing");
      }
    }

    private void space() {
      while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private Malformed wrong(String problem) {
      return new Malformed("certificate.json, character " + (at + 1) + ": " + problem);
    }
  }
}

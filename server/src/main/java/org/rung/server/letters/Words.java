package org.rung.server.letters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a kind of letter, with fields in braces: checked when they are written, filled when
/// a letter is read.
final class Words {
  static final int MOST_CHARACTERS = 20_000;
  private static final int LONGEST_SUBJECT = 200;
  private static final String SUBJECT = "Subject:";
  private static final Pattern FIELD = Pattern.compile("\\{([^{}\\n]*)}");
  private static final Pattern GAP = Pattern.compile("\\n[ \\t]*(?:\\n[ \\t]*)+");

  /// What no page, mail or PDF has: signs that steer a terminal or a header, halves of letters.
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF&&[^\\n\\t]]");

  private Words() {}

  // ---- checking

  /// Everything that is wrong with words, a sentence each; empty when nothing is.
  static List<String> faults(String words, List<LetterField> fields) {
    List<String> faults = new ArrayList<>();
    if (words.length() > MOST_CHARACTERS) {
      faults.add(
          "The words have %,d characters. Give at most %,d."
              .formatted(words.length(), MOST_CHARACTERS));
      return faults;
    }
    String[] lines = words.split("\n", -1);
    String subject = lines[0].startsWith(SUBJECT) ? lines[0].substring(SUBJECT.length()) : "";
    if (subject.isBlank()) {
      faults.add(
          "Line 1 is “%s”. It is the subject: begin it with “Subject:”.".formatted(lines[0]));
    } else if (subject.strip().length() > LONGEST_SUBJECT) {
      faults.add(
          "The subject has %d characters. Give at most %d."
              .formatted(subject.strip().length(), LONGEST_SUBJECT));
    }
    if (lines.length < 2 || words.substring(lines[0].length()).isBlank()) {
      faults.add("Below the subject stands nothing. Write the letter there.");
    } else if (!lines[1].isBlank()) {
      faults.add("Line 2 is “%s”. Leave it empty, below the subject.".formatted(lines[1]));
    }
    Set<String> known = names(fields);
    Set<String> named = new TreeSet<>();
    for (int i = 0; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      while (field.find()) {
        if (i == 0 && isOnlySometimesThere(fields, field.group(1))) {
          faults.add(
              "The subject names {%s}, which some letters do not have. Name it below."
                  .formatted(field.group(1)));
        } else if (known.contains(field.group(1))) {
          named.add(field.group(1));
        } else {
          faults.add(unknown(i + 1, field.group(1), known));
        }
      }
      if (FIELD.matcher(lines[i]).replaceAll("").matches(".*[{}].*")) {
        faults.add(
            "Line %d has a brace without its other. Fields stand between { and }."
                .formatted(i + 1));
      }
    }
    fields.stream()
        .filter(field -> field.use() == LetterField.Use.NEEDED && !named.contains(field.name()))
        .map(field ->
            "The words do not name {%s}, %s. The reader cannot do without it."
                .formatted(field.name(), field.meaning()))
        .forEach(faults::add);
    return faults;
  }

  private static boolean isOnlySometimesThere(List<LetterField> fields, String name) {
    return fields.stream()
        .anyMatch(field -> field.name().equals(name) && field.use() == LetterField.Use.SOMETIMES);
  }

  private static Set<String> names(List<LetterField> fields) {
    Set<String> names =
        new TreeSet<>(
            Set.of(LetterKind.READER, LetterKind.EMPLOYER, LetterKind.TODAY, LetterKind.PAGE));
    fields.forEach(field -> names.add(field.name()));
    return names;
  }

  private static String unknown(int line, String name, Set<String> known) {
    String nearest =
        known.stream().min(Comparator.comparingInt(other -> distance(name, other))).orElseThrow();
    return distance(name, nearest) <= 3
        ? "Line %d names {%s}, which is no field. Is it {%s}?".formatted(line, name, nearest)
        : "Line %d names {%s}, which is no field. The fields are {%s}."
            .formatted(line, name, String.join("}, {", known));
  }

  /// How many letters must be changed to come from one word to the other (Levenshtein 1966).
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int before = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int above = row[j];
        int changed = before + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        before = above;
      }
    }
    return row[to.length()];
  }

  // ---- filling

  /// The letter that comes of words and fields.
  ///
  /// @param page where the reader goes on
  static Written fill(String words, Map<String, Value> fields, Manner manner, String page) {
    Function<String, Optional<String>> value =
        name ->
            name.equals(LetterKind.PAGE)
                ? Optional.of(page)
                : Optional.ofNullable(fields.get(name))
                    .map(given -> given.written(manner))
                    .map(Words::seen)
                    .filter(text -> !text.isBlank());
    int head = words.indexOf('\n');
    // A field of every letter may still be blank, such as a name.
    String subject =
        filled(
                words.substring(SUBJECT.length(), head).strip(),
                name -> Optional.of(value.apply(name).orElse("")))
            .orElseThrow();
    List<Written.Block> blocks = new ArrayList<>();
    for (String paragraph : GAP.split(words.substring(head).strip())) {
      block(paragraph, fields, value, blocks);
    }
    return new Written(oneLine(subject), blocks);
  }

  private static void block(
      String paragraph,
      Map<String, Value> fields,
      Function<String, Optional<String>> value,
      List<Written.Block> to) {
    Matcher alone = FIELD.matcher(paragraph.strip());
    if (alone.matches() && alone.group(1).equals(LetterKind.PAGE)) {
      to.add(new Written.Block.Onwards(value.apply(LetterKind.PAGE).orElseThrow()));
      return;
    }
    if (alone.matches() && fields.get(alone.group(1)) instanceof Value.Lines lines) {
      if (!lines.lines().isEmpty()) {
        to.add(
            new Written.Block.Items(
                lines.lines().stream().map(Words::seen).map(Words::oneLine).toList()));
      }
      return;
    }
    List<String> text = new ArrayList<>();
    List<String> items = new ArrayList<>();
    for (String line : paragraph.split("\n", -1)) {
      Optional<String> filled = filled(line.strip(), value);
      boolean item = line.strip().startsWith("- ");
      if (filled.isEmpty() && !item) {
        return;
      }
      if (filled.isPresent() && item) {
        items.add(oneLine(filled.get().substring(2)));
      } else if (filled.isPresent()) {
        text.addAll(filled.get().lines().toList());
      }
    }
    if (!text.isEmpty()) {
      to.add(new Written.Block.Paragraph(text));
    }
    if (!items.isEmpty()) {
      to.add(new Written.Block.Items(items));
    }
  }

  /// Empty when a field that is named has nothing in it.
  private static Optional<String> filled(String line, Function<String, Optional<String>> value) {
    StringBuilder text = new StringBuilder();
    Matcher field = FIELD.matcher(line);
    int from = 0;
    while (field.find()) {
      Optional<String> given = value.apply(field.group(1));
      if (given.isEmpty()) {
        return Optional.empty();
      }
      text.append(line, from, field.start()).append(given.get());
      from = field.end();
    }
    return Optional.of(text.append(line, from, line.length()).toString());
  }

  /// Without signs that nobody sees: they would break a header, a page or the PDF.
  static String seen(String text) {
    return UNSEEN.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
  }

  /// On one line, as a header and an item need it.
  static String oneLine(String text) {
    return seen(text).replaceAll("\\s+", " ").strip();
  }
}

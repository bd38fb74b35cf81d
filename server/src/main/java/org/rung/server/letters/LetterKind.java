package org.rung.server.letters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A kind of letter. The capability that sends it supplies it as a bean.
///
/// Every kind has the fields `reader` (the name of the account, else the person's id), `employer`,
/// `today` (the day of the letter) and `page` (the address of [Letter#link], else of the letter
/// itself) beside its own.
///
/// @param code lower-case, for example `offer`; stands in addresses
/// @param title what lists call such a letter, for example “Offer of a place”
/// @param words as the product ships them, in English: a first line `Subject: …`, an empty line,
///   and paragraphs, between empty lines; a line that begins with `- ` is an item of a list
/// @param attached whether the e-mail carries the letter as PDF, too
public record LetterKind(
    String code, String title, List<LetterField> fields, String words, boolean attached) {
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]*");

  static final String READER = "reader";
  static final String EMPLOYER = "employer";
  static final String TODAY = "today";
  static final String PAGE = "page";

  /// @throws IllegalArgumentException when a field is there twice, or the words do not fit the
  ///   fields
  public LetterKind {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("“%s” is no code of a kind of letter".formatted(code));
    }
    Set<String> names = new HashSet<>(Set.of(READER, EMPLOYER, TODAY, PAGE));
    for (LetterField field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(
            "letter “%s” has the field “%s” twice".formatted(code, field.name()));
      }
    }
    fields = List.copyOf(fields);
    words = words.replace("\r\n", "\n").strip() + "\n";
    List<String> faults = Words.faults(words, fields);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("letter “%s”: %s".formatted(code, faults));
    }
  }

  /// Reads shipped words from a resource.
  ///
  /// @param beside the class that stands beside it, or a name from the root with a leading slash
  public static String shipped(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The field of this name, of those that are this kind's own.
  Optional<LetterField> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /// What is wrong with the fields of a letter, empty when nothing is.
  List<String> faults(Letter letter) {
    List<String> faults = new ArrayList<>();
    for (LetterField field : fields) {
      Value value = letter.fields().get(field.name());
      if (value == null) {
        if (field.use() != LetterField.Use.SOMETIMES) {
          faults.add("has no “%s”".formatted(field.name()));
        }
      } else if (value.getClass() != field.sample().getClass()) {
        faults.add(
            "has %s as “%s”, not %s"
                .formatted(
                    value.getClass().getSimpleName(),
                    field.name(),
                    field.sample().getClass().getSimpleName()));
      }
    }
    letter.fields().keySet().stream()
        .filter(name -> field(name).isEmpty())
        .sorted()
        .forEach(name -> faults.add("has “%s”, which the kind has not".formatted(name)));
    return faults;
  }
}

package org.rung.server.letters;

import java.util.List;

/// What the page of the words of a kind of letter shows.
///
/// @param version the one on the page, 0 when the shipped words were never used
/// @param words as they are, or as they were given
/// @param preview the words with samples in the fields; empty words give none
/// @param faults what is wrong with what was given
/// @param versions all that are stored, the newest first
/// @param language of the employer's letters
public record WordingPage(
    LetterKind kind,
    int version,
    boolean shipped,
    String words,
    List<Written> preview,
    List<String> faults,
    List<Wording> versions,
    String language) {
  public WordingPage {
    preview = List.copyOf(preview);
    faults = List.copyOf(faults);
    versions = List.copyOf(versions);
  }

  /// Whether the employer's language waits for words of its own.
  public boolean untranslated() {
    return shipped && !language.startsWith("en");
  }

  /// How a field and the words are bound, in words.
  public String use(LetterField field) {
    return switch (field.use()) {
      case NEEDED -> "must be named";
      case GIVEN -> "may be named";
      case SOMETIMES -> "in some letters; elsewhere its paragraph or line is left out";
    };
  }
}

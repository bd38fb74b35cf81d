package org.rung.server.letters;

import java.util.regex.Pattern;

/// A field that the words of a letter may name: `{first day}`.
///
/// @param name lower-case words
/// @param meaning what stands there, for who writes the words
/// @param sample what the preview shows; every letter's value is of the same type
/// @param use how far the field and the words are bound to each other
public record LetterField(String name, String meaning, Value sample, Use use) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*( [a-z0-9]+)*");

  /// How far a field and the words are bound to each other.
  public enum Use {
    /// Every letter has it, and the words must name it: the reader cannot do without it.
    NEEDED,
    /// Every letter has it; the words may name it.
    GIVEN,
    /// Some letters have it. Where one has not, a paragraph or a line that names it is left out.
    SOMETIMES
  }

  public LetterField {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("“%s” is no name of a field".formatted(name));
    }
  }

  /// A field without which the reader cannot do.
  public static LetterField needed(String name, String meaning, Value sample) {
    return new LetterField(name, meaning, sample, Use.NEEDED);
  }

  /// A field of every letter.
  public static LetterField given(String name, String meaning, Value sample) {
    return new LetterField(name, meaning, sample, Use.GIVEN);
  }

  /// A field of some letters.
  public static LetterField sometimes(String name, String meaning, Value sample) {
    return new LetterField(name, meaning, sample, Use.SOMETIMES);
  }
}

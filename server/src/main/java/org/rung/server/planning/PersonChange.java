package org.rung.server.planning;

import java.util.Arrays;
import java.util.Optional;

/// Somebody whose place in a plan differs from the plan it started from.
///
/// @param person the person's id in `people`
/// @param cause what moved the person, in the same words for all whom it moved
/// @param reason in a sentence, with the figures of both plans
public record PersonChange(long person, Kind kind, String cause, String reason) {
  /// How it differs.
  public enum Kind {
    /// A place now, none before.
    IN("in", "enters"),
    /// A place before, none now.
    OUT("out", "leaves"),
    /// Another pathway.
    MOVED("moved", "changes");

    private final String code;
    private final String word;

    Kind(String code, String word) {
      this.code = code;
      this.word = word;
    }

    /// The word in tables of the database, addresses and files.
    public String code() {
      return code;
    }

    /// What the person does, for people.
    public String word() {
      return word;
    }

    static Optional<Kind> of(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findAny();
    }
  }
}

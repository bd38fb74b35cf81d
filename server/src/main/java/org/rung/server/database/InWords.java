package org.rung.server.database;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the database itself refuses with a sentence for people. A trigger raises it with the state
/// `23R01`; whoever asked is answered with the sentence, whatever code wrote the row.
public final class InWords {
  private static final String STATE = "23R01";

  private InWords() {}

  /// The sentence, when the failure or one it stems from is of this kind.
  public static Optional<String> of(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && STATE.equals(sql.getSQLState())) {
        String message = String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
        // Before the first colon stands how grave it is, in the language of the database.
        return Optional.of(message.substring(message.indexOf(": ") + 1).strip());
      }
    }
    return Optional.empty();
  }
}

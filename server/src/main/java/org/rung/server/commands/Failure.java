package org.rung.server.commands;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.rung.server.database.DatabaseUnavailable;

/// What a failure says to the person at the terminal.
final class Failure {
  private Failure() {}

  /// One or two sentences: what is wrong and what to do. What the product itself said comes first,
  /// then what is known of databases, else the deepest cause as it is.
  static String words(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null && causes.size() < 50; cause = cause.getCause()) {
      causes.add(cause);
    }
    for (Throwable cause : causes) {
      if ((cause instanceof DatabaseUnavailable || cause instanceof PortTaken)
          && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    for (Throwable cause : causes) {
      if (cause instanceof FlywayValidateException) {
        return "The database was made by another version of Rung, and this one cannot take it over."
            + " Use the version that made it, or give another folder in RUNG_DATA (or another"
            + " database in RUNG_DATABASE_URL).";
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith("08")) {
          return "The database does not answer: %s Check RUNG_DATABASE_URL and that PostgreSQL runs there."
              .formatted(sentence(sql));
        }
        if (state.startsWith("28") || state.equals("3D000") || state.equals("42501")) {
          return "The database refuses: %s Check the user, the password and the name of the database in RUNG_DATABASE_URL."
              .formatted(sentence(sql));
        }
      }
    }
    Throwable deepest = causes.getLast();
    String message = deepest.getMessage();
    return "This failed inside Rung: "
        + deepest.getClass().getSimpleName()
        + (message == null ? "." : ": " + message.lines().findFirst().orElse(""));
  }

  private static String sentence(Throwable cause) {
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
    String first = line.replaceFirst("(?<=\\w)\\. .*$", ".");
    return first.endsWith(".") ? first : first + ".";
  }
}

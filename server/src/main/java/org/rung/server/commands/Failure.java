package org.rung.server.commands;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.rung.server.database.DatabaseUnavailable;
import org.rung.server.decisions.KeyMissing;

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
      if ((cause instanceof DatabaseUnavailable
              || cause instanceof PortTaken
              || cause instanceof KeyMissing)
          && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    for (Throwable cause : causes) {
      if (cause instanceof IOException && fullDisk(String.valueOf(cause.getMessage()))) {
        return "The disk is full. Nothing half written was kept; make room and try again.";
      }
      if (cause instanceof FileSystemException file) {
        return "%s cannot be used: %s."
            .formatted(
                file.getFile(),
                file.getReason() != null
                    ? file.getReason()
                    : file instanceof NoSuchFileException
                        ? "it, or the folder it lies in, is not there"
                        : "no permission");
      }
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
        if (state.equals("53100")) {
          return "The disk of the database is full. Nothing half written was kept; make room and"
              + " try again.";
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

  private static boolean fullDisk(String message) {
    return message.contains("No space left") || message.contains("not enough space");
  }

  private static String sentence(Throwable cause) {
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
    String first = line.replaceFirst("(?<=\\w)\\. .*$", ".");
    return first.endsWith(".") ? first : first + ".";
  }
}

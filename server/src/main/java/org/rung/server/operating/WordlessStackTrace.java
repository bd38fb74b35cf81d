package org.rung.server.operating;

import java.io.IOException;
import java.sql.SQLException;
import org.springframework.boot.logging.StackTracePrinter;

/// A failure in the log as JSON, as [WordlessThrowable] writes it in text.
public final class WordlessStackTrace implements StackTracePrinter {
  private static final int CAUSES = 50;

  @Override
  public void printStackTrace(Throwable thrown, Appendable out) throws IOException {
    String lead = "";
    Throwable at = thrown;
    for (int i = 0; at != null && i < CAUSES; i++) {
      out.append(lead).append(at.getClass().getName()).append(state(at)).append('\n');
      for (StackTraceElement frame : at.getStackTrace()) {
        out.append("\tat ").append(frame.toString()).append('\n');
      }
      lead = "Caused by: ";
      at = at.getCause();
    }
  }

  /// What PostgreSQL calls the failure: five characters that tell the kind and nothing of the rows.
  static String state(Throwable thrown) {
    return thrown instanceof SQLException sql && sql.getSQLState() != null
        ? " (SQLSTATE " + sql.getSQLState() + ")"
        : "";
  }
}

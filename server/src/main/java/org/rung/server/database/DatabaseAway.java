package org.rung.server.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/// Says whether a failure means that the database does not answer just now: it refuses, it resets
/// its connections, it starts, stops or recovers, or no connection came free in time. Then neither
/// the request nor the work that met it is at fault, and the same may succeed in a moment.
public final class DatabaseAway {
  /// What to wait before asking again, in seconds: longer than PostgreSQL needs to recover from the
  /// loss of a process.
  public static final int RETRY_SECONDS = 5;

  /// The pool says this, without a state, of a connection that it has taken away since it broke.
  private static final String TAKEN_AWAY = "Connection is closed";

  private DatabaseAway() {}

  /// Whether the failure, or one it stems from, is of this kind.
  public static boolean caused(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && away(sql)) {
        return true;
      }
      // The failure of the work, where its connection could not even be rolled back.
      if (cause instanceof TransactionSystemException transaction
          && caused(transaction.getApplicationException())) {
        return true;
      }
    }
    return false;
  }

  /// SQL states of class 08 are of connections, 57P01 to 57P05 of a database that stops or starts,
  /// 53300 of one that has no connection left (PostgreSQL, *Error Codes*).
  private static boolean away(SQLException failure) {
    String state = failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException) {
      return true;
    }
    return state == null
        ? TAKEN_AWAY.equals(failure.getMessage())
        : state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
  }
}

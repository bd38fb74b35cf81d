package org.rung.server.backup;

/// The answer is no: a file that is no whole backup, or a database that would be overwritten. The
/// message says why and what to do. Nothing was changed.
public final class BackupRefused extends RuntimeException {
  BackupRefused(String message) {
    super(message);
  }

  BackupRefused(String message, Throwable cause) {
    super(message, cause);
  }
}

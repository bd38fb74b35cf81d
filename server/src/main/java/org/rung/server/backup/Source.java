package org.rung.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

/// Where rows come from: a backup file or a database as it stands.
sealed interface Source permits BackupFile, Snapshot {
  /// What there is. The rows, bytes and digests of a [Snapshot] are known only after [#copy].
  Contents contents();

  /// How many protected attributes there are.
  long attributes() throws SQLException;

  /// Writes all rows of a table in COPY's text format.
  ///
  /// @return what was written
  /// @throws BackupRefused when it is not what the manifest says
  Contents.Content copy(Contents.Content table, OutputStream to) throws IOException, SQLException;
}

package org.rung.server.decisions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.rung.server.database.DatabaseAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Puts the keys of persons under another key of the server. Texts stay as they are.
public final class KeyRotation {
  private static final int BATCH = 5_000;

  private KeyRotation() {}

  /// All of them or none, in one transaction.
  ///
  /// @param address of a database that no server is at work on
  /// @param keys the new one first, then those that the keys of persons lie under
  /// @return how many keys were wrapped anew
  /// @throws KeyMissing when one lies under a key that is not given, or does not open with it
  public static long in(DatabaseAddress address, ServerKeys keys) throws SQLException {
    try (Connection connection = address.connect()) {
      connection.setAutoCommit(false);
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      Aes aes = new Aes();
      try (Statement lock = connection.createStatement()) {
        lock.execute("lock table decisions.person_key in share row exclusive mode");
      }
      Keyring.Signing signing =
          Keyring.signing(jdbc)
              .orElseThrow(() -> new KeyMissing("Nothing was written under a key yet."));
      jdbc.sql("update decisions.seal_key set wrapped = :wrapped, server = :server")
          .param("wrapped", signing.wrapAnew(keys))
          .param("server", keys.name())
          .update();
      long changed = 0;
      long last = 0;
      while (true) {
        List<PersonKey> some = next(jdbc, last);
        if (some.isEmpty()) {
          connection.commit();
          return changed;
        }
        write(connection, aes, some, keys);
        changed += some.size();
        last = some.getLast().id();
      }
    }
  }

  private static List<PersonKey> next(JdbcClient jdbc, long last) {
    return jdbc.sql(
            """
            select %s
              from decisions.person_key k
             where k.wrapped is not null
               and k.id > :last
             order by k.id
             limit :batch
            """
                .formatted(PersonKey.COLUMNS))
        .params(Map.of("last", last, "batch", BATCH))
        .query((row, n) -> PersonKey.of(row))
        .list();
  }

  private static void write(Connection connection, Aes aes, List<PersonKey> some, ServerKeys keys)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update decisions.person_key set wrapped = ?, server = ? where id = ?")) {
      for (PersonKey key : some) {
        byte[] secret =
            key.secret(aes, keys)
                .orElseThrow(() ->
                    new KeyMissing(
                        "Key %d of a person does not open with the server key %s: somebody changed it in the database."
                            .formatted(key.id(), key.server())))
                .getEncoded();
        update.setBytes(1, keys.wrap(aes, secret, PersonKey.words(key.id(), key.person())));
        update.setString(2, keys.name());
        update.setLong(3, key.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}

package org.rung.server.decisions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.crypto.SecretKey;

/// A key of a person as it lies in the table.
///
/// @param wrapped nothing once it is erased
/// @param server the key of the server it lies under
record PersonKey(
    long id, long person, Optional<byte[]> wrapped, String server, Optional<Instant> erasedAt) {
  static final String COLUMNS =
      "k.id as person_key, k.person_id as key_person, k.wrapped, k.server, k.erased_at";

  static PersonKey of(ResultSet row) throws SQLException {
    return new PersonKey(
        row.getLong("person_key"),
        row.getLong("key_person"),
        Optional.ofNullable(row.getBytes("wrapped")),
        row.getString("server"),
        Optional.ofNullable(row.getObject("erased_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  /// What the wrapped key opens beside: it is this person's, under this number.
  static byte[] words(long id, long person) {
    return new Hashes("rung person key").add(id).add(person).sum();
  }

  /// The key itself; nothing when it was erased or is not what this server wrapped.
  ///
  /// @throws KeyMissing when the key of the server is not here
  Optional<SecretKey> secret(Aes aes, ServerKeys servers) {
    return wrapped.flatMap(closed -> servers.unwrap(aes, server, closed, words(id, person)));
  }
}

package org.rung.server.decisions;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/// A seal as it lies in the table: some decisions, by number and digest, and the seal before.
///
/// @param previous hash of the seal before
/// @param digests of each decision, one after the other, in the order of `ids`
/// @param signature of the hash, under the key of seals
record Seal(
    long number,
    byte[] previous,
    List<Long> ids,
    byte[] digests,
    Instant sealedAt,
    byte[] hash,
    byte[] signature) {
  static final int BYTES = 32;

  Seal {
    ids = List.copyOf(ids);
  }

  /// What the first seal names as the one before.
  static byte[] beginning() {
    return new byte[BYTES];
  }

  /// The hash of what stands in it.
  static byte[] hash(
      long number, byte[] previous, List<Long> ids, byte[] digests, Instant sealedAt) {
    Hashes all =
        new Hashes("rung seal").add(number).add(previous).add(sealedAt).add((long) ids.size());
    ids.forEach(all::add);
    return all.add(digests).sum();
  }

  byte[] recomputed() {
    return hash(number, previous, ids, digests, sealedAt);
  }

  static byte[] digests(List<StoredDecision> rows) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(BYTES * rows.size());
    rows.forEach(row -> all.writeBytes(row.digest()));
    return all.toByteArray();
  }

  /// The digest of a decision, by its place in the seal.
  byte[] digest(int place) {
    return Arrays.copyOfRange(digests, BYTES * place, BYTES * (place + 1));
  }

  static Seal of(ResultSet row) throws SQLException {
    return new Seal(
        row.getLong("number"),
        row.getBytes("previous"),
        List.of((Long[]) row.getArray("ids").getArray()),
        row.getBytes("digests"),
        row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
        row.getBytes("hash"),
        row.getBytes("signature"));
  }
}

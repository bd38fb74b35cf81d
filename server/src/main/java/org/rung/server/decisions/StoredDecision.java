package org.rung.server.decisions;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.CopyRow;
import tools.jackson.databind.json.JsonMapper;

/// A decision as it lies in the table: who, about what, by whom and when in the clear; what and why
/// under a key of the person.
///
/// @param key the number of that key
/// @param commitment SHA-256 of salt and text: what was written cannot be said to be something else
/// @param text nonce, salt with the text, tag
record StoredDecision(
    long id,
    long person,
    long key,
    String about,
    String subject,
    Optional<Basis> basis,
    String madeBy,
    Instant madeAt,
    byte[] commitment,
    byte[] text) {
  private static final int SALT_BYTES = 16;
  private static final JsonMapper JSON = new JsonMapper();
  private static final HexFormat HEX = HexFormat.of();

  static final String COLUMNS =
      """
      d.id, d.person_id, d.key_id, d.about, d.subject, d.rule, d.rule_version, d.clause, d.made_by,
      d.made_at, d.commitment, d.text
      """;

  /// What only the person's key opens.
  record Text(String outcome, List<String> reasons, Map<String, String> used) {
    static Text of(Decision decision) {
      return new Text(decision.outcome(), decision.reasons(), new TreeMap<>(decision.dataUsed()));
    }

    byte[] bytes() {
      return JSON.writeValueAsBytes(this);
    }
  }

  /// A decision under the key of its person.
  ///
  /// @param id its number
  /// @param key the number of the key
  static StoredDecision close(Aes aes, SecretKey secret, long id, long key, Decision decision) {
    return new StoredDecision(
            id,
            decision.person(),
            key,
            decision.about(),
            decision.subject(),
            decision.basis(),
            decision.madeBy(),
            decision.madeAt().truncatedTo(ChronoUnit.MICROS),
            new byte[0],
            Text.of(decision).bytes())
        .close(aes, secret, key);
  }

  /// A row whose text is still in the clear, under the key of its person.
  StoredDecision close(Aes aes, SecretKey secret, long number) {
    byte[] salted =
        ByteBuffer.allocate(SALT_BYTES + text.length).put(aes.random(SALT_BYTES)).put(text).array();
    StoredDecision committed =
        new StoredDecision(
            id, person, number, about, subject, basis, madeBy, madeAt, Hashes.sha256(salted), text);
    return committed.with(aes.close(secret, salted, committed.words()));
  }

  private StoredDecision with(byte[] closed) {
    return new StoredDecision(
        id, person, key, about, subject, basis, madeBy, madeAt, commitment, closed);
  }

  /// The text, or nothing when the row is not as it was written with this key.
  Optional<Text> open(Aes aes, SecretKey secret) {
    return aes.open(secret, text, words())
        .filter(salted -> MessageDigest.isEqual(Hashes.sha256(salted), commitment))
        .map(salted ->
            JSON.readValue(Arrays.copyOfRange(salted, SALT_BYTES, salted.length), Text.class));
  }

  /// Hash of all that stands in the clear. The text opens beside exactly this.
  private byte[] words() {
    Basis on = basis.orElse(null);
    return new Hashes("rung decision")
        .add(id)
        .add(person)
        .add(key)
        .add(about)
        .add(subject)
        .add(on == null ? null : on.rule())
        .add(on == null ? null : on.version())
        .add(on == null ? null : on.clause().orElse(null))
        .add(madeBy)
        .add(madeAt)
        .add(commitment)
        .sum();
  }

  /// Hash of the whole row, which a seal keeps.
  byte[] digest() {
    return new Hashes("rung decision, closed").add(words()).add(text).sum();
  }

  static StoredDecision of(ResultSet row) throws SQLException {
    String rule = row.getString("rule");
    return new StoredDecision(
        row.getLong("id"),
        row.getLong("person_id"),
        row.getLong("key_id"),
        row.getString("about"),
        row.getString("subject"),
        rule == null
            ? Optional.empty()
            : Optional.of(
                new Basis(
                    rule,
                    row.getString("rule_version"),
                    Optional.ofNullable(row.getString("clause")))),
        row.getString("made_by"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        bytes(row.getBytes("commitment")),
        bytes(row.getBytes("text")));
  }

  private static byte[] bytes(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }

  static final String COPY =
      """
      copy decisions.decision
           (id, person_id, about, subject, rule, rule_version, clause, made_by, made_at, key_id,
            commitment, text)
      from stdin
      """;

  void to(CopyRow row) throws SQLException {
    Basis on = basis.orElse(null);
    row.number(id)
        .number(person)
        .text(about)
        .text(subject)
        .text(on == null ? null : on.rule())
        .text(on == null ? null : on.version())
        .text(on == null ? null : on.clause().orElse(null))
        .text(madeBy)
        .text(madeAt.toString())
        .number(key)
        .text(hex(commitment))
        .text(hex(text))
        .end();
  }

  /// As PostgreSQL reads bytes.
  static String hex(byte[] bytes) {
    return "\\x" + HEX.formatHex(bytes);
  }
}

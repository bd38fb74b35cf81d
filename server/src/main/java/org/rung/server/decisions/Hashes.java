package org.rung.server.decisions;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// What is hashed, byte by byte: each value with its length before it, so that no two lists of
/// values give the same bytes.
final class Hashes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  /// @param what is hashed, so that the hash of one kind is never that of another
  Hashes(String what) {
    add(what);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[] of) {
    return sha256().digest(of);
  }

  static byte[] signature(SecretKey key, byte[] of) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(of);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Hashes add(byte[] value) {
    return length(value.length).put(value);
  }

  /// Nothing is other than an empty text.
  Hashes add(@Nullable String value) {
    return value == null ? length(-1) : add(value.getBytes(StandardCharsets.UTF_8));
  }

  Hashes add(long value) {
    return put(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /// To the microsecond, as PostgreSQL keeps it.
  Hashes add(Instant at) {
    return add(ChronoUnit.MICROS.between(Instant.EPOCH, at));
  }

  byte[] sum() {
    return sha256(bytes.toByteArray());
  }

  private Hashes length(int length) {
    return put(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }

  private Hashes put(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }
}

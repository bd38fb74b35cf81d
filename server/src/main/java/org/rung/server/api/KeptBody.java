package org.rung.server.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.rung.server.files.Scratch;
import org.rung.server.pages.Formats;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// A request whose body was read once, with its digest: small ones in memory, large ones in a file
/// that goes when this is closed.
final class KeptBody extends HttpServletRequestWrapper implements AutoCloseable {
  private static final int SMALL = 1 << 20;
  private static final long FILE = 512L << 20;

  private final byte[] bytes;
  private final @Nullable Path file;
  private final byte[] digest;

  private KeptBody(HttpServletRequest request, byte[] bytes, @Nullable Path file, byte[] digest) {
    super(request);
    this.bytes = bytes;
    this.file = file;
    this.digest = digest;
  }

  /// @throws Problem when a request says that it has more bytes than its type may, at any address
  static void requireLength(HttpServletRequest request) {
    requireLength(request, isFile(request.getContentType()) ? FILE : SMALL);
  }

  private static void requireLength(HttpServletRequest request, long most) {
    if (request.getContentLengthLong() > most) {
      throw tooLarge(most);
    }
  }

  /// @param files whether the address takes files
  /// @throws Problem when it has more bytes than its type may at this address
  static KeptBody of(HttpServletRequest request, boolean files) throws IOException {
    long most = files && isFile(request.getContentType()) ? FILE : SMALL;
    requireLength(request, most);
    MessageDigest digest = sha256();
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    Path file = null;
    OutputStream to = memory;
    try (InputStream from = request.getInputStream()) {
      byte[] chunk = new byte[1 << 16];
      long read = 0;
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        read += n;
        if (read > most) {
          throw tooLarge(most);
        }
        if (file == null && read > SMALL) {
          file = Scratch.file("body");
          to = Files.newOutputStream(file);
          memory.writeTo(to);
          memory = new ByteArrayOutputStream();
        }
        digest.update(chunk, 0, n);
        to.write(chunk, 0, n);
      }
      to.close();
    } catch (IOException | RuntimeException e) {
      to.close();
      if (file != null) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
    return new KeptBody(request, memory.toByteArray(), file, digest.digest());
  }

  /// Whether the body is a file of an employer and not a small text.
  private static boolean isFile(@Nullable String type) {
    if (type == null) {
      return false;
    }
    try {
      MediaType media = MediaType.parseMediaType(type);
      return !media.getSubtype().endsWith("json")
          && !media.getSubtype().endsWith("yaml")
          && !media.getSubtype().equals("x-www-form-urlencoded");
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private static Problem tooLarge(long most) {
    return new Problem(
        ProblemType.TOO_LARGE, "The body is larger than %s bytes.".formatted(Formats.count(most)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Of the body and a secret that is kept nowhere: a body may hold a password, and its digest
  /// alone could be guessed.
  byte[] digest(String secret) {
    MessageDigest keyed = sha256();
    keyed.update(secret.getBytes(StandardCharsets.UTF_8));
    return keyed.digest(digest);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    InputStream from = file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
    return new Again(from);
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private static final class Again extends ServletInputStream {
    private final InputStream from;
    private boolean ended;

    Again(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      int one = from.read();
      ended = one < 0;
      return one;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
      int n = from.read(into, at, most);
      ended = n < 0;
      return n;
    }

    @Override
    public void close() throws IOException {
      from.close();
    }

    @Override
    public boolean isFinished() {
      return ended;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The whole body is there already.");
    }
  }
}

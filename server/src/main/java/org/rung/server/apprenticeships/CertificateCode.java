package org.rung.server.apprenticeships;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// The code of a certificate: sixteen letters and digits that nobody confuses (no I, L, O, U),
/// eighty bits drawn at random, so that none can be guessed.
///
/// @param code without strokes
public record CertificateCode(String code) {
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 16;

  public CertificateCode {
    if (!code.matches("[0-9A-HJKMNP-TV-Z]{16}")) {
      throw new IllegalArgumentException("code is no code of a certificate");
    }
  }

  static CertificateCode drawn(SecureRandom random) {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new CertificateCode(code.toString());
  }

  /// The code that somebody wrote, with blanks, strokes and small letters, and 1 or 0 for the
  /// letters that look like them; empty where it is none.
  static Optional<CertificateCode> of(String written) {
    String plain =
        written
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s\\p{Pd}]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return plain.matches("[0-9A-HJKMNP-TV-Z]{16}")
        ? Optional.of(new CertificateCode(plain))
        : Optional.empty();
  }

  /// In groups of four, as people read it.
  public String grouped() {
    return code.replaceAll("(.{4})(?!$)", "$1-");
  }
}

package org.rung.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// The code that lets whoever sees the terminal make the first account. New at every start, of no
/// use once an account exists.
@Component
public class SetupCode {
  private final Accounts accounts;
  private final String code;

  SetupCode(Accounts accounts) {
    this.accounts = accounts;
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    this.code = HexFormat.of().formatHex(random);
  }

  /// The code while no account exists, empty afterwards.
  public String ifNeeded() {
    return accounts.none() ? code : "";
  }

  boolean accepts(String given) {
    return accounts.none()
        && MessageDigest.isEqual(
            code.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}

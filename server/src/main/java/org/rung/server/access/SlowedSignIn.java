package org.rung.server.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Sign-in by email and password, as slow as [Guesses] says. The one way to compare a password: an
/// email without an account, or with one that has no password, takes as long as a wrong password.
@Component
class SlowedSignIn implements AuthenticationProvider {
  static final String DEVICE = "rung-device";

  private final DaoAuthenticationProvider passwords;
  private final Guesses guesses;

  SlowedSignIn(Accounts accounts, PasswordEncoder encoder, Guesses guesses) {
    passwords = new DaoAuthenticationProvider(accounts::signIn);
    passwords.setPasswordEncoder(encoder);
    this.guesses = guesses;
  }

  @Override
  public Authentication authenticate(Authentication asked) throws AuthenticationException {
    Guesses.Guess guess = guess(asked.getName());
    Duration wait = guesses.admit(guess);
    if (!wait.isZero()) {
      throw new TooManyGuesses(wait);
    }
    Authentication signedIn = compared(asked);
    guesses.right(guess);
    return signedIn;
  }

  /// Accounts that could not be read are a failure, and no wrong password.
  private Authentication compared(Authentication asked) throws AuthenticationException {
    try {
      return passwords.authenticate(asked);
    } catch (InternalAuthenticationServiceException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /// Whether this is the password of the account that is signed in.
  ///
  /// @throws TooManyGuesses when it was not looked at
  boolean isPassword(String account, String password) {
    try {
      return authenticate(UsernamePasswordAuthenticationToken.unauthenticated(account, password))
          .isAuthenticated();
    } catch (TooManyGuesses e) {
      throw e;
    } catch (AuthenticationException e) {
      return false;
    }
  }

  @Override
  public boolean supports(Class<?> kind) {
    return passwords.supports(kind);
  }

  private static Guesses.Guess guess(String account) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked) {
      return new Guesses.Guess(
          account, asked.getRequest().getRemoteAddr(), device(asked.getRequest()));
    }
    return new Guesses.Guess(account, "", "");
  }

  /// What the cookie of a known browser holds, empty without one.
  static String device(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
        .filter(cookie -> cookie.getName().equals(DEVICE))
        .map(Cookie::getValue)
        .findFirst()
        .orElse("");
  }
}

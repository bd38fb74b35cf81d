package org.rung.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemAnswers;
import org.rung.server.api.ProblemType;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Signs a request of the API in by its token, for this request alone. A token is too long to be
/// guessed, so a right one is always taken; unknown ones are counted by network, and after the free
/// ones the answer says how long to wait.
final class TokenSignIn extends OncePerRequestFilter {
  private static final String SCHEME = "bearer ";
  private static final String REALM = "Bearer realm=\"rung\"";

  private final Tokens tokens;
  private final Guesses guesses;

  TokenSignIn(Tokens tokens, Guesses guesses) {
    this.tokens = tokens;
    this.guesses = guesses;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (sent == null || !sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Tokens.Holder> holder = tokens.holder(sent.substring(SCHEME.length()).strip());
    if (holder.isEmpty()) {
      unknown(request, response);
      return;
    }
    List<GrantedAuthority> authorities = new ArrayList<>();
    holder
        .get()
        .roles()
        .forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role.name())));
    holder
        .get()
        .scopes()
        .forEach(scope -> authorities.add(new SimpleGrantedAuthority(scope.authority())));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            holder.get().account(), null, authorities));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private void unknown(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Duration wait = guesses.unknownToken(request.getRemoteAddr());
    if (wait.isZero()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"invalid_token\"");
      ProblemAnswers.send(
          response,
          new Problem(
              ProblemType.BAD_TOKEN, "The token is not known, has expired or was revoked."));
    } else {
      long seconds = new TooManyGuesses(wait).seconds();
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
      ProblemAnswers.send(
          response,
          new Problem(
              ProblemType.TOO_MANY_GUESSES,
              "Too many unknown tokens came from here. Wait %s."
                  .formatted(Formats.counted(seconds, "second", "seconds"))));
    }
  }

  /// Nobody is signed in, and the address is not open to everybody.
  static void noToken(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM);
    ProblemAnswers.send(response, new Problem(ProblemType.NO_TOKEN, "This address needs a token."));
  }

  /// The account's roles do not open the address.
  static void notOpen(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ProblemAnswers.send(
        response,
        new Problem(
            ProblemType.NOT_OPEN,
            "%s is not open to %s.".formatted(request.getRequestURI(), Frames.viewer())));
  }
}

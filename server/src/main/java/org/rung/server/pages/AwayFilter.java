package org.rung.server.pages;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rung.server.database.DatabaseAway;
import org.springframework.web.filter.OncePerRequestFilter;

/// Around everything else that looks at a request: a database that is away is met before any
/// handler (the session is there) and after it (the session is kept), too.
final class AwayFilter extends OncePerRequestFilter {
  private static final String ANSWERED = AwayFilter.class.getName();
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action"
          + " 'self'";

  private final AwayPage away;

  AwayFilter(AwayPage away) {
    this.away = away;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    request.removeAttribute(ANSWERED);
    try {
      chain.doFilter(request, response);
    } catch (ServletException | IOException | RuntimeException e) {
      if (!DatabaseAway.caused(e)) {
        throw e;
      }
      if (response.isCommitted()) {
        if (request.getAttribute(ANSWERED) == null) {
          // Half a file has gone out: the connection breaks, so that nobody takes it for whole.
          throw e;
        }
        // The answer is whole; what failed is the last look at its session.
        return;
      }
      response.reset();
      response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      response.setHeader("X-Content-Type-Options", "nosniff");
      away.send(e, request, response);
    }
  }

  /// Goes inside the filter of the sessions and notes that everything further inside has ended
  /// well.
  static Filter inner() {
    return (request, response, chain) -> {
      chain.doFilter(request, response);
      request.setAttribute(ANSWERED, true);
    };
  }

  /// The page of a failure is framed too, and the frame asks the database.
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}

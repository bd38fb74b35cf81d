package org.rung.server.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses what the token was not made for. Runs inside the security chain, after the roles of the
/// account were asked.
@Component
public final class ScopeCheck extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Decoded, as roles and handlers see it: a word may be spelt in more than one way.
    String path = request.getServletPath();
    Optional<Scope> needed = Scope.needed(request.getMethod(), path);
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    boolean holds =
        needed.isEmpty()
            || (who != null
                && who.getAuthorities().stream()
                    .anyMatch(held -> needed.get().authority().equals(held.getAuthority())));
    if (holds) {
      chain.doFilter(request, response);
      return;
    }
    String scope = needed.get().code();
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"rung\", error=\"insufficient_scope\", scope=\"%s\"".formatted(scope));
    ProblemAnswers.send(
        response,
        new Problem(
            ProblemType.MISSING_SCOPE,
            "The token lacks the scope %s.".formatted(scope),
            Map.of("scope", scope)));
  }
}

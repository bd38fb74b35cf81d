package org.rung.server.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/// Where each kind of user comes to: after sign-in to what they had asked for, else to the first
/// page of their own. The address `/` leads everybody there. Who did not get in comes back to the
/// form, which says why.
final class Landing extends SavedRequestAwareAuthenticationSuccessHandler
    implements AccessDeniedHandler, AuthenticationFailureHandler {
  static final String WAIT = "rung.wait";
  private static final Duration KNOWN_FOR = Duration.ofDays(180);

  private final Viewers viewers;
  private final Guesses guesses;
  private final AccessDeniedHandlerImpl refused = new AccessDeniedHandlerImpl();

  Landing(Viewers viewers, Guesses guesses) {
    this.viewers = viewers;
    this.guesses = guesses;
    refused.setErrorPage("/refused");
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
      throws ServletException, IOException {
    if (signedIn instanceof UsernamePasswordAuthenticationToken) {
      String device = guesses.remember(signedIn.getName(), SlowedSignIn.device(request));
      response.addHeader(
          HttpHeaders.SET_COOKIE,
          ResponseCookie.from(SlowedSignIn.DEVICE, device)
              .httpOnly(true)
              .secure(request.isSecure())
              .sameSite("Lax")
              .path("/")
              .maxAge(KNOWN_FOR)
              .build()
              .toString());
    }
    super.onAuthenticationSuccess(request, response, signedIn);
  }

  @Override
  protected String determineTargetUrl(HttpServletRequest request, HttpServletResponse response) {
    return viewers.now().start();
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException, ServletException {
    switch (failure) {
      case TooManyGuesses slowed -> {
        request.setAttribute(WAIT, slowed);
        request.getRequestDispatcher("/sign-in/wait").forward(request, response);
      }
      case OAuth2AuthenticationException provider ->
          response.sendRedirect(
              request.getContextPath()
                  + "/sign-in?refused="
                  + OidcProblem.of(provider.getError().getErrorCode()).name());
      default -> response.sendRedirect(request.getContextPath() + "/sign-in?failed");
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException, ServletException {
    String start = viewers.now().start();
    if (request.getMethod().equals("GET")
        && request.getRequestURI().equals(request.getContextPath() + "/")
        && !start.equals("/")) {
      response.sendRedirect(request.getContextPath() + start);
    } else {
      refused.handle(request, response, denied);
    }
  }
}

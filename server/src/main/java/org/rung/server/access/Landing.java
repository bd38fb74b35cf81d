package org.rung.server.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/// Where each kind of user comes to: after sign-in to what they had asked for, else to the first
/// page of their own. The address `/` leads everybody there.
final class Landing extends SavedRequestAwareAuthenticationSuccessHandler
    implements AccessDeniedHandler {
  private final Viewers viewers;
  private final AccessDeniedHandlerImpl refused = new AccessDeniedHandlerImpl();

  Landing(Viewers viewers) {
    this.viewers = viewers;
    refused.setErrorPage("/refused");
  }

  @Override
  protected String determineTargetUrl(HttpServletRequest request, HttpServletResponse response) {
    return viewers.now().start();
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

package org.rung.server.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Decides for an address that no rule names. One with a handler is open to nobody: whoever adds a
/// page says who may open it. One without is an address that does not exist, and whoever is signed
/// in is told so.
final class Unlisted implements AuthorizationManager<RequestAuthorizationContext> {
  private final ObjectProvider<RequestMappingInfoHandlerMapping> handlers;

  Unlisted(ObjectProvider<RequestMappingInfoHandlerMapping> handlers) {
    this.handlers = handlers;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
    Authentication authentication = who.get();
    boolean signedIn =
        authentication != null
            && authentication.isAuthenticated()
            && !(authentication instanceof AnonymousAuthenticationToken);
    return new AuthorizationDecision(signedIn && !handled(context.getRequest().getRequestURI()));
  }

  private boolean handled(String address) {
    PathContainer path = PathContainer.parsePath(address);
    return handlers.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .map(info -> info.getPathPatternsCondition())
        .filter(condition -> condition != null)
        .flatMap(condition -> condition.getPatterns().stream())
        .anyMatch(pattern -> pattern.matches(path));
  }
}

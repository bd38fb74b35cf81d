package org.rung.server.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Says who is looking. The person and the teams of an account are read anew for each request, so
/// that what an administrator takes away is gone with the next click.
@Component
public class Viewers {
  private static final String FOUND = Viewers.class.getName();

  private final Accounts accounts;
  private final ObjectProvider<PersonaLinks> links;

  Viewers(Accounts accounts, ObjectProvider<PersonaLinks> links) {
    this.accounts = accounts;
    this.links = links;
  }

  /// Who asked for the page that is being answered; nobody, with no roles, before sign-in.
  public Viewer now() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || !authentication.isAuthenticated()
        || authentication instanceof AnonymousAuthenticationToken) {
      return Viewer.NOBODY;
    }
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null
        && request.getAttribute(FOUND, RequestAttributes.SCOPE_REQUEST) instanceof Found found
        && found.authentication.equals(authentication)) {
      return found.viewer;
    }
    Viewer viewer =
        authentication.getDetails() instanceof DemoPersonas.Persona persona
            ? persona(persona)
            : account(authentication);
    if (request != null) {
      request.setAttribute(
          FOUND, new Found(authentication, viewer), RequestAttributes.SCOPE_REQUEST);
    }
    return viewer;
  }

  private record Found(Authentication authentication, Viewer viewer) {}

  private Viewer persona(DemoPersonas.Persona persona) {
    Optional<PersonaLinks> link = Optional.ofNullable(links.getIfAvailable());
    return new Viewer(
        persona.title,
        persona.title,
        Set.of(persona.role),
        persona.role == Role.EMPLOYEE ? link.flatMap(PersonaLinks::employee) : Optional.empty(),
        persona.role == Role.MANAGER
            ? link.flatMap(PersonaLinks::department).map(List::of).orElse(List.of())
            : List.of(),
        persona.role == Role.PARTNER
            ? link.flatMap(PersonaLinks::provider).map(List::of).orElse(List.of())
            : List.of());
  }

  private Viewer account(Authentication authentication) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Arrays.stream(Role.values())
        .filter(role ->
            authentication.getAuthorities().stream()
                .anyMatch(held -> ("ROLE_" + role.name()).equals(held.getAuthority())))
        .forEach(roles::add);
    String name = authentication.getName();
    return accounts
        .find(name)
        .map(account ->
            new Viewer(
                name,
                account.name(),
                roles,
                account.employerId(),
                roles.contains(Role.MANAGER) ? account.departments() : List.of(),
                roles.contains(Role.PARTNER) ? account.providers() : List.of()))
        .orElseGet(() -> new Viewer(name, name, roles, Optional.empty(), List.of(), List.of()));
  }
}

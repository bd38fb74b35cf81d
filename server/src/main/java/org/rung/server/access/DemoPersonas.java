package org.rung.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Personas;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// The demo has no sign-in wall: everybody looks as an invented person and may switch. Exists only
/// when the demo runs.
@Component
@ConditionalOnProperty(name = "rung.demo", havingValue = "true")
class DemoPersonas extends OncePerRequestFilter implements Personas {
  static final String CHOSEN = "persona";

  enum Persona {
    PLANNER("Pat, planner", Role.PLANNER),
    /// Answers appeals against what Pat published.
    SECOND_PLANNER("Quinn, second planner", Role.PLANNER),
    FINANCE("Finley, finance", Role.FINANCE),
    ADMIN("Ada, administrator", Role.ADMIN),
    EMPLOYEE("Eli, an employee", Role.EMPLOYEE),
    MANAGER("Mo, a manager", Role.MANAGER),
    PARTNER("Pia, a training partner", Role.PARTNER),
    KEEPER("Kit, keeper of protected attributes", Role.KEEPER);

    final String title;
    final Role role;

    Persona(String title, Role role) {
      this.title = title;
      this.role = role;
    }

    static Optional<Persona> named(String name) {
      return Arrays.stream(values()).filter(persona -> persona.name().equals(name)).findAny();
    }
  }

  @Override
  public List<Frame.Persona> offered(String viewer) {
    return Arrays.stream(Persona.values())
        .map(p -> new Frame.Persona(p.name(), p.title, p.title.equals(viewer)))
        .toList();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    Object chosen = session == null ? null : session.getAttribute(CHOSEN);
    Persona persona = chosen instanceof Persona p ? p : Persona.PLANNER;
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    UsernamePasswordAuthenticationToken token =
        UsernamePasswordAuthenticationToken.authenticated(
            persona.title,
            null,
            List.of(new SimpleGrantedAuthority("ROLE_" + persona.role.name())));
    token.setDetails(persona);
    context.setAuthentication(token);
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }
}

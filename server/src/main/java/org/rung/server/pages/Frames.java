package org.rung.server.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Makes the frame of a page from the request that is being answered.
@Component
public class Frames {
  private final List<RailEntry> entries;
  private final ObjectProvider<Personas> personas;
  private final ObjectProvider<WebInvocationPrivilegeEvaluator> open;

  Frames(
      List<RailEntry> entries,
      ObjectProvider<Personas> personas,
      ObjectProvider<WebInvocationPrivilegeEvaluator> open) {
    this.entries = entries.stream().sorted(Comparator.comparingInt(RailEntry::order)).toList();
    this.personas = personas;
    this.open = open;
  }

  /// The frame of the page that answers the current request.
  ///
  /// @param title of the document
  /// @param crumbs the way to the page, the page itself last
  public Frame frame(String title, Crumb... crumbs) {
    HttpServletRequest request =
        ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    String path = request.getRequestURI();
    String viewer = viewer();
    return new Frame(
        title,
        List.of(crumbs),
        viewer.isEmpty() ? List.of() : rail(path),
        viewer,
        personas.stream().flatMap(offer -> offer.offered(viewer).stream()).toList(),
        csrf(request),
        request.getQueryString() == null ? path : path + "?" + request.getQueryString());
  }

  /// Whether this is the demo, where anybody may look as another invented person.
  public boolean demo() {
    return personas.stream().findAny().isPresent();
  }

  /// The name of who is looking, empty before sign-in.
  public static String viewer() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null
            || !authentication.isAuthenticated()
            || "anonymousUser".equals(authentication.getPrincipal())
        ? ""
        : authentication.getName();
  }

  private List<Frame.Section> rail(String path) {
    Map<RailEntry.Section, List<Frame.Entry>> sections = new EnumMap<>(RailEntry.Section.class);
    WebInvocationPrivilegeEvaluator may = open.getIfUnique();
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    String nearest =
        entries.stream()
            .map(RailEntry::href)
            .filter(href -> path.equals(href) || (!href.equals("/") && path.startsWith(href + "/")))
            .max(Comparator.comparingInt(String::length))
            .orElse("");
    for (RailEntry entry : entries) {
      if (may != null && !may.isAllowed("", entry.href(), "GET", who)) {
        continue;
      }
      long count = entry.count().getAsLong();
      boolean here = entry.href().equals(nearest);
      sections
          .computeIfAbsent(entry.section(), s -> new ArrayList<>())
          .add(
              new Frame.Entry(
                  entry.label(), entry.href(), count == 0 ? "" : Formats.count(count), here));
    }
    return sections.entrySet().stream()
        .map(section -> new Frame.Section(section.getKey().heading(), section.getValue()))
        .toList();
  }

  private static Frame.Csrf csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? new Frame.Csrf(token.getParameterName(), token.getToken(), token.getHeaderName())
        : new Frame.Csrf("_csrf", "", "X-CSRF-TOKEN");
  }
}

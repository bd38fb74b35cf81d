package org.rung.server.budgets;

import java.util.List;
import org.rung.server.ledger.AboutLink;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Component;

/// The links of all capabilities, as far as they are open to who is looking.
@Component
class AboutLinks {
  private final List<AboutLink> links;
  private final ObjectProvider<WebInvocationPrivilegeEvaluator> open;

  AboutLinks(
      ObjectProvider<AboutLink> links, ObjectProvider<WebInvocationPrivilegeEvaluator> open) {
    this.links = links.orderedStream().toList();
    this.open = open;
  }

  /// The address of the page of what money is for; empty where there is none, or none for the
  /// viewer.
  String address(String about) {
    return links.stream()
        .flatMap(link -> link.address(about).stream())
        .filter(this::opens)
        .findFirst()
        .orElse("");
  }

  private boolean opens(String path) {
    WebInvocationPrivilegeEvaluator may = open.getIfUnique();
    return may == null
        || may.isAllowed("", path, "GET", SecurityContextHolder.getContext().getAuthentication());
  }
}

package org.rung.server.classes;

import java.time.ZoneId;

/// A room that sessions are in.
///
/// @param site where it is
/// @param zone the clock of the site
/// @param closed takes no new session
/// @param sessions still to come
public record Room(
    long id,
    int siteId,
    String site,
    String name,
    int seats,
    ZoneId zone,
    boolean closed,
    int sessions) {
  /// As people find it.
  public String words() {
    return "%s, %s".formatted(name, site);
  }
}

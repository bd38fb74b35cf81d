package org.rung.server.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.MapSession;
import org.springframework.session.Session;

/// A session while one request has it: knows what changed since it was read.
final class StoredSession implements Session {
  private final MapSession session;
  private final Set<String> changed = new HashSet<>();
  private boolean fresh;
  private String storedId;
  private Instant storedSeen;
  private String storedAccount;

  /// A new session.
  StoredSession(Instant now, Duration idle) {
    session = new MapSession();
    session.setCreationTime(now);
    session.setLastAccessedTime(now);
    session.setMaxInactiveInterval(idle);
    fresh = true;
    storedId = session.getId();
    storedSeen = now;
    storedAccount = "";
  }

  /// One that was read; `session` holds its values.
  StoredSession(MapSession session, String account) {
    this.session = session;
    storedId = session.getId();
    storedSeen = session.getLastAccessedTime();
    storedAccount = account;
  }

  boolean fresh() {
    return fresh;
  }

  String storedId() {
    return storedId;
  }

  Instant storedSeen() {
    return storedSeen;
  }

  String storedAccount() {
    return storedAccount;
  }

  Set<String> changed() {
    return changed;
  }

  /// The account that is signed in, empty for none.
  String account() {
    return session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                instanceof SecurityContext context
            && context.getAuthentication() != null
        ? context.getAuthentication().getName()
        : "";
  }

  /// What is stored is now as it is here.
  void stored() {
    fresh = false;
    storedId = session.getId();
    storedSeen = session.getLastAccessedTime();
    storedAccount = account();
    changed.clear();
  }

  @Override
  public String getId() {
    return session.getId();
  }

  @Override
  public String changeSessionId() {
    return session.changeSessionId();
  }

  @Override
  public <T> @Nullable T getAttribute(String name) {
    return session.getAttribute(name);
  }

  @Override
  public Set<String> getAttributeNames() {
    return session.getAttributeNames();
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    session.setAttribute(name, value);
    changed.add(name);
  }

  @Override
  public void removeAttribute(String name) {
    session.removeAttribute(name);
    changed.add(name);
  }

  @Override
  public Instant getCreationTime() {
    return session.getCreationTime();
  }

  @Override
  public void setLastAccessedTime(Instant at) {
    session.setLastAccessedTime(at);
  }

  @Override
  public Instant getLastAccessedTime() {
    return session.getLastAccessedTime();
  }

  @Override
  public void setMaxInactiveInterval(Duration idle) {
    session.setMaxInactiveInterval(idle);
  }

  @Override
  public Duration getMaxInactiveInterval() {
    return session.getMaxInactiveInterval();
  }

  /// What has ended is never read.
  @Override
  public boolean isExpired() {
    return false;
  }
}

package org.rung.server.access;

/// What the programmes know of who teaches them, to check what an administrator writes.
public interface Providers {
  /// Whether a partner of exactly this name teaches a programme.
  boolean teaches(String provider);
}

package org.rung.server.backup;

/// Hears how far a backup or restore is.
@FunctionalInterface
public interface Steps {
  /// @param what a few words
  /// @param done units of work done
  /// @param total units in all, 0 while unknown
  void step(String what, long done, long total);
}

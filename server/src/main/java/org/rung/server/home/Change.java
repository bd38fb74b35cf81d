package org.rung.server.home;

/// A role whose headcount changed beyond chance.
///
/// @param from people in the first snapshot
/// @param to people in the last
public record Change(int roleId, String title, long from, long to) {
  /// The change as a share of the base.
  public double growth() {
    return (double) (to - from) / from;
  }
}

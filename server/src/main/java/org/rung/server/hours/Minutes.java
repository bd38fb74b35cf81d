package org.rung.server.hours;

/// Minutes of a person over some days.
///
/// @param approved those that count and were approved
/// @param waiting those that would count and wait for it
/// @param unworked approved ones that do not count as hours worked
public record Minutes(long approved, long waiting, long unworked) {
  static final Minutes NONE = new Minutes(0, 0, 0);
}

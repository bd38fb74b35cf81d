package org.rung.server.database;

/// Patterns for `like` and `ilike`, for texts that people type.
public final class LikePattern {
  private LikePattern() {}

  /// Matches what holds a text anywhere; `%`, `_` and the backslash stand for themselves in it.
  public static String holding(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}

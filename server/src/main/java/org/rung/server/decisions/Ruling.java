package org.rung.server.decisions;

import java.util.Locale;

/// The answer to an appeal: what was there holds, or changes.
public enum Ruling {
  UPHELD,
  CHANGED;

  /// As forms and tables write it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

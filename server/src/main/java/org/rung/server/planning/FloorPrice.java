package org.rung.server.planning;

import org.rung.server.pages.Formats;

/// A floor that a plan keeps, and what that costs at the margin.
///
/// @param centsForOne what the worth could rise by at most if the floor asked for one person less;
///   not whole
public record FloorPrice(String name, double centsForOne) {
  /// Whether the floor costs anything.
  public boolean binds() {
    return centsForOne >= 0.5;
  }

  /// In a sentence.
  public String words() {
    return binds()
        ? "Keeping it costs up to %s for the last person it asks for."
            .formatted(Formats.dollarsOrCents(Math.round(centsForOne)))
        : "Keeping it costs nothing: the plan would do so anyway.";
  }
}

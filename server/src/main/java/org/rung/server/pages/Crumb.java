package org.rung.server.pages;

/// One step of the way to a page.
///
/// @param href the address, empty for the page itself or a heading without a page
public record Crumb(String label, String href) {
  /// A step without an address.
  public static Crumb of(String label) {
    return new Crumb(label, "");
  }
}

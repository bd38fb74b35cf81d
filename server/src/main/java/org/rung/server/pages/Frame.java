package org.rung.server.pages;

import java.util.List;

/// What stands around every page: title, way, navigation, who is looking.
///
/// @param title of the document, without the product's name
/// @param crumbs the way to the page, the page itself last
/// @param rail the navigation by heading
/// @param viewer the name of who is looking, empty before sign-in
/// @param personas invented people to look as, in the demo; empty elsewhere
/// @param csrf the token every form sends back
/// @param path the address of this page, to come back to
public record Frame(
    String title,
    List<Crumb> crumbs,
    List<Section> rail,
    String viewer,
    List<Persona> personas,
    Csrf csrf,
    String path) {
  /// @param heading empty for the first entry alone
  public record Section(String heading, List<Entry> entries) {}

  /// @param count written out, empty when there is nothing to count
  /// @param here whether the page belongs to it
  public record Entry(String label, String href, String count, boolean here) {}

  /// @param name as the account has it
  public record Persona(String account, String name, boolean here) {}

  /// @param name of the form field
  public record Csrf(String name, String token, String header) {}
}

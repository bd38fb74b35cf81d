package org.rung.server.reference;

import java.util.List;

/// A public source with its licence and what was taken from it, for the About page.
public record SourceRow(
    String source, String version, String licence, String notice, List<Table> tables) {
  /// @param name as people read it
  /// @param rows 0 where it lies in files
  public record Table(String name, long rows) {}
}

package org.rung.server.reference;

import java.util.List;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Told;
import org.springframework.web.bind.annotation.GetMapping;

/// What the product stands on, as JSON.
@JsonApi
class AboutApi {
  private final Sources sources;

  AboutApi(Sources sources) {
    this.sources = sources;
  }

  /// Everything of others that comes with the product.
  record AboutRung(
      @Meaning("Public tables, by source.") List<PublicSource> sources,
      List<ShippedSoftware> software) {}

  /// A public source and what was taken from it.
  record PublicSource(
      String source,
      String version,
      String licence,
      @Meaning("What the licence asks to be said.") String notice,
      List<PublicTable> tables) {
    static PublicSource of(SourceRow row) {
      return new PublicSource(
          row.source(),
          row.version(),
          row.licence(),
          row.notice(),
          row.tables().stream().map(t -> new PublicTable(t.name(), t.rows())).toList());
    }
  }

  /// A table as it was loaded.
  record PublicTable(
      @Meaning("As people read it.") String name,
      @Meaning("0 where it lies in files and not in the database.") long rows) {}

  /// Software of others.
  record ShippedSoftware(String name, String version, String by, String licence) {
    static ShippedSoftware of(Software software) {
      return new ShippedSoftware(
          software.name(), software.version(), software.by(), software.licence());
    }
  }

  @Told(
      value = "Read what Rung stands on",
      more =
          "Every public table with its source, its licence and the notice that the licence asks for.")
  @GetMapping("/about")
  AboutRung about() {
    return new AboutRung(
        sources.all().stream().map(PublicSource::of).toList(),
        Sources.SOFTWARE.stream().map(ShippedSoftware::of).toList());
  }
}

package org.rung.server.pages;

import java.util.function.LongSupplier;

/// An entry of the navigation; each capability supplies its own as a bean.
///
/// @param section the heading it stands under
/// @param order place within all entries, ascending
/// @param count rows behind it, shown beside the label when above zero; asked at every page, so
///   cheap
public record RailEntry(Section section, int order, String label, String href, LongSupplier count) {
  /// The headings of the navigation, in their order.
  public enum Section {
    TOP(""),
    KNOW("Know"),
    DECIDE("Decide"),
    RUN("Run"),
    PROVE("Prove");

    private final String heading;

    Section(String heading) {
      this.heading = heading;
    }

    /// The heading as people read it, empty for the first entry.
    public String heading() {
      return heading;
    }
  }

  /// An entry without a count.
  public static RailEntry of(Section section, int order, String label, String href) {
    return new RailEntry(section, order, label, href, () -> 0);
  }
}

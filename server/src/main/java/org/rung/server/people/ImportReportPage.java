package org.rung.server.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the page of an import that is done shows.
///
/// @param isoDay the day it describes, `2020-06-30`
/// @param undone whether it was taken back
/// @param seconds from the start of its job to its end, in words; empty when not known
/// @param faultCount faults of all held rows
/// @param faults by kind, the most frequent first
/// @param fault the kind that the list shows, empty for all; column likewise
/// @param shown faults that the filter leaves
/// @param keepsFromUndo why it cannot be undone, empty when it can
/// @param changes since the day before, when this import made the latest day
public record ImportReportPage(
    ImportListPage.Row row,
    String isoDay,
    ImportKind kind,
    boolean undone,
    String layout,
    int columns,
    String seconds,
    Map<String, Long> assumptions,
    long faultCount,
    List<FaultKind> faults,
    List<String> faultyColumns,
    String fault,
    String column,
    boolean byColumn,
    boolean descending,
    long shown,
    int page,
    int pages,
    List<Held> held,
    Optional<String> keepsFromUndo,
    Optional<PeoplePage.Changed> changes) {

  /// A kind of fault.
  ///
  /// @param percent of the most frequent one
  public record FaultKind(String words, long count, double percent, String href) {}

  /// A fault of a row.
  ///
  /// @param row what tells the row from others: its id, or its first values
  public record Held(
      long line,
      int columnNumber,
      String column,
      String row,
      String sub,
      String value,
      String fault,
      String reason) {}

  /// The address of the list as it is but for its page and order.
  private String filtered() {
    return "/imports/" + row.id() + "?" + part("fault", fault) + part("column", column);
  }

  /// The address of another page of the list.
  public String page(int other) {
    return filtered()
        + (byColumn ? "order=column&" : "")
        + (descending ? "down=1&" : "")
        + "page="
        + other
        + "#held";
  }

  /// The address of the list by line or by column; the other way round when it is so already.
  public String ordered(boolean column) {
    return filtered()
        + (column ? "order=column&" : "")
        + (byColumn == column && !descending ? "down=1" : "")
        + "#held";
  }

  /// For `aria-sort`.
  public String sorted(boolean column) {
    return byColumn != column ? "none" : descending ? "descending" : "ascending";
  }

  /// The finding above the bars.
  public String finding() {
    FaultKind first = faults.getFirst();
    return faults.size() == 1
        ? "Every fault is of one kind"
        : "%d %% of the faults are of one kind"
            .formatted(Math.round(first.count() * 100.0 / faultCount));
  }

  private static String part(String name, String value) {
    return value.isEmpty()
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}

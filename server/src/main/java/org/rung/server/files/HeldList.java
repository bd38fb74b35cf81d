package org.rung.server.files;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The rows of an import that wait for a person, as every page of an import shows them: faults by
/// kind, filters, one field for each value that is wrong.
///
/// @param address of the import's page
/// @param kinds of fault, the most frequent first
/// @param columns that have a fault, for the filter
/// @param fault the kind shown, empty for all; column likewise
/// @param shown faults that the filter leaves
/// @param page of the list, from 1
/// @param suggested faults of the whole import with a value that would do
/// @param mendable false when the import was taken back
/// @param leavable whether a row can be left out
public record HeldList(
    String address,
    List<Kind> kinds,
    List<String> columns,
    String fault,
    String column,
    boolean byColumn,
    boolean descending,
    long shown,
    int page,
    int pages,
    List<Row> rows,
    int suggested,
    boolean mendable,
    boolean leavable) {
  /// Faults on a page of the list.
  public static final int PAGE = 50;

  public HeldList {
    kinds = List.copyOf(kinds);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// A kind of fault and how many there are.
  public record Kind(String words, long count) {}

  /// A fault of a row.
  ///
  /// @param line in the file, from 1, the header included
  /// @param columnNo from 1; 0 for the row as a whole
  /// @param label of the row, for people
  /// @param sub what tells it from others, for example its id
  /// @param suggested a value that would do, empty for none
  /// @param cells of a row that is wrong as a whole: each can be mended
  /// @param version of the row, 0 while nobody touched it
  /// @param first whether no fault of the same row stands above it on this page
  /// @param typed what a person typed and what was not taken
  /// @param problem why it was not taken, empty when nothing was typed
  public record Row(
      long line,
      int columnNo,
      String column,
      String label,
      String sub,
      String value,
      String fault,
      String detail,
      String suggested,
      List<Cell> cells,
      int version,
      boolean first,
      String typed,
      String problem) {

    /// The same with what was typed and why it was not taken.
    public Row with(String value, String why) {
      return new Row(
          line,
          columnNo,
          column,
          label,
          sub,
          this.value,
          fault,
          detail,
          suggested,
          cells,
          version,
          first,
          value,
          why);
    }
  }

  /// A value of a row that is wrong as a whole.
  public record Cell(int columnNo, String column, String value) {}

  /// What a person typed and what was not taken.
  ///
  /// @param columnNo 0 for the row as a whole
  public record Problem(long line, int columnNo, String typed, String reason) {}

  /// The same list with the problems beside their fields.
  public HeldList with(List<Problem> problems) {
    return new HeldList(
        address,
        kinds,
        columns,
        fault,
        column,
        byColumn,
        descending,
        shown,
        page,
        pages,
        rows.stream()
            .map(row ->
                problems.stream()
                    .filter(problem ->
                        problem.line() == row.line()
                            && (problem.columnNo() == row.columnNo()
                                || (problem.columnNo() == 0 && row.first())))
                    .findFirst()
                    .map(problem -> row.with(problem.typed(), problem.reason()))
                    .orElse(row))
            .toList(),
        suggested,
        mendable,
        leavable);
  }

  /// Faults of all kinds.
  public long faults() {
    return kinds.stream().mapToLong(Kind::count).sum();
  }

  /// The finding above the bars.
  public String finding() {
    if (kinds.isEmpty()) {
      return "No row has a fault";
    }
    return kinds.size() == 1
        ? "Every fault is of one kind"
        : "%d %% of the faults are of one kind"
            .formatted(Math.round(kinds.getFirst().count() * 100.0 / faults()));
  }

  /// The length of a kind's bar, in percent of the most frequent one.
  public double percent(Kind kind) {
    return kind.count() * 100.0 / kinds.getFirst().count();
  }

  /// The address of the list of one kind of fault.
  public String of(Kind kind) {
    return address + "?" + part("fault", kind.words()) + "#held";
  }

  private String filtered() {
    return address + "?" + part("fault", fault) + part("column", column);
  }

  private String order() {
    return (byColumn ? "order=column&" : "") + (descending ? "down=1&" : "");
  }

  /// The address of another page of the list.
  public String page(int other) {
    return filtered() + order() + "page=" + other + "#held";
  }

  /// The filter, order and page of this list, as the end of an address that has begun with `?`.
  public String here() {
    return part("fault", fault) + part("column", column) + order() + "page=" + page;
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

  /// The fields that carry filter, order and page through a form.
  public Map<String, String> carried() {
    return Map.of(
        "fault",
        fault,
        "column",
        column,
        "order",
        byColumn ? "column" : "",
        "down",
        String.valueOf(descending),
        "page",
        String.valueOf(page));
  }

  private static String part(String name, String value) {
    return value.isEmpty()
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}

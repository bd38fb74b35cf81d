package org.rung.server.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The order of one table among others of its page. It is asked for in a parameter of its own
/// (`programmes=cost-down`), so that what the address asks of the other tables stays.
///
/// @param table the parameter, and the id of the table's place on the page
/// @param column empty for the order in which the rows come
/// @param asked every parameter of the address
public record Sorting(String table, String column, boolean down, Map<String, String> asked) {
  private static final String DOWN = "-down";

  public Sorting {
    asked = Map.copyOf(asked);
  }

  /// What the address asks of a table.
  ///
  /// @param first the order without a question, for example `cost-down`; empty for the rows' own
  public static Sorting of(Map<String, String> asked, String table, String first) {
    String wanted = asked.getOrDefault(table, first).toLowerCase(Locale.ROOT);
    return new Sorting(table, wanted.replaceFirst(DOWN + "$", ""), wanted.endsWith(DOWN), asked);
  }

  /// The rows in this order; those that are alike stay in the order they came in.
  ///
  /// @param columns rising, by column; one that is not known sorts nothing
  public <T> List<T> of(List<T> rows, Map<String, Comparator<T>> columns) {
    Comparator<T> rising = columns.get(column);
    return rising == null ? rows : rows.stream().sorted(down ? rising.reversed() : rising).toList();
  }

  /// `ascending`, `descending` or `none`, for the head of a column.
  public String aria(String of) {
    return !of.equals(column) ? "none" : down ? "descending" : "ascending";
  }

  /// The address of the same page with the table sorted by a column; the same column turns round.
  ///
  /// @param downFirst whether its largest value comes first
  public String by(String of, boolean downFirst) {
    Map<String, String> next = new TreeMap<>(asked);
    next.put(table, (of.equals(column) ? !down : downFirst) ? of + DOWN : of);
    return address(next) + "#" + table;
  }

  /// The query of the same order, for the address of an export.
  public String query() {
    return address(Map.of(table, down ? column + DOWN : column));
  }

  private static String address(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8);
  }
}

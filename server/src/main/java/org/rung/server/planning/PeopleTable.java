package org.rung.server.planning;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A page of the people in a plan, with what was asked for.
///
/// @param count rows that match
/// @param all rows without a filter
/// @param page from 0
public record PeopleTable(
    List<PlanReading.Placed> rows,
    long count,
    long all,
    String find,
    String strategy,
    String department,
    List<String> departments,
    String sort,
    boolean ascending,
    int page,
    int pages) {

  /// The address of the same question sorted by another column; the same column turns its order.
  public String sortedBy(String column) {
    boolean turn = column.equals(sort) && !ascending;
    return query(column, turn, 0) + "#people";
  }

  /// `ascending`, `descending` or `none`, for the head of a column.
  public String ariaSort(String column) {
    return column.equals(sort) ? (ascending ? "ascending" : "descending") : "none";
  }

  /// The address of another page of the same question.
  public String onPage(int number) {
    return query(sort, ascending, number) + "#people";
  }

  /// What was asked for, as an address's query.
  public String query() {
    return query(sort, ascending, page);
  }

  private String query(String column, boolean rising, int number) {
    return "?find=%s&strategy=%s&department=%s&sort=%s&order=%s&page=%d"
        .formatted(
            encoded(find),
            strategy,
            encoded(department),
            column,
            rising ? "ascending" : "descending",
            number);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

package org.rung.server.timesheets;

import java.util.List;

/// Totals by person.
///
/// @param address of the table, where its parameters go
/// @param rows of this page
/// @param all how many people there are
/// @param near of them, close to a threshold that they do not meet
/// @param onlyNear whether those alone are shown
/// @param find what the ids of people hold; empty for all
/// @param page from 1
/// @param pages how many there are
/// @param period the measurement period
/// @param day of the week, the month and the period
public record TotalsTable(
    String address,
    List<Row> rows,
    long all,
    long near,
    boolean onlyNear,
    String find,
    int page,
    int pages,
    Span week,
    Span month,
    Span period,
    java.time.LocalDate day) {
  public TotalsTable {
    rows = List.copyOf(rows);
  }

  /// One person.
  public record Row(Employed employed, HoursStanding standing) {}

  /// The address of another page of it.
  public String to(int other) {
    return "%s?day=%s%s%s&page=%d#people"
        .formatted(
            address,
            day,
            onlyNear ? "&show=near" : "",
            find.isEmpty()
                ? ""
                : "&find="
                    + java.net.URLEncoder.encode(find, java.nio.charset.StandardCharsets.UTF_8),
            other);
  }

  /// The address of all, or of those near a threshold.
  public String showing(boolean nearOnes) {
    return "%s?day=%s%s#people".formatted(address, day, nearOnes ? "&show=near" : "");
  }

  /// The address of the same as a file.
  public String file(String ending) {
    return "%s.%s?day=%s%s".formatted(address, ending, day, onlyNear ? "&show=near" : "");
  }
}

package org.rung.server.planning;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A page of the people whose place changed, with what was asked for.
///
/// @param count rows that match
/// @param kind `in`, `out`, `moved`, or empty for all
/// @param page from 0
public record ChangedPeople(
    long plan,
    List<ChangedPerson> rows,
    long count,
    String find,
    String kind,
    int page,
    int pages) {
  /// The address of another page of the same question.
  public String onPage(int number) {
    return query() + "&page=" + number + "#people";
  }

  /// What was asked for, as an address's query.
  public String query() {
    return "?find=%s&kind=%s".formatted(URLEncoder.encode(find, StandardCharsets.UTF_8), kind);
  }
}

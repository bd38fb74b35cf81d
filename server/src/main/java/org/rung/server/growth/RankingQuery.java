package org.rung.server.growth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// What a reader asks of the ranking.
///
/// @param find part of a title, empty for all
/// @param department an id, 0 for all
/// @param base least people at the start
/// @param rank column to rank by: low, percent, people, title, pay
/// @param turned the other way round
/// @param show the group to show wholly, empty for none
record RankingQuery(
    String find, int department, int base, String rank, boolean turned, String show) {
  static final List<String> RANKS = List.of("low", "percent", "people", "title", "pay");

  static RankingQuery of(String find, int department, int base, List<String> rank, String show) {
    // A head's button stands after the list in the form, so the last value is what was asked.
    String last = rank.isEmpty() ? "low" : rank.getLast();
    boolean turned = last.endsWith("-turned");
    String column = turned ? last.substring(0, last.length() - "-turned".length()) : last;
    return new RankingQuery(
        find.strip(),
        department,
        Math.max(0, base),
        RANKS.contains(column) ? column : "low",
        turned && RANKS.contains(column),
        show);
  }

  boolean narrowed() {
    return !find.isEmpty() || department != 0 || base != 0;
  }

  boolean finds(String title) {
    return title.toLowerCase(Locale.ROOT).contains(find.toLowerCase(Locale.ROOT));
  }

  /// The query string that asks the same, with another group shown wholly.
  String showing(String group) {
    return "?q=%s&department=%d&base=%d&rank=%s&show=%s"
        .formatted(
            URLEncoder.encode(find, StandardCharsets.UTF_8),
            department,
            base,
            turned ? rank + "-turned" : rank,
            group);
  }
}

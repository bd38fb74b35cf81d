package org.rung.server.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the product stands on: every public table with its source, licence and notice, and what
/// else comes with it.
@Component
class Sources {
  /// What runs in the browser and was made by others.
  static final List<Software> SOFTWARE =
      List.of(new Software("htmx", "2.0.10", "Big Sky Software", "Zero-Clause BSD"));

  private final JdbcClient jdbc;

  Sources(JdbcClient jdbc, ReferenceTables loaded) {
    this.jdbc = jdbc;
  }

  /// Every source with its tables, by name and version.
  List<SourceRow> all() {
    record Row(
        String table, String source, String version, String licence, String notice, long rows) {}
    Map<String, List<Row>> bySource =
        jdbc
            .sql(
                """
                select l."table" as name, l.source, l.version, l.licence, l.notice,
                       coalesce(d.rows, 0) as rows
                  from reference.licence l
                  left join reference.loaded d on d.name = l."table"
                 order by l.source, l.version, l."table"
                """)
            .query((row, n) ->
                new Row(
                    row.getString("name"),
                    row.getString("source"),
                    row.getString("version"),
                    row.getString("licence"),
                    row.getString("notice"),
                    row.getLong("rows")))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.source() + "\n" + row.version(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return bySource.values().stream()
        .map(rows -> {
          Row first = rows.getFirst();
          return new SourceRow(
              first.source(),
              first.version(),
              first.licence(),
              first.notice(),
              rows.stream()
                  .map(row -> new SourceRow.Table(words(row.table()), row.rows()))
                  .toList());
        })
        .toList();
  }

  /// A table as people read it.
  private static String words(String table) {
    return switch (table) {
      case "cip_soc" -> "fields of study and their occupations";
      case "element" -> "skills, knowledge and activities";
      case "occupation" -> "occupations";
      case "occupation_title" -> "titles of occupations";
      case "projection" -> "projections of employment";
      case "rating" -> "ratings of occupations";
      case "related" -> "related occupations";
      case "soc_group" -> "groups of occupations";
      case "task" -> "tasks of occupations";
      case "wage" -> "employment and pay by occupation";
      default -> table.replace('_', ' ');
    };
  }
}

package org.rung.server.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A table of names with numbers (roles, departments, sites), held in memory during an import.
final class Names {
  private final JdbcClient jdbc;
  private final String table;
  private final String column;
  private final Map<String, Integer> ids = new HashMap<>();

  /// @param table for example `people.role`
  /// @param column the name's column
  Names(JdbcClient jdbc, String table, String column) {
    this.jdbc = jdbc;
    this.table = table;
    this.column = column;
    jdbc.sql("select id, %s as name from %s".formatted(column, table))
        .query(row -> {
          ids.put(row.getString("name"), row.getInt("id"));
        });
  }

  /// Makes sure that every name has a number.
  void add(Collection<String> names) {
    String[] missing =
        names.stream()
            .filter(name -> !ids.containsKey(name))
            .distinct()
            .sorted()
            .toArray(String[]::new);
    if (missing.length > 0) {
      jdbc.sql(
              "insert into %1$s (%2$s) select unnest(:names) returning id, %2$s as name"
                  .formatted(table, column))
          .param("names", missing)
          .query(row -> {
            ids.put(row.getString("name"), row.getInt("id"));
          });
    }
  }

  /// @throws IllegalArgumentException for a name that was never added
  int id(String name) {
    Integer id = ids.get(name);
    if (id == null) {
      throw new IllegalArgumentException("%s has no “%s”".formatted(table, name));
    }
    return id;
  }
}

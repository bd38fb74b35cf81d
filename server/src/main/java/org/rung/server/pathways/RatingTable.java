package org.rung.server.pathways;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// O*NET's ratings as arrays: per part (skills, knowledge, activities), rated occupations by
/// elements.
///
/// A rating that O*NET does not give is not a number.
final class RatingTable {
  /// From this importance on (1 to 5) O*NET calls an element important.
  private static final double IMPORTANT = 3;

  private static final List<String> KINDS = List.of("skill", "knowledge", "activity");

  /// An element of the three kinds.
  record Element(String id, String name, boolean soft) {}

  private final List<String> codes;
  private final Map<String, Integer> place = new HashMap<>();
  private final List<List<Element>> elements = new ArrayList<>();
  private final double[][][] importance = new double[Likeness.PARTS][][];
  private final double[][][] level = new double[Likeness.PARTS][][];

  private RatingTable(List<String> codes) {
    this.codes = codes;
    for (int i = 0; i < codes.size(); i++) {
      place.put(codes.get(i), i);
    }
  }

  /// Reads all of them: some 90,000 rows, a few tenths of a second.
  static RatingTable read(JdbcClient jdbc) {
    RatingTable table =
        new RatingTable(
            jdbc.sql("select code from reference.occupation where rated order by code")
                .query((row, n) -> row.getString("code"))
                .list());
    for (int part = 0; part < Likeness.PARTS; part++) {
      table.read(jdbc, part, KINDS.get(part));
    }
    return table;
  }

  private void read(JdbcClient jdbc, int part, String kind) {
    List<Element> of =
        jdbc.sql("select id, name, soft from reference.element where kind = :kind order by id")
            .param("kind", kind)
            .query((row, n) ->
                new Element(row.getString("id"), row.getString("name"), row.getBoolean("soft")))
            .list();
    elements.add(List.copyOf(of));
    Map<String, Integer> at = new HashMap<>();
    for (int e = 0; e < of.size(); e++) {
      at.put(of.get(e).id(), e);
    }
    importance[part] = empty(of.size());
    level[part] = empty(of.size());
    jdbc.sql(
            """
            select r.code, r.element, r.importance, r.level
              from reference.rating r
              join reference.element e on e.id = r.element
              join reference.occupation o on o.code = r.code
             where e.kind = :kind
               and o.rated
            """)
        .param("kind", kind)
        .query(row -> {
          Integer i = place.get(row.getString("code"));
          Integer e = at.get(row.getString("element"));
          if (i == null || e == null) {
            return;
          }
          double given = row.getDouble("importance");
          if (!row.wasNull()) {
            importance[part][i][e] = given;
          }
          given = row.getDouble("level");
          if (!row.wasNull()) {
            level[part][i][e] = given;
          }
        });
  }

  private double[][] empty(int width) {
    double[][] values = new double[codes.size()][width];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
    return values;
  }

  /// The rated occupations in the order of their places.
  List<String> codes() {
    return codes;
  }

  /// The place of an occupation, -1 when it has no ratings.
  int place(String code) {
    return place.getOrDefault(code, -1);
  }

  List<Element> elements(int part) {
    return elements.get(part);
  }

  /// The level (0 to 7) that an occupation asks for.
  double level(int part, int i, int e) {
    return level[part][i][e];
  }

  /// Importance above 1, times the level where the kind has one.
  double[] needs(int part, int i) {
    double[] needs = new double[elements.get(part).size()];
    boolean levels = part < 2;
    for (int e = 0; e < needs.length; e++) {
      needs[e] = (importance[part][i][e] - 1) * (levels ? level[part][i][e] : 1);
    }
    return needs;
  }

  /// The levels that are missing for what the target finds important, 0 where it does not.
  double missing(int part, int from, int to, int e) {
    double needed = level[part][to][e];
    double there = level[part][from][e];
    if (Double.isNaN(needed) || Double.isNaN(there) || !(importance[part][to][e] >= IMPORTANT)) {
      return 0;
    }
    return Math.max(0, needed - there);
  }
}

package org.rung.server.pathways;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rung.server.reference.ReferenceTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// O*NET's ratings as arrays, read once: they change with a release only.
@Component
class Ratings {
  /// From this importance on (1 to 5) O*NET calls an element important.
  private static final double IMPORTANT = 3;

  /// An element of the three kinds.
  record Element(String id, String name, boolean soft) {}

  private final List<String> codes;
  private final Map<String, Integer> place = new HashMap<>();
  private final List<List<Element>> elements; // per part: skills, knowledge, activities
  private final double[][][] importance; // per part: occupations × elements
  private final double[][][] level;
  private final Map<PathwaySettings.Similarity, Likeness> likenesses = new ConcurrentHashMap<>();
  private final double plainMedian;

  Ratings(JdbcClient jdbc, ReferenceTables loaded) {
    codes =
        jdbc.sql("select code from reference.occupation where rated order by code")
            .query((row, n) -> row.getString("code"))
            .list();
    for (int i = 0; i < codes.size(); i++) {
      place.put(codes.get(i), i);
    }
    elements = new ArrayList<>();
    importance = new double[Likeness.PARTS][][];
    level = new double[Likeness.PARTS][][];
    List<String> kinds = List.of("skill", "knowledge", "activity");
    for (int part = 0; part < Likeness.PARTS; part++) {
      read(jdbc, part, kinds.get(part));
    }
    plainMedian = findPlainMedian();
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

  /// How alike the rated occupations are under these weights; computed once for each.
  Likeness likeness(PathwaySettings.Similarity settings) {
    return likenesses.computeIfAbsent(settings, this::compare);
  }

  private Likeness compare(PathwaySettings.Similarity settings) {
    double[][][] values = new double[Likeness.PARTS][codes.size()][];
    for (int part = 0; part < Likeness.PARTS; part++) {
      for (int i = 0; i < codes.size(); i++) {
        values[part][i] = needs(part, i);
      }
    }
    return new Likeness(codes, values, settings);
  }

  /// Importance above 1, times the level where the kind has one.
  private double[] needs(int part, int i) {
    double[] needs = new double[elements.get(part).size()];
    boolean levels = part < 2;
    for (int e = 0; e < needs.length; e++) {
      needs[e] = (importance[part][i][e] - 1) * (levels ? level[part][i][e] : 1);
    }
    return needs;
  }

  /// The plain cosine of skills and knowledge in the middle of all pairs: what everybody would
  /// compute first, and why it says nothing.
  double plainMedian() {
    return plainMedian;
  }

  private double findPlainMedian() {
    int n = codes.size();
    int width = elements.get(0).size() + elements.get(1).size();
    float[] all = new float[n * width];
    for (int i = 0; i < n; i++) {
      double length = 0;
      int at = i * width;
      for (int part = 0; part < 2; part++) {
        for (double value : needs(part, i)) {
          double known = Double.isNaN(value) ? 0 : value;
          all[at++] = (float) known;
          length += known * known;
        }
      }
      for (int e = i * width; e < at && length > 0; e++) {
        all[e] /= (float) Math.sqrt(length);
      }
    }
    float[] cosines = new float[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        float sum = 0;
        for (int e = 0; e < width; e++) {
          sum += all[i * width + e] * all[j * width + e];
        }
        cosines[at++] = sum;
      }
    }
    Arrays.sort(cosines);
    return cosines.length == 0 ? 0 : cosines[cosines.length / 2];
  }

  /// Levels (0 to 7) that are missing in what the target finds important, summed.
  ///
  /// @param soft soft ones, else hard ones
  double gap(int from, int to, boolean soft) {
    double sum = 0;
    for (int part = 0; part < 2; part++) {
      List<Element> of = elements.get(part);
      for (int e = 0; e < of.size(); e++) {
        if (of.get(e).soft() == soft) {
          sum += missing(part, from, to, e);
        }
      }
    }
    return sum;
  }

  private double missing(int part, int from, int to, int e) {
    double needed = level[part][to][e];
    double there = level[part][from][e];
    if (Double.isNaN(needed) || Double.isNaN(there) || !(importance[part][to][e] >= IMPORTANT)) {
      return 0;
    }
    return Math.max(0, needed - there);
  }

  /// A skill or field of knowledge in which levels are missing.
  record Gap(String name, boolean soft, double needed, double there) {
    double missing() {
      return needed - there;
    }
  }

  /// The largest gaps, most levels missing first.
  List<Gap> gaps(int from, int to, int most) {
    List<Gap> gaps = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      List<Element> of = elements.get(part);
      for (int e = 0; e < of.size(); e++) {
        if (missing(part, from, to, e) > 0) {
          gaps.add(
              new Gap(
                  of.get(e).name(), of.get(e).soft(), level[part][to][e], level[part][from][e]));
        }
      }
    }
    gaps.sort(Comparator.comparingDouble(Gap::missing).reversed().thenComparing(Gap::name));
    return gaps.stream().limit(most).toList();
  }

  /// The largest gaps between two occupations by their codes; none where one has no ratings.
  List<Gap> gaps(String from, String to, int most) {
    int i = place(from);
    int j = place(to);
    return i < 0 || j < 0 || i == j ? List.of() : gaps(i, j, most);
  }

  /// The place of an occupation, -1 when it has no ratings.
  int place(String code) {
    return place.getOrDefault(code, -1);
  }
}

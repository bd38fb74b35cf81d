package org.rung.server.pathways;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rung.server.reference.ReferenceTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// What O*NET's ratings say of occupations: how alike two are, and what one asks for beyond
/// another.
///
/// They are read at the first question, once: they change with a release only, and a start need not
/// wait for them.
@Component
class Ratings {
  private final SingletonSupplier<RatingTable> table;
  private final SingletonSupplier<Double> plainMedian;
  private final Map<PathwaySettings.Similarity, Likeness> likenesses = new ConcurrentHashMap<>();

  Ratings(JdbcClient jdbc, ReferenceTables loaded) {
    table = SingletonSupplier.of(() -> RatingTable.read(jdbc));
    plainMedian = SingletonSupplier.of(this::findPlainMedian);
  }

  /// How alike the rated occupations are under these weights; computed once for each.
  Likeness likeness(PathwaySettings.Similarity settings) {
    return likenesses.computeIfAbsent(settings, this::compare);
  }

  private Likeness compare(PathwaySettings.Similarity settings) {
    RatingTable of = table.obtain();
    int n = of.codes().size();
    double[][][] values = new double[Likeness.PARTS][n][];
    for (int part = 0; part < Likeness.PARTS; part++) {
      for (int i = 0; i < n; i++) {
        values[part][i] = of.needs(part, i);
      }
    }
    return new Likeness(of.codes(), values, settings);
  }

  /// The plain cosine of skills and knowledge in the middle of all pairs: what everybody would
  /// compute first, and why it says nothing.
  double plainMedian() {
    return plainMedian.obtain();
  }

  private double findPlainMedian() {
    RatingTable of = table.obtain();
    int n = of.codes().size();
    int width = of.elements(0).size() + of.elements(1).size();
    float[] all = new float[n * width];
    for (int i = 0; i < n; i++) {
      double length = 0;
      int at = i * width;
      for (int part = 0; part < 2; part++) {
        for (double value : of.needs(part, i)) {
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
    RatingTable of = table.obtain();
    double sum = 0;
    for (int part = 0; part < 2; part++) {
      List<RatingTable.Element> elements = of.elements(part);
      for (int e = 0; e < elements.size(); e++) {
        if (elements.get(e).soft() == soft) {
          sum += of.missing(part, from, to, e);
        }
      }
    }
    return sum;
  }

  /// A skill or field of knowledge in which levels are missing.
  record Gap(String name, boolean soft, double needed, double there) {
    double missing() {
      return needed - there;
    }
  }

  /// The largest gaps, most levels missing first.
  List<Gap> gaps(int from, int to, int most) {
    RatingTable of = table.obtain();
    List<Gap> gaps = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      List<RatingTable.Element> elements = of.elements(part);
      for (int e = 0; e < elements.size(); e++) {
        if (of.missing(part, from, to, e) > 0) {
          RatingTable.Element element = elements.get(e);
          gaps.add(
              new Gap(
                  element.name(), element.soft(), of.level(part, to, e), of.level(part, from, e)));
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
    return table.obtain().place(code);
  }
}

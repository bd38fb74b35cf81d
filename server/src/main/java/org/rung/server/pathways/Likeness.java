package org.rung.server.pathways;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How alike occupations are by what they ask for.
///
/// A plain cosine of O*NET's ratings says that everything is alike: all ratings are positive and
/// reading matters everywhere. So each element (importance above 1 × level; activities have no
/// level) is centred on its mean over all rated occupations and divided by its spread: what every
/// job asks for counts little, what tells jobs apart counts much. Then each occupation is centred
/// on its own level, or all that ask for little would be alike: how much is missing is said by the
/// gap and the job zone, not here. Skills, knowledge and activities are compared each by their
/// cosine; the similarity is the weighted mean of the three, which keeps its parts visible. It is
/// read as a percentile among all pairs.
///
/// 879 occupations × 109 elements: 386,000 pairs in about 0.1 s.
final class Likeness {
  static final int PARTS = 3;

  private final List<String> codes;
  private final Map<String, Integer> place = new HashMap<>();
  private final float[][] units; // per part: occupations × elements, rows of length 1
  private final int[] width; // per part: elements
  private final double[] weight; // per part, sum 1
  private final float[] sorted; // similarity of every pair, rising

  /// @param codes rated occupations
  /// @param values per part, occupations × elements, importance above 1 × level, not a number where
  ///   O*NET gives none
  Likeness(List<String> codes, double[][][] values, PathwaySettings.Similarity settings) {
    this.codes = List.copyOf(codes);
    for (int i = 0; i < codes.size(); i++) {
      place.put(codes.get(i), i);
    }
    double[] weights = {
      settings.skillsWeight(), settings.knowledgeWeight(), settings.activitiesWeight()
    };
    double sum = Arrays.stream(weights).sum();
    weight = Arrays.stream(weights).map(w -> w / sum).toArray();
    units = new float[PARTS][];
    width = new int[PARTS];
    for (int part = 0; part < PARTS; part++) {
      width[part] = codes.isEmpty() ? 0 : values[part][0].length;
      units[part] = unit(values[part], width[part]);
    }
    int n = codes.size();
    sorted = new float[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        sorted[at++] = (float) similarity(i, j);
      }
    }
    Arrays.sort(sorted);
  }

  private static float[] unit(double[][] values, int width) {
    int n = values.length;
    float[] unit = new float[n * width];
    double[] mean = new double[width];
    double[] spread = new double[width];
    for (int e = 0; e < width; e++) {
      int known = 0;
      for (double[] row : values) {
        if (!Double.isNaN(row[e])) {
          mean[e] += row[e];
          known++;
        }
      }
      mean[e] /= Math.max(1, known);
      for (double[] row : values) {
        if (!Double.isNaN(row[e])) {
          spread[e] += (row[e] - mean[e]) * (row[e] - mean[e]);
        }
      }
      spread[e] = Math.sqrt(spread[e] / Math.max(1, known));
    }
    for (int i = 0; i < n; i++) {
      double level = 0;
      int known = 0;
      for (int e = 0; e < width; e++) {
        double value = (values[i][e] - mean[e]) / spread[e];
        unit[i * width + e] = Double.isFinite(value) ? (float) value : Float.NaN;
        if (Double.isFinite(value)) {
          level += value;
          known++;
        }
      }
      level /= Math.max(1, known);
      double length = 0;
      for (int e = i * width; e < (i + 1) * width; e++) {
        unit[e] = Float.isNaN(unit[e]) ? 0 : unit[e] - (float) level;
        length += unit[e] * unit[e];
      }
      length = Math.sqrt(length);
      for (int e = i * width; e < (i + 1) * width && length > 0; e++) {
        unit[e] /= (float) length;
      }
    }
    return unit;
  }

  /// The place of an occupation, -1 when it has no ratings.
  int place(String code) {
    return place.getOrDefault(code, -1);
  }

  int size() {
    return codes.size();
  }

  /// Cosine of one part, -1 to 1.
  double part(int part, int i, int j) {
    if (i == j) {
      return 1;
    }
    float[] unit = units[part];
    int w = width[part];
    int a = i * w;
    int b = j * w;
    float sum = 0;
    for (int e = 0; e < w; e++) {
      sum += unit[a + e] * unit[b + e];
    }
    return sum;
  }

  /// Weighted mean of the parts, -1 to 1.
  double similarity(int i, int j) {
    double sum = 0;
    for (int part = 0; part < PARTS; part++) {
      sum += weight[part] * part(part, i, j);
    }
    return sum;
  }

  /// Share of all pairs of occupations that are less alike, 0 to 1; 1 for an occupation with
  /// itself.
  double percentile(int i, int j) {
    return i == j ? 1 : percentile(similarity(i, j));
  }

  private double percentile(double similarity) {
    if (sorted.length == 0) {
      return 0;
    }
    float wanted = (float) similarity;
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low / (double) sorted.length;
  }

  /// The similarity at a percentile of all pairs.
  double at(double percentile) {
    return sorted.length == 0
        ? 0
        : sorted[Math.clamp(Math.round(percentile * sorted.length), 0, sorted.length - 1)];
  }

  /// The similarity in the middle of all pairs.
  double median() {
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}

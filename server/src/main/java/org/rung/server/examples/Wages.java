package org.rung.server.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rung.server.reference.ShippedTable;

/// Yearly pay by occupation and place in the distribution, from the shipped wage tables (national;
/// they have no areas).
final class Wages {
  private static final double[] AT = {0.10, 0.25, 0.50, 0.75, 0.90};
  private static final String[] COLUMNS = {
    "annual_p10_cents",
    "annual_p25_cents",
    "annual_median_cents",
    "annual_p75_cents",
    "annual_p90_cents"
  };

  private final Map<String, double[]> byYear = new HashMap<>(); // logarithms; NaN: not released

  private Wages() {}

  static Wages read(Path home) {
    Wages wages = new Wages();
    ShippedTable.read(
        home,
        "wage",
        row -> {
          double[] logs = new double[AT.length];
          for (int i = 0; i < AT.length; i++) {
            String cents = row.apply(COLUMNS[i]);
            logs[i] = cents.isEmpty() ? Double.NaN : StrictMath.log(Long.parseLong(cents));
          }
          wages.byYear.put(row.apply("soc") + " " + row.apply("year"), logs);
        });
    return wages;
  }

  boolean has(String soc, int year) {
    double[] logs = byYear.get(soc + " " + year);
    return logs != null && !Double.isNaN(logs[2]);
  }

  /// Cents a year at a place of the distribution; between the published percentiles, and a little
  /// beyond them, on the line of the logarithms.
  ///
  /// @param place 0 to 1
  double at(String soc, int year, double place) {
    double[] logs = byYear.get(soc + " " + year);
    if (logs == null || Double.isNaN(logs[2])) {
      throw new IllegalArgumentException("no wage of %s in %d".formatted(soc, year));
    }
    double inside = Math.clamp(place, 0.04, 0.96);
    int right = 1;
    while (right < AT.length - 1 && AT[right] < inside) {
      right++;
    }
    int left = right - 1;
    while (left > 0 && Double.isNaN(logs[left])) {
      left--;
    }
    while (right < AT.length - 1 && Double.isNaN(logs[right])) {
      right++;
    }
    if (Double.isNaN(logs[left]) || Double.isNaN(logs[right])) {
      return StrictMath.exp(logs[2]);
    }
    double slope = (logs[right] - logs[left]) / (AT[right] - AT[left]);
    return StrictMath.exp(logs[left] + slope * (inside - AT[left]));
  }
}

package org.rung.server.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The invented employer: its roles with their counts at each roster, its sites, the ways its
/// people go from role to role.
final class Employer {
  /// The size that the inputs describe.
  static final int PEOPLE_OF_THE_INPUTS = 300_000;

  private static final int SITES_OF_THE_INPUTS = 1_000;
  private static final int LEAST_SITES = 12;

  /// Share of a title's people in each grade, by the number of grades. Assumed.
  private static final double[][] GRADES = {
    {}, {1}, {0.62, 0.38}, {0.50, 0.33, 0.17}, {0.38, 0.32, 0.20, 0.10}
  };

  /// Kinds of site with their share of the sites. Assumed.
  private static final Map<String, Double> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("fulfilment centre", 0.19);
    KINDS.put("shop", 0.48);
    KINDS.put("transport", 0.23);
    KINDS.put("corporate office", 0.04);
    KINDS.put("tech hub", 0.04);
    KINDS.put("home", 0.02);
  }

  /// A title in one grade.
  ///
  /// @param counts people at each roster, the earliest first
  /// @param low place of its lowest pay in the occupation's distribution; `high` its highest
  /// @param targets roles that people go to, with the share a year in `shares`
  record Role(
      String title,
      Inputs.Title of,
      int[] counts,
      double low,
      double high,
      int[] targets,
      double[] shares) {
    int latest() {
      return counts[counts.length - 1];
    }
  }

  record Site(String name, String kind) {}

  final List<Role> roles = new ArrayList<>();
  final List<Site> sites = new ArrayList<>();
  private final Map<String, int[]> sitesOfKind = new HashMap<>();
  private final Map<String, double[]> weightsOfKind = new HashMap<>(); // rising sums

  /// @param years before the latest roster, of each roster but the latest
  Employer(Inputs inputs, int people, long seed, int[] years) {
    roles(inputs, people, years);
    sites(people, new Dice(seed, "sites"));
  }

  private void roles(Inputs inputs, int people, int[] years) {
    List<String> names = new ArrayList<>();
    List<Inputs.Title> of = new ArrayList<>();
    List<double[]> window = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    Map<String, Integer> first = new HashMap<>();
    for (Inputs.Title title : inputs.titles()) {
      first.put(title.title(), names.size());
      double[] split = GRADES[title.grades().size()];
      for (int g = 0; g < split.length; g++) {
        names.add(
            title.grades().get(g).isEmpty()
                ? title.title()
                : title.title() + " " + title.grades().get(g));
        of.add(title);
        weights.add(title.people() * split[g]);
        double wide = title.high() - title.low();
        // Neighbouring grades overlap a little.
        window.add(
            new double[] {
              title.low() + wide * Math.max(0, g - 0.15) / split.length,
              title.low() + wide * Math.min(split.length, g + 1.15) / split.length
            });
      }
    }
    int[] latest =
        Shares.of(people, weights.stream().mapToDouble(Double::doubleValue).toArray(), 0);
    for (int r = 0; r < names.size(); r++) {
      Inputs.Title title = of.get(r);
      boolean last = r + 1 == names.size() || of.get(r + 1) != title;
      roles.add(
          role(
              names.get(r),
              title,
              latest[r],
              years,
              window.get(r),
              last ? -1 : r + 1,
              inputs.steps(),
              first));
    }
  }

  private static Role role(
      String name,
      Inputs.Title title,
      int latest,
      int[] years,
      double[] window,
      int nextGrade,
      List<Inputs.Step> steps,
      Map<String, Integer> first) {
    int[] counts = new int[years.length + 1];
    for (int s = 0; s < years.length; s++) {
      double growth = StrictMath.pow(1 + title.growthPercent() / 100, years[s] / 5.0);
      counts[s] = (int) Math.round(latest / growth);
    }
    counts[years.length] = latest;
    List<Integer> targets = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    if (nextGrade >= 0) {
      targets.add(nextGrade);
      shares.add(0.06);
    }
    for (Inputs.Step step : steps) {
      if (step.from().equals(title.title())) {
        Integer to = first.get(step.to());
        if (to == null) {
          throw new IllegalArgumentException("steps.csv: no role is called " + step.to());
        }
        targets.add(to);
        shares.add(step.aYear());
      }
    }
    return new Role(
        name,
        title,
        counts,
        window[0],
        window[1],
        targets.stream().mapToInt(Integer::intValue).toArray(),
        shares.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void sites(int people, Dice dice) {
    int all =
        Math.max(
            LEAST_SITES,
            (int) Math.round((double) SITES_OF_THE_INPUTS * people / PEOPLE_OF_THE_INPUTS));
    int[] counts =
        Shares.of(all, KINDS.values().stream().mapToDouble(Double::doubleValue).toArray(), 1);
    int k = 0;
    for (String kind : KINDS.keySet()) {
      int[] positions = new int[counts[k]];
      double[] rising = new double[counts[k]];
      double sum = 0;
      for (int i = 0; i < counts[k]; i++) {
        positions[i] = sites.size();
        sites.add(
            new Site(
                "%s %04d"
                    .formatted(
                        kind.equals("home")
                            ? "Virtual customer service"
                            : Character.toUpperCase(kind.charAt(0)) + kind.substring(1),
                        i + 1),
                kind));
        sum += dice.logNormal(0.5);
        rising[i] = sum;
      }
      sitesOfKind.put(kind, positions);
      weightsOfKind.put(kind, rising);
      k++;
    }
  }

  /// A site for somebody in a role: two of three at the usual kind where the role has several.
  int site(Role role, Dice dice) {
    List<String> kinds = role.of().sites();
    String kind =
        kinds.size() == 1 || dice.happens(2 / 3.0)
            ? kinds.getFirst()
            : kinds.get(1 + dice.below(kinds.size() - 1));
    return positions(kind)[dice.among(weights(kind))];
  }

  private int[] positions(String kind) {
    int[] positions = sitesOfKind.get(kind);
    if (positions == null) {
      throw new IllegalArgumentException("roles.csv: no site is of the kind " + kind);
    }
    return positions;
  }

  private double[] weights(String kind) {
    return weightsOfKind.getOrDefault(kind, new double[0]);
  }
}

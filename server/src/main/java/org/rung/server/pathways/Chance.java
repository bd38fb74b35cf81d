package org.rung.server.pathways;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rung.server.programmes.Outcomes;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Strategy;

/// The chance that a person of a role accepts, completes and is placed, from the programme and the
/// step alone: hours, delivery, gap, pay, the programme's record. It knows nothing of a person.
///
/// @param accept millionths
/// @param complete millionths
/// @param place millionths
/// @param parts base rate and effects of each of the three, by name; log-odds
record Chance(int accept, int complete, int place, Map<String, Part> parts) {
  private static final double MILLION = 1e6;

  /// @param base rate before any effect, 0 to 1
  /// @param from name of the base rate
  /// @param by effects on the log-odds
  /// @param is the rate after all effects, 0 to 1
  record Part(double base, String from, Map<String, Double> by, double is) {}

  /// All three together, in millionths.
  int millionths() {
    return Math.toIntExact(Math.round((double) accept * complete * place / 1e12));
  }

  /// What the chance looks at.
  ///
  /// @param kind `own_role`, `grade`, `occupation` or `outside`
  /// @param gap levels missing, soft and hard
  /// @param payRatio pay there ÷ pay here, 1 where not known
  /// @param alike 0 at the threshold of similarity, 1 at the most alike
  /// @param moved whether at least five own people made the step
  /// @param recordMean share in work of all completers of the catalogue, 0 to 1
  record Case(
      Strategy strategy,
      String kind,
      Programme programme,
      double gap,
      double payRatio,
      double alike,
      boolean moved,
      double recordMean) {}

  static Chance of(Case c, ChanceRates rates) {
    double doublings = Math.max(0, log2(c.programme().hours() / (double) rates.hoursFree()));
    Map<String, Double> accept = new LinkedHashMap<>();
    add(accept, "hours", rates.effect("hours") * doublings);
    boolean reach = c.programme().distance().orElse(false) || c.programme().evening().orElse(false);
    add(accept, "reach", reach ? rates.effect("reach") : 0);
    add(accept, "pay", rates.effect("pay") * Math.clamp(log2(c.payRatio()), -1.0, 1.0));

    double record = record(c, rates);
    Map<String, Double> complete = new LinkedHashMap<>();
    add(complete, "hours", rates.effect("hours") * doublings);
    add(complete, "gap", rates.effect("gap") * Math.min(15, c.gap()));
    add(complete, "record", record);

    Map<String, Double> place = new LinkedHashMap<>();
    if (!c.kind().equals("own_role")) {
      add(place, "record", record);
      if (c.kind().equals("occupation")) {
        add(place, "alike", rates.effect("alike") * Math.clamp(c.alike(), 0.0, 1.0));
      }
      add(place, "moved", c.moved() ? rates.effect("moved") : 0);
    }
    double placeBase =
        c.kind().equals("outside") && c.recordMean() > 0
            ? c.recordMean()
            : ChanceRates.rate(rates.place(), c.kind());
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "accept",
        part(ChanceRates.rate(rates.accept(), c.strategy().code()), c.strategy().code(), accept));
    String form = c.programme().form().code();
    parts.put("complete", part(ChanceRates.rate(rates.complete(), form), form, complete));
    parts.put("place", part(placeBase, c.kind(), place));
    return new Chance(
        millionths(parts, "accept"),
        millionths(parts, "complete"),
        millionths(parts, "place"),
        parts);
  }

  private static double record(Case c, ChanceRates rates) {
    if (c.programme().outcomes().isEmpty() || c.recordMean() <= 0 || c.recordMean() >= 1) {
      return 0;
    }
    Outcomes outcomes = c.programme().outcomes().get();
    double shrunk = outcomes.employedTowards(c.recordMean(), rates.recordStrength());
    return rates.effect("record") * (odds(shrunk) - odds(c.recordMean()));
  }

  private static void add(Map<String, Double> effects, String name, double effect) {
    if (effect != 0) {
      effects.put(name, Math.round(effect * 1000) / 1000.0);
    }
  }

  private static Part part(double base, String from, Map<String, Double> by) {
    if (base >= 1 || base <= 0 || by.isEmpty()) {
      return new Part(base, from, by, base);
    }
    double odds = odds(base) + by.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Part(base, from, by, 1 / (1 + StrictMath.exp(-odds)));
  }

  private static int millionths(Map<String, Part> parts, String name) {
    Part part = parts.get(name);
    return part == null ? 0 : (int) Math.round(part.is() * MILLION);
  }

  private static double odds(double share) {
    double inside = Math.clamp(share, 0.001, 0.999);
    return StrictMath.log(inside / (1 - inside));
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }
}

package org.rung.server.pathways;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.server.pages.Formats;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// How one part of a chance comes about: its base rate, the effects on it, and where the rate is
/// from.
///
/// @param line in words
/// @param mark of the base rate: real, stand-in or assumed; empty when it is none of the given
///   rates
/// @param source of the base rate
public record ChanceOrigin(String line, String mark, String source) {
  private static final TypeReference<LinkedHashMap<String, Chance.Part>> PARTS =
      new TypeReference<>() {};

  /// The origin of each part of a pathway's chance: accepts, completes, is placed.
  ///
  /// @param chanceParts of the pathway
  public static List<ChanceOrigin> of(String chanceParts, ChanceRates rates) {
    Map<String, Chance.Part> parts = JsonMapper.shared().readValue(chanceParts, PARTS);
    List<ChanceOrigin> origins = new ArrayList<>();
    add(origins, "Accepts", parts.get("accept"), rates.accept());
    add(origins, "Completes", parts.get("complete"), rates.complete());
    add(origins, "Is placed", parts.get("place"), rates.place());
    return origins;
  }

  private static void add(
      List<ChanceOrigin> origins,
      String name,
      Chance.@Nullable Part part,
      Map<String, ChanceRates.Rate> rates) {
    if (part == null) {
      return;
    }
    String effects =
        part.by().entrySet().stream()
            .map(effect ->
                "%s × %s"
                    .formatted(
                        effect.getKey(), Formats.decimal(StrictMath.exp(effect.getValue()), 2)))
            .collect(Collectors.joining(", "));
    ChanceRates.Rate rate = rates.get(part.from());
    boolean shipped = rate != null && rate.rate() == part.base();
    origins.add(
        new ChanceOrigin(
            "%s %s: %s for %s%s"
                .formatted(
                    name,
                    Formats.percent(part.is()),
                    Formats.percent(part.base()),
                    part.from().replace('_', ' '),
                    effects.isEmpty() ? "" : "; odds by " + effects),
            rate != null && shipped ? rate.mark() : "",
            rate != null && shipped
                ? rate.source()
                : part.from().equals("outside")
                    ? "share in work of all completers in the catalogue, a year after"
                    : "as it was when the pathways were built"));
  }
}

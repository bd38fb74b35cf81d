package org.rung.server.tuition;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// An occupation in demand, with what says so.
///
/// @param own whether a role of the employer's in it grows beyond chance
/// @param marketGrowth percent projected, empty where it is not published
/// @param openings projected a year, empty where they are not published
public record InDemand(
    String soc, String title, boolean own, OptionalDouble marketGrowth, OptionalLong openings) {
  /// Why it is on the list, in words.
  public String why() {
    List<String> words = new ArrayList<>();
    if (own) {
      words.add("roles here grow");
    }
    marketGrowth.ifPresent(
        percent -> words.add("%+.1f %% projected outside".formatted(percent).replace('-', '−')));
    openings.ifPresent(many -> words.add("%,d openings a year".formatted(many)));
    return String.join(", ", words);
  }
}

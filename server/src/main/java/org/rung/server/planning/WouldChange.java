package org.rung.server.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;

/// What would make a pathway as good as what was chosen at the plan's prices, each by itself.
///
/// @param worthCents more worth
/// @param priceCents off the price; empty where the price alone cannot
/// @param chanceMillionths the chance it would take; empty where the chance alone cannot
/// @param oneMore a seat or unit kept for it, in words; empty where one cannot
public record WouldChange(
    long worthCents, OptionalLong priceCents, OptionalInt chanceMillionths, String oneMore) {
  /// The same where chances are told of those who start, as people read them of themselves: without
  /// whether they accept. The chance is left out where it reads like the one there is.
  ///
  /// @param acceptMillionths chance to accept
  /// @param startedMillionths chance of those who start, as it is
  public WouldChange ofThoseWhoStart(int acceptMillionths, int startedMillionths) {
    if (chanceMillionths.isEmpty() || acceptMillionths == 0) {
      return new WouldChange(worthCents, priceCents, OptionalInt.empty(), oneMore);
    }
    double wanted = Math.ceil(chanceMillionths.getAsInt() * 1e6 / acceptMillionths);
    boolean told =
        wanted <= 1_000_000
            && !Formats.percent(wanted / 1e6).equals(Formats.percent(startedMillionths / 1e6));
    return new WouldChange(
        worthCents, priceCents, told ? OptionalInt.of((int) wanted) : OptionalInt.empty(), oneMore);
  }

  /// In a sentence, for whoever reads it.
  public String words() {
    if (worthCents == 0) {
      return "Nothing is missing: it is as good as what was chosen, and a tie was settled by order.";
    }
    List<String> ways = new ArrayList<>();
    ways.add("if it were worth %s more".formatted(Formats.dollarsOrCents(worthCents)));
    priceCents.ifPresent(
        cents -> ways.add("if its price were %s lower".formatted(Formats.dollarsOrCents(cents))));
    chanceMillionths.ifPresent(
        chance -> ways.add("if the chance were %s".formatted(Formats.percent(chance / 1e6))));
    if (!oneMore.isEmpty()) {
      ways.add("with %s kept for it".formatted(oneMore));
    }
    if (ways.size() == 1) {
      return "It would be chosen at this plan's prices %s, or with more of what is scarce."
          .formatted(ways.getFirst());
    }
    return "It would be chosen at this plan's prices %s, or %s."
        .formatted(String.join(", ", ways.subList(0, ways.size() - 1)), ways.getLast());
  }
}

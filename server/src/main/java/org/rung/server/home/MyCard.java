package org.rung.server.home;

import java.util.List;
import java.util.Optional;
import org.rung.server.programmes.Strategy;

/// One way on, as the person sees it.
///
/// @param to where it leads
/// @param badge where it stands, in a word or two
/// @param tone class of the badge, empty for none
/// @param through programme and provider, empty for a role without one
/// @param lines label and words of each fact
/// @param origin how the chance comes about
/// @param speaks what speaks for it, `against` what against, `change` the smallest change
/// @param ask the value that asks for it, empty when it is planned or not open
public record MyCard(
    String to,
    String badge,
    String tone,
    Optional<Strategy> strategy,
    String through,
    List<Line> lines,
    List<String> origin,
    List<String> speaks,
    List<String> against,
    List<String> change,
    Optional<String> ask) {
  public MyCard {
    lines = List.copyOf(lines);
    origin = List.copyOf(origin);
    speaks = List.copyOf(speaks);
    against = List.copyOf(against);
    change = List.copyOf(change);
  }

  /// One fact of the way.
  public record Line(String label, String words) {}

  /// What the person asks for, in words.
  public String wanted() {
    return through.isEmpty() ? to : "%s, through %s".formatted(to, through);
  }
}

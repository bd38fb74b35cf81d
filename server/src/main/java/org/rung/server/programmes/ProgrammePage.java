package org.rung.server.programmes;

import java.util.List;

/// One programme as people see it.
///
/// @param tax what of the price section 127 counts, in a sentence with its rule
/// @param strategyWhy how it came to its strategy
public record ProgrammePage(
    Programme programme,
    String finding,
    String lead,
    String hours,
    String weeks,
    String record,
    String recordSub,
    String tax,
    String strategyWhy,
    List<Fact> facts,
    List<Target> targets) {
  /// A term and its value.
  public record Fact(String name, String value) {}

  /// @param growth projected change of employment outside, in words
  public record Target(
      String soc, String title, String growth, String openings, String medianPay) {}
}

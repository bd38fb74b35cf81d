package org.rung.server.home;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.programmes.Strategy;

/// What the published plan says of the person who looks.
///
/// @param without reason and change when nothing could be weighed
/// @param knows whether the person was in the file the plan was made for
public record MyPlan(
    long plan,
    String by,
    Instant at,
    Optional<Place> place,
    List<Other> others,
    Optional<Without> without,
    boolean knows) {
  public MyPlan {
    others = List.copyOf(others);
  }

  /// The place in the plan.
  ///
  /// @param weeks to plan with
  /// @param paidTime whether the training is on the employer's time
  public record Place(
      long programme,
      String name,
      String provider,
      String to,
      Strategy strategy,
      LocalDate starts,
      int hours,
      int weeks,
      int chanceMillionths,
      long priceCents,
      boolean paidTime,
      String why) {
    /// The last day to plan with.
    public LocalDate ends() {
      return starts.plusWeeks(weeks);
    }
  }

  /// What else was weighed.
  ///
  /// @param shortfallCents more worth it would take to be chosen
  public record Other(
      long programme,
      String name,
      String to,
      Strategy strategy,
      LocalDate starts,
      long shortfallCents,
      String against) {}

  /// Why nothing could be weighed, and what would change it.
  public record Without(String reason, String change) {}
}

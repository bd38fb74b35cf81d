package org.rung.server.home;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rung.server.planning.PersonReading;

/// What the published plan says of the person who looks.
///
/// @param without reason and change when nothing could be weighed
/// @param knows whether the person was in the file the plan was made for
public record MyPlan(
    long plan,
    String by,
    Instant at,
    Optional<PersonReading.Place> place,
    List<PersonReading.Other> others,
    Optional<PersonReading.Without> without,
    boolean knows) {
  public MyPlan {
    others = List.copyOf(others);
  }
}

package org.rung.server.home;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.programmes.Strategy;

/// A pathway from the role, with what the card says of it.
///
/// @param label as a plan names the target
/// @param payThereCents half there earn at least so much in a full-time year; empty under five
/// @param acceptMillionths chance that who is asked accepts
/// @param studyMillionths chance that who starts completes and is placed
record MyWay(
    long id,
    String to,
    String label,
    boolean ownRole,
    boolean inside,
    long programme,
    String name,
    String provider,
    String prerequisites,
    boolean evening,
    Strategy strategy,
    boolean exact,
    int hours,
    int weeks,
    long priceCents,
    int acceptMillionths,
    int studyMillionths,
    String chanceParts,
    OptionalLong payThereCents,
    OptionalInt moved,
    String fromRated,
    String toRated,
    String why) {
  String through() {
    return provider.isEmpty() ? name : name + ", " + provider;
  }

  String target() {
    return strategy.code() + " " + to;
  }
}

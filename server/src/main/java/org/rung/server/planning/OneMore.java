package org.rung.server.planning;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Something scarce, and what one more of it would add.
///
/// @param kind `seat`, `opening` or `dollar`
/// @param programme of a seat
/// @param when the day or the year, empty for any
/// @param year of an opening or a dollar, empty for a dollar of all years
/// @param cents of worth, at most, for one more; not whole
/// @param have how many there are: seats, slots up to the year, cents
/// @param used of them
public record OneMore(
    String kind,
    String label,
    OptionalLong programme,
    String when,
    OptionalInt year,
    double cents,
    long have,
    long used) {
  static final String SEAT = "seat";
  static final String OPENING = "opening";
  static final String DOLLAR = "dollar";
}

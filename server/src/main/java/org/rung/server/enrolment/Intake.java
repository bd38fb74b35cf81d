package org.rung.server.enrolment;

import java.time.LocalDate;

/// A dated run of a programme in which people have seats, with how its seats stand.
///
/// @param ends the last day to plan with
/// @param planned seats that the plan fills
/// @param taken seats held for offers or sat in
/// @param prepared offers not sent yet
/// @param open offers to be answered
/// @param enrolled people with a seat of their own, learning and finished included
/// @param waiting people on the waiting list
/// @param state `open`, `running`, `ended` or `cancelled`
/// @param minimum people it needs to run; 0 for none
/// @param calledOff why it was called off, empty while it is not
/// @param applications whether people may apply for it by themselves
public record Intake(
    long id,
    long programme,
    String name,
    String provider,
    LocalDate starts,
    LocalDate ends,
    int seats,
    int planned,
    int taken,
    int prepared,
    int open,
    int enrolled,
    int waiting,
    int fiscalYear,
    String costCentre,
    int minimum,
    String state,
    String calledOff,
    boolean applications) {
  /// Seats that nobody has and no offer holds.
  public int free() {
    return seats - taken;
  }
}

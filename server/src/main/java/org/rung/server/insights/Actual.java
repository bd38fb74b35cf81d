package org.rung.server.insights;

import java.util.OptionalDouble;

/// What has happened to people and money of a programme, in enrolments and in the education
/// benefit.
///
/// @param offered offers that were sent; of the education benefit, applications
/// @param accepted of them; of the education benefit, those that were granted
/// @param answerable offers that are still to be answered
/// @param waiting on the waiting list
/// @param toBegin have a seat and have not begun
/// @param learning now
/// @param completed those placed among them
/// @param placed in the role it led to
/// @param failed did not pass
/// @param left after the first day
/// @param committedCents not yet paid
/// @param paidCents less what came back
/// @param endedCents of what was paid, for those whose time in it is over
/// @param seats of its intakes that were not cancelled
/// @param days from the first day to the completion, the median; empty under five people
public record Actual(
    long offered,
    long accepted,
    long answerable,
    long waiting,
    long toBegin,
    long learning,
    long completed,
    long placed,
    long failed,
    long left,
    long committedCents,
    long paidCents,
    long endedCents,
    long seats,
    OptionalDouble days) {
  static final Actual NONE =
      new Actual(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, OptionalDouble.empty());

  /// Offers and applications that came to nothing.
  public long notAccepted() {
    return Math.max(0, offered - accepted - answerable);
  }

  /// People whose time in it is over.
  public long ended() {
    return completed + failed + left;
  }

  /// People who began.
  public long began() {
    return learning + ended();
  }

  /// Whether nothing has happened.
  public boolean nobody() {
    return offered + waiting + toBegin + began() == 0;
  }
}

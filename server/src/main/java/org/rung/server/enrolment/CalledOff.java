package org.rung.server.enrolment;

/// Hears that a run is called off, to undo what belongs to it, such as its sessions. A bean of
/// whoever has something to undo. Heard again until nothing is left, so that a killed server leaves
/// nothing half done.
@FunctionalInterface
public interface CalledOff {
  /// Undoes what belongs to the run; again it changes nothing.
  ///
  /// @param why in words for the people in it
  /// @param by the account that called it off
  void undo(long intake, String why, String by);
}

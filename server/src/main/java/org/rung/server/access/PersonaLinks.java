package org.rung.server.access;

import java.util.Optional;

/// Whose place the invented employee, manager and training partner of the demo take. A floor that
/// knows plans answers; it is asked when somebody looks as one of them, never at the start.
public interface PersonaLinks {
  /// The employer's id of a person whose case is typical; empty while nothing is planned.
  Optional<String> employee();

  /// The department of that person.
  Optional<String> department();

  /// A provider that has learners, else one that teaches.
  Optional<String> provider();
}

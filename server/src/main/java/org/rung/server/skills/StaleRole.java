package org.rung.server.skills;

import java.util.Optional;

/// Somebody else decided the occupation of a role in the meantime; nothing was changed.
public final class StaleRole extends RuntimeException {
  private final transient Optional<RoleOccupation> current;

  StaleRole(String title, Optional<RoleOccupation> current) {
    super(message(title, current));
    this.current = current;
  }

  /// What holds now.
  public Optional<RoleOccupation> current() {
    return current;
  }

  private static String message(String title, Optional<RoleOccupation> current) {
    return "Nothing was changed: %s Look at it and decide again."
        .formatted(
            current
                .map(now ->
                    "“%s” is %s now, %s."
                        .formatted(
                            title,
                            now.occupation()
                                .map(o -> o.title() + " (" + o.code() + ")")
                                .orElse("without an occupation"),
                            now.decidedBy()
                                .map(by -> "decided by " + by + " while you looked")
                                .orElse("matched anew while you looked")))
                .orElse("“%s” is not matched any more.".formatted(title)));
  }
}

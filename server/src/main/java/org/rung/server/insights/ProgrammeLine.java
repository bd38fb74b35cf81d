package org.rung.server.insights;

import java.util.Optional;
import org.rung.server.programmes.Form;
import org.rung.server.programmes.Strategy;

/// A programme with what was planned and what is.
///
/// @param own whether the employer teaches itself
/// @param planned empty where the published plan has nobody in it
public record ProgrammeLine(
    long id,
    String name,
    String provider,
    Strategy strategy,
    Form form,
    boolean own,
    long priceCents,
    Optional<Planned> planned,
    Actual actual) {
  /// Own or partner, class or portal, in words.
  public String option() {
    return "%s, %s"
        .formatted(own ? "Own" : "Partner", form.label().toLowerCase(java.util.Locale.ROOT));
  }
}

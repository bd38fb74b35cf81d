package org.rung.server.classes;

import java.util.List;
import org.rung.server.pages.Formats;

/// The first page of a training partner.
///
/// @param providers whose classes the account gives
/// @param toMark sessions that began and where somebody is not marked, in time
/// @param toCome sessions to come, in time
public record PartnerPage(
    List<String> providers,
    List<PartnerIntake> intakes,
    List<Session> toMark,
    List<Session> toCome) {
  /// Sessions to come that are shown at once.
  static final int SHOWN = 20;

  public PartnerPage {
    providers = List.copyOf(providers);
    intakes = List.copyOf(intakes);
    toMark = List.copyOf(toMark);
    toCome = List.copyOf(toCome);
  }

  /// The next of them.
  public List<Session> next() {
    return toCome.subList(0, Math.min(SHOWN, toCome.size()));
  }

  /// The finding.
  public String title() {
    if (providers.isEmpty()) {
      return "No provider is linked to your account";
    }
    if (!toMark.isEmpty()) {
      return "Attendance of %s waits for you"
          .formatted(Formats.counted(toMark.size(), "session", "sessions"));
    }
    return toCome.isEmpty()
        ? "No session is planned"
        : "Your next session is " + toCome.getFirst().when();
  }
}

package org.rung.server.apprenticeships;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.hours.Entry;
import org.rung.server.pages.Formats;

/// What a mentor sees.
///
/// @param errors what was not taken, by the number of the entry
public record MentorPage(List<Apprentice> apprentices, Map<Long, String> errors) {
  public MentorPage {
    apprentices = List.copyOf(apprentices);
    errors = Map.copyOf(errors);
  }

  /// An apprentice of the mentor.
  ///
  /// @param waiting hours to look at, the oldest first
  /// @param place how the ratio stands at the site
  public record Apprentice(
      AgreementPage page, List<Entry> waiting, Optional<Agreements.Place> place) {
    public Apprentice {
      waiting = List.copyOf(waiting);
    }
  }

  /// How many entries wait.
  public long waiting() {
    return apprentices.stream().mapToLong(one -> one.waiting().size()).sum();
  }

  /// The finding.
  public String title() {
    return apprentices.isEmpty()
        ? "You are nobody's mentor"
        : waiting() == 0
            ? "No hours wait for you"
            : "%s for you"
                .formatted(
                    Formats.counted(waiting(), "entry of hours waits", "entries of hours wait"));
  }
}

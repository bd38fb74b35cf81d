package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rung.server.pages.Formats;

/// What a manager's page of releases shows.
///
/// @param wrong what is wrong with the answer that was just given, by enrolment
public record ReleasesPage(
    List<Releases.Release> releases,
    List<String> departments,
    LocalDate today,
    Map<Long, String> wrong) {
  /// What the manager can still answer.
  public List<Releases.Release> open() {
    return releases.stream().filter(Releases.Release::forManager).toList();
  }

  /// The rest, answered or over.
  public List<Releases.Release> settled() {
    return releases.stream().filter(release -> !release.forManager()).toList();
  }

  /// The finding.
  public String title() {
    return open().isEmpty()
        ? "Nobody waits for your release"
        : "%s for your release"
            .formatted(Formats.counted(open().size(), "person waits", "people wait"));
  }
}

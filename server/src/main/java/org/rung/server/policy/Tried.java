package org.rung.server.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.jobs.Job;
import org.rung.server.pages.Formats;
import org.rung.server.rules.Proposal;
import org.rung.server.rules.SmallGroups;

/// A change of a rule and what it would do.
///
/// @param result empty until the work is done
public record Tried(
    long id,
    Proposal proposal,
    String askedBy,
    Instant askedAt,
    Optional<Job> job,
    Optional<Result> result) {

  /// What it would do.
  ///
  /// @param people who were asked about
  /// @param gains whose answer becomes better, `loses` whose becomes worse
  /// @param cents at most, a year: for those who gain, less those who lose
  /// @param cost what the cents mean
  /// @param groups by department, those too small to be told alone together
  public record Result(
      long people, long gains, long loses, long cents, String cost, List<Group> groups) {
    public Result {
      groups = List.copyOf(groups);
    }

    /// Whether the cents may be told: not those of one to four people.
    public boolean tells() {
      return !SmallGroups.hides(gains) && !SmallGroups.hides(loses);
    }

    /// The cents, empty where they are those of one to four people.
    public OptionalLong told() {
      return tells() ? OptionalLong.of(cents) : OptionalLong.empty();
    }
  }

  /// A department, or several together.
  public record Group(String name, long people, long gains, long loses) {}

  /// What it says, in a sentence.
  public String finding() {
    return result
        .map(it ->
            it.gains() == 0 && it.loses() == 0
                ? "The change alters nobody's answer"
                : "%s gain and %s lose by the change"
                    .formatted(Formats.people(it.gains()), Formats.people(it.loses())))
        .orElse("The change is being tried on everybody");
  }
}

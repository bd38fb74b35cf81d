package org.rung.server.letters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// What the planner and the administrator see of the letters' way.
///
/// @param shown the state whose letters are listed
/// @param letters the newest of them
/// @param server the mail server, without its password; empty when none is named
/// @param readable whether the viewer may read letters, not only send them on
public record OutboxPage(
    Map<Delivery.State, Long> counts,
    Delivery.State shown,
    List<Sent> letters,
    Optional<String> server,
    boolean readable) {
  public OutboxPage {
    counts = Map.copyOf(counts);
    letters = List.copyOf(letters);
  }

  /// How many are in a state.
  public long count(Delivery.State state) {
    return counts.getOrDefault(state, 0L);
  }

  /// All states, in the order of the tabs.
  public List<Delivery.State> states() {
    return List.of(
        Delivery.State.FAILED, Delivery.State.WAITING, Delivery.State.SENT, Delivery.State.UNSENT);
  }

  /// What a tab says.
  public String tab(Delivery.State state) {
    return switch (state) {
      case FAILED -> "Failed";
      case WAITING -> "Waiting";
      case SENT -> "Sent";
      case UNSENT -> "Page only";
    };
  }

  /// Why nothing is listed.
  public String nothing() {
    return switch (shown) {
      case FAILED -> "No letter failed.";
      case WAITING -> "No letter waits.";
      case SENT -> "No letter was sent by e-mail yet.";
      case UNSENT -> "No letter is read on its page alone.";
    };
  }

  /// The finding.
  public String title() {
    long failed = count(Delivery.State.FAILED);
    long waiting = count(Delivery.State.WAITING);
    if (failed > 0) {
      return failed == 1
          ? "One letter did not go out by e-mail"
          : "%s letters did not go out by e-mail".formatted(Formats.count(failed));
    }
    if (server.isEmpty()) {
      return "Letters are read on their pages alone";
    }
    if (waiting > 0) {
      return waiting == 1
          ? "One letter waits for the mail server"
          : "%s letters wait for the mail server".formatted(Formats.count(waiting));
    }
    long sent = count(Delivery.State.SENT);
    return sent == 0
        ? "No letter was sent yet"
        : sent == 1
            ? "One letter went out, and none waits"
            : "%s letters went out, and none waits".formatted(Formats.count(sent));
  }
}

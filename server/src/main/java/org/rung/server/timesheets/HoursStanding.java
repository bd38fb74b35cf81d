package org.rung.server.timesheets;

import java.time.LocalDate;
import java.util.Optional;
import org.rung.server.hours.Measured;
import org.rung.server.hours.Minutes;
import org.rung.server.pages.Formats;

/// How the hours of one person stand on a day.
///
/// @param today the day
/// @param pace minutes a week over the four weeks before, approved or not
/// @param full the threshold of full time; empty where the law measures no such period
public record HoursStanding(
    LocalDate today,
    Part week,
    Part month,
    Part period,
    long pace,
    Threshold benefits,
    Optional<Threshold> full) {
  /// The minutes of some days.
  public record Part(Span span, Minutes minutes) {
    /// Those that count as worked and were approved.
    public String worked() {
      return Amount.of(minutes.approved());
    }

    /// What else there is, in words; empty for nothing.
    public String beside() {
      String waits =
          minutes.waiting() > 0 ? Amount.of(minutes.waiting()) + " wait for approval" : "";
      String unworked =
          minutes.unworked() > 0 ? Amount.of(minutes.unworked()) + " do not count as worked" : "";
      return waits.isEmpty() || unworked.isEmpty() ? waits + unworked : waits + "; " + unworked;
    }
  }

  /// Where somebody stands beside a threshold.
  ///
  /// @param name of the rule, for example `Hours that open benefits`
  /// @param rule its name in the rule book
  /// @param measured the period and the minutes that count
  /// @param withWaiting whether it would be met with what waits for approval
  /// @param near whether the average so far is close to it, above or below
  /// @param average minutes a week over the days that are past
  /// @param pace minutes a week over the last four weeks
  public record Threshold(
      String name,
      String rule,
      Measured measured,
      Measured.Answer answer,
      boolean withWaiting,
      boolean near,
      long average,
      long pace) {
    /// In one or two words.
    public String label() {
      return answer.met() ? "met" : near ? "near" : "not met";
    }

    /// Of its badge.
    public String tone() {
      return answer.met() ? "good" : near ? "warn" : "";
    }

    /// The whole minutes that the period needs; for one that is met those that there are.
    public long least() {
      return measured.minutes() + answer.needed();
    }

    /// The finding, in a sentence.
    public String finding() {
      return answer.met()
          ? "%s: met".formatted(name)
          : "%s: %s missing".formatted(name, Amount.of(answer.needed()));
    }

    /// What would meet it, and when it is met as things go.
    public String way() {
      if (answer.met()) {
        return "%s are enough for the whole period, whatever is still to come."
            .formatted(Amount.of(measured.minutes()));
      }
      if (answer.paceNeeded().isEmpty()) {
        return "The period is over.";
      }
      String needed =
          "%s hours a week from tomorrow to %s would meet it."
              .formatted(
                  Formats.decimal(answer.paceNeeded().getAsDouble(), 1),
                  Formats.date(measured.to()));
      String now = "At the pace of the last four weeks, %s a week,".formatted(Amount.of(pace));
      return answer
          .metOn()
          .map(day -> "%s %s it is met on %s.".formatted(needed, now, Formats.date(day)))
          .orElseGet(() -> "%s %s it is not met in this period.".formatted(needed, now));
    }
  }

  /// Whether a threshold is near that is not met.
  public boolean near() {
    return benefits.near() || full.filter(Threshold::near).isPresent();
  }
}

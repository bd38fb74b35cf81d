package org.rung.server.timesheets;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.hours.Hours;
import org.rung.server.hours.Stint;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Who approves hours: managers those of their team, planners everybody's, nobody the own. A
/// refusal is a decision about the person, with its reason and an appeal.
@Component
class Approvals {
  /// The most that is shown, and approved, at once.
  static final int SHOWN = 100;

  private final Hours hours;
  private final HourRows rows;
  private final CorrectionsAsked asked;
  private final Decisions decisions;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  Approvals(
      Hours hours,
      HourRows rows,
      CorrectionsAsked asked,
      Decisions decisions,
      TransactionTemplate transaction,
      Audit audit,
      Clock clock) {
    this.hours = hours;
    this.rows = rows;
    this.asked = asked;
    this.decisions = decisions;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /// Corrections that wait, the oldest first.
  List<WaitingPage.Wanted> wanted(Reach reach) {
    List<AskedCorrection> open = asked.open(reach, SHOWN);
    Map<Long, HourRow> of = new LinkedHashMap<>();
    rows.of(open.stream().map(AskedCorrection::entry).toList())
        .forEach(row -> {
          of.put(row.number(), row);
          row.before().forEach(one -> of.put(one.number(), row));
        });
    List<WaitingPage.Wanted> wanted = new ArrayList<>();
    for (AskedCorrection one : open) {
      Optional.ofNullable(of.get(one.entry()))
          .ifPresent(row -> wanted.add(new WaitingPage.Wanted(one, row)));
    }
    return wanted;
  }

  /// What waits for approval, the oldest first.
  List<HourRow> waiting(Reach reach) {
    return rows.of(rows.waiting(reach, SHOWN));
  }

  /// Approves several; those that changed meanwhile, are out of reach or the own stay.
  ///
  /// @return how many
  int approve(Reach reach, List<Long> numbers, String by, OptionalLong self) {
    return OwnHours.written(
        transaction,
        () -> {
          List<Long> within =
              rows.of(numbers).stream()
                  .filter(row -> !row.mentored())
                  .filter(row -> rows.within(reach, row.employed().person()))
                  .map(HourRow::number)
                  .filter(numbers::contains)
                  .toList();
          int done = hours.approveAll(within, by, self).size();
          if (done > 0) {
            audit.change(by, "hours", "%s, %d approved".formatted(reach.words(), done));
          }
          return done;
        });
  }

  /// Approves or refuses one; the same again changes nothing.
  ///
  /// @param why for a refusal, in words for the person
  /// @throws NotFound when it is out of reach
  /// @throws Refused when it is the own, was ruled on otherwise, or a refusal has no reason
  void rule(Reach reach, long number, boolean yes, String why, String by, OptionalLong self) {
    HourRow row =
        rows.of(List.of(number)).stream()
            .filter(one -> rows.within(reach, one.employed().person()))
            .findFirst()
            .orElseThrow(
                () -> new NotFound("No hours with the number %d wait for you.".formatted(number)));
    if (row.mentored()) {
      throw new Refused("Hours of an apprenticeship are approved by its mentor.");
    }
    String reason = yes ? "" : OwnHours.reason(why, "Say why not: the person reads it.");
    OwnHours.written(
        transaction,
        () -> {
          if (yes) {
            hours.approve(number, by, self);
          } else if (row.state() != HourRow.State.REFUSED || row.number() != number) {
            hours.refuse(number, reason, by, self);
            decide(
                row.employed().person(),
                number,
                "Hours refused: " + row.when(),
                List.of(reason),
                Map.of("hours", row.length(), "entered by", row.entry().recordedBy()),
                by);
          }
          audit.change(
              by,
              "hours",
              "entry %d of person %s, %s"
                  .formatted(number, row.employed().name(), yes ? "approved" : "refused"));
          return number;
        });
  }

  /// Makes a correction that was asked for, or says why not. Made, it is approved as well.
  ///
  /// @throws NotFound when it is out of reach
  /// @throws Refused when it is the own, was answered otherwise, something is in the way, or a no
  ///   has no reason
  void answer(Reach reach, long id, boolean yes, String why, String by, OptionalLong self) {
    String reason = yes ? "" : OwnHours.reason(why, "Say why not: the person reads it.");
    OwnHours.written(
        transaction,
        () -> {
          AskedCorrection open = asked.locked(id);
          if (!rows.within(reach, open.person())) {
            throw new NotFound("Nobody asked you for a correction %d.".formatted(id));
          }
          if (self.isPresent() && self.getAsLong() == open.person()) {
            throw new Refused("These are your own hours. Somebody else corrects them.");
          }
          if (!open.open()) {
            String was = open.answer().orElseThrow().code();
            if (was.equals(yes ? "made" : "refused")) {
              return id;
            }
            throw new Refused(
                "This was answered already, by %s: %s."
                    .formatted(open.answer().orElseThrow().by(), was));
          }
          if (yes) {
            make(open, by, self);
          } else {
            decide(
                open.person(),
                open.entry(),
                "Correction of hours refused: " + open.right(),
                List.of(reason),
                Map.of("asked for", open.right(), "your reason", open.reason()),
                by);
          }
          asked.answer(id, yes ? "made" : "refused", reason, by);
          audit.change(by, "hours", "correction %d, %s".formatted(id, yes ? "made" : "refused"));
          return id;
        });
  }

  private void make(AskedCorrection open, String by, OptionalLong self) {
    Stint wrong = hours.get(open.entry()).stint();
    long made =
        hours.correct(
            open.entry(),
            open.minutes() == 0
                ? Optional.empty()
                : Optional.of(
                    new Stint(
                        wrong.person(),
                        wrong.kind(),
                        open.starts(),
                        open.minutes(),
                        wrong.zone(),
                        wrong.about(),
                        wrong.status(),
                        wrong.source(),
                        wrong.key())),
            open.reason(),
            by);
    if (open.minutes() > 0) {
      hours.approve(made, by, self);
    }
  }

  private void decide(
      long person,
      long number,
      String outcome,
      List<String> reasons,
      Map<String, String> used,
      String by) {
    decisions.record(
        new Decision(
            person, "hours", Long.toString(number), outcome, reasons, used, by, clock.instant()));
  }
}

package org.rung.server.timesheets;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rung.server.api.Meaning;
import org.rung.server.hours.Stint;

/// Hours as the API tells them.
record HourTold(
    long entry,
    @Meaning("As the employer's files have it.") String employerId,
    @Meaning("On which they count, by the clock of the site.") LocalDate day,
    Instant starts,
    int minutes,
    @Meaning("Of the site.") String timeZone,
    Stint.Kind kind,
    @Meaning("What for; may be empty.") String about,
    @Meaning("Who says so, in words.") String source,
    @Meaning("Whether they count as hours worked.") boolean worked,
    @Meaning("By which clause.") String clause,
    HourRow.State state,
    @Meaning("What was said of a refusal; empty otherwise.") String reason,
    @Meaning("What stood before, the newest first.") List<WasTold> before,
    @Meaning("The correction that waits for an answer; null for none.")
        Optional<CorrectionTold> asked) {
  HourTold {
    before = List.copyOf(before);
  }

  /// Hours in whose place others came.
  record WasTold(
      long entry,
      Instant starts,
      int minutes,
      @Meaning("Of the correction that took its place.") String why) {}

  /// A correction that was asked for.
  record CorrectionTold(
      long id,
      long entry,
      Instant starts,
      @Meaning("0 where there was nothing.") int minutes,
      String reason,
      @Meaning("made, refused or taken back; null while it waits.") Optional<String> answer,
      @Meaning("Of a refusal; may be empty.") String why) {
    static CorrectionTold of(AskedCorrection asked) {
      return new CorrectionTold(
          asked.id(),
          asked.entry(),
          asked.starts(),
          asked.minutes(),
          asked.reason(),
          asked.answer().map(AskedCorrection.Answer::code),
          asked.answer().map(AskedCorrection.Answer::why).orElse(""));
    }
  }

  static HourTold of(HourRow row) {
    Stint stint = row.entry().stint();
    List<WasTold> before = new java.util.ArrayList<>();
    String why = row.entry().reason();
    for (var one : row.before()) {
      before.add(new WasTold(one.number(), one.stint().startsAt(), one.stint().minutes(), why));
      why = one.reason();
    }
    return new HourTold(
        row.number(),
        row.employed().name(),
        stint.day(),
        stint.startsAt(),
        stint.minutes(),
        stint.zone().getId(),
        stint.kind(),
        stint.about(),
        row.source(),
        stint.status().worked(),
        stint.status().clause(),
        row.state(),
        row.entry().ruling().filter(said -> !said.approved()).map(said -> said.reason()).orElse(""),
        before,
        row.asked().filter(AskedCorrection::open).map(CorrectionTold::of));
  }

  /// Totals of a person.
  record TotalsTold(
      @Meaning("As the employer's files have it.") String employerId,
      @Meaning("Empty for who is in no file any more.") String department,
      PartTold week,
      PartTold month,
      @Meaning("The measurement period.") PartTold period,
      @Meaning("Minutes a week over the last four weeks, approved or not.") long pace,
      ThresholdTold benefits,
      @Meaning("Null where the law measures no such period.") Optional<ThresholdTold> fullTime) {
    static TotalsTold of(Employed employed, HoursStanding standing) {
      return new TotalsTold(
          employed.name(),
          employed.department(),
          PartTold.of(standing.week()),
          PartTold.of(standing.month()),
          PartTold.of(standing.period()),
          standing.pace(),
          ThresholdTold.of(standing.benefits()),
          standing.full().map(ThresholdTold::of));
    }
  }

  /// Minutes of some days.
  record PartTold(
      LocalDate from,
      LocalDate to,
      @Meaning("Worked and approved.") long approved,
      @Meaning("Worked, and wait for approval.") long waiting,
      @Meaning("Approved, and do not count as worked.") long unworked) {
    static PartTold of(HoursStanding.Part part) {
      return new PartTold(
          part.span().from(),
          part.span().to(),
          part.minutes().approved(),
          part.minutes().waiting(),
          part.minutes().unworked());
    }
  }

  /// Where somebody stands beside a threshold.
  record ThresholdTold(
      @Meaning("Its name in the rule book.") String rule,
      String clause,
      boolean met,
      @Meaning("Whether it is not met, and the average so far is close to it.") boolean near,
      @Meaning("Approved minutes that are missing in the period.") long missing,
      @Meaning(
              "Hours a week from tomorrow that would meet it; null where it is met or no day is left.")
          OptionalDouble paceNeeded,
      @Meaning("On which it is met at the present pace; null where it is met or will not be.")
          Optional<LocalDate> metOn) {
    static ThresholdTold of(HoursStanding.Threshold threshold) {
      return new ThresholdTold(
          threshold.rule(),
          threshold.answer().clause().text(),
          threshold.answer().met(),
          threshold.near(),
          threshold.answer().needed(),
          threshold.answer().paceNeeded(),
          threshold.answer().metOn());
    }
  }
}

package org.rung.server.timesheets;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// The own hours, and those of a manager's team, as JSON.
@JsonApi
class MyHoursApi {
  private final OwnHours own;
  private final Approvals approvals;
  private final HourRows rows;
  private final Standings standings;
  private final Staff staff;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  MyHoursApi(
      OwnHours own,
      Approvals approvals,
      HourRows rows,
      Standings standings,
      Staff staff,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.own = own;
    this.approvals = approvals;
    this.rows = rows;
    this.standings = standings;
    this.staff = staff;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  /// The own hours of some days.
  record MyHoursTold(
      @Meaning("Of the week, the month and the measurement period of the last day.")
          HourTold.TotalsTold totals,
      List<HourTold> hours) {
    MyHoursTold {
      hours = List.copyOf(hours);
    }
  }

  @Told(
      value = "Read the own hours",
      more = "In time; of what was corrected the last, with what stood before.",
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @GetMapping("/my/hours")
  MyHoursTold mine(
      @RequestParam @Meaning("The first day; null for the first of this month.")
          Optional<LocalDate> from,
      @RequestParam @Meaning("The last day; null for the last of the month of the first.")
          Optional<LocalDate> to) {
    Employed me = me();
    LocalDate today = LocalDate.ofInstant(clock.instant(), me.zone());
    LocalDate first = from.orElse(Span.month(today).from());
    LocalDate last = to.orElse(Span.month(first).to());
    if (last.isBefore(first) || last.isAfter(first.plusYears(1))) {
      throw new Refused("Give a last day from %s to a year later.".formatted(first));
    }
    Span span = new Span(first, last);
    audit.read("hours", "person %s, %s".formatted(me.name(), span.words()));
    return new MyHoursTold(
        HourTold.TotalsTold.of(me, standings.of(me.person(), last, today)),
        rows.of(me, span).stream().map(HourTold::of).toList());
  }

  /// Hours to enter, by the clock of the own site.
  record HoursNew(
      LocalDate day,
      @Meaning("As 08:30; with its offset, as 01:30-05:00, where the clock is put back.")
          String from,
      @Meaning("The same; null where minutes are given. Not after from: on the next day.")
          Optional<String> to,
      @Meaning("Null where to is given.") Optional<Integer> minutes,
      @Meaning("What for, at most 500 characters; null for nothing.") Optional<String> about) {
    OwnHours.Typed typed() {
      return new OwnHours.Typed(
          day.toString(),
          from,
          to.orElse(""),
          minutes.map(String::valueOf).orElse(""),
          about.orElse(""));
    }
  }

  @Told(
      value = "Enter own hours",
      more = "They wait until somebody else approves them.",
      status = 201,
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/my/hours")
  ResponseEntity<HourTold> enter(@RequestBody HoursNew asked) {
    Employed me = me();
    try {
      long entry =
          own.enter(me, asked.typed(), UUID.randomUUID().toString(), viewers.now().account());
      return Answers.created("/api/v1/my/hours", HourTold.of(own.row(me, entry)));
    } catch (SiteTime.Unclear e) {
      throw Problem.faulty(e.field(), e.words());
    }
  }

  /// What is right instead of hours.
  record HoursCorrecting(
      @Meaning("What is right; null where there was nothing.") Optional<HoursNew> right,
      @Meaning("1 to 500 characters.") String reason) {}

  /// What became of a correction.
  record HoursCorrected(
      @Meaning("Whether it took the place at once; else somebody has to answer.") boolean made,
      HourTold hours) {}

  @Told(
      value = "Correct own hours, or ask for it",
      more =
          "What one entered and nobody approved is corrected at once and waits for approval. All else"
              + " stands until who approves has answered.",
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/my/hours/{entry}/correction")
  HoursCorrected correct(@PathVariable long entry, @RequestBody HoursCorrecting asked) {
    Employed me = me();
    try {
      OwnHours.Corrected corrected =
          own.correct(
              me,
              entry,
              asked.right().isEmpty(),
              asked.right().map(HoursNew::typed).orElse(new OwnHours.Typed("", "", "", "", "")),
              asked.reason(),
              viewers.now().account());
      return new HoursCorrected(
          corrected.made(),
          HourTold.of(own.row(me, corrected.made() ? corrected.number() : entry)));
    } catch (SiteTime.Unclear e) {
      throw Problem.faulty("right." + e.field(), e.words());
    }
  }

  @Told(
      value = "Take back a correction that was asked for",
      more = "One that was answered stays.",
      status = 204,
      problems = ProblemType.NOT_FOUND)
  @PostMapping("/my/hours/asked/{id}/take-back")
  ResponseEntity<Void> takeBack(@PathVariable long id) {
    own.takeBack(me(), id, viewers.now().account());
    return Answers.done();
  }

  private Employed me() {
    return staff
        .me(viewers.now())
        .orElseThrow(() -> new NotFound("The account is linked to nobody of the workforce files."));
  }

  // ---- the team

  private Reach team() {
    return Reach.team(viewers.now().departments());
  }

  /// What waits for an answer.
  record HoursWaiting(
      @Meaning("Entries that wait, also those that are not listed.") long entries,
      @Meaning("The oldest, at most 100.") List<HourTold> hours,
      @Meaning("Corrections that were asked for, the oldest first.")
          List<HourTold.CorrectionTold> asked) {
    HoursWaiting {
      hours = List.copyOf(hours);
      asked = List.copyOf(asked);
    }
  }

  static HoursWaiting waiting(Reach reach, HourRows rows, Approvals approvals) {
    return new HoursWaiting(
        rows.waiting(reach).entries(),
        approvals.waiting(reach).stream().map(HourTold::of).toList(),
        approvals.wanted(reach).stream()
            .map(one -> HourTold.CorrectionTold.of(one.asked()))
            .toList());
  }

  @Told("List the hours of the own team that wait for approval")
  @GetMapping("/team/hours")
  HoursWaiting waiting() {
    Reach reach = team();
    audit.read("hours", reach.words() + ", waiting");
    return waiting(reach, rows, approvals);
  }

  /// An answer.
  record HoursRuling(
      boolean approved,
      @Meaning("For a no 1 to 500 characters; the person reads it.") String why) {}

  @Told(
      value = "Approve hours of the own team, or refuse them",
      more = "Nobody approves the own. The same answer again changes nothing.",
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/team/hours/{entry}")
  HourTold rule(@PathVariable long entry, @RequestBody HoursRuling asked) {
    Viewer viewer = viewers.now();
    approvals.rule(
        team(), entry, asked.approved(), asked.why(), viewer.account(), staff.self(viewer));
    return HourTold.of(rows.of(List.of(entry)).getFirst());
  }

  /// Several to approve.
  record HoursApproving(@Meaning("At most 100.") List<Long> entries) {
    HoursApproving {
      entries = List.copyOf(entries);
    }
  }

  /// How many were approved.
  record HoursApproved(@Meaning("Of those named.") int approved) {}

  @Told(
      value = "Approve several hours of the own team",
      more = "Those that changed meanwhile, are others' or the own stay as they are.")
  @PostMapping("/team/hours/approve")
  HoursApproved approve(@RequestBody HoursApproving asked) {
    return approve(team(), asked, approvals, viewers.now(), staff);
  }

  static HoursApproved approve(
      Reach reach, HoursApproving asked, Approvals approvals, Viewer viewer, Staff staff) {
    if (asked.entries().size() > Approvals.SHOWN) {
      throw Problem.faulty("entries", "Name at most %d.".formatted(Approvals.SHOWN));
    }
    return new HoursApproved(
        approvals.approve(reach, asked.entries(), viewer.account(), staff.self(viewer)));
  }

  @Told(
      value = "Make a correction that somebody of the own team asked for, or say why not",
      more = "Made, it is approved as well. The same answer again changes nothing.",
      status = 204,
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/team/hours/asked/{id}")
  ResponseEntity<Void> answer(@PathVariable long id, @RequestBody HoursRuling asked) {
    Viewer viewer = viewers.now();
    approvals.answer(
        team(), id, asked.approved(), asked.why(), viewer.account(), staff.self(viewer));
    return Answers.done();
  }

  @Told("List totals and thresholds of the own team")
  @GetMapping("/team/hours/totals")
  Page<HourTold.TotalsTold> totals(
      Paging paging,
      @RequestParam @Meaning("Of the week, the month and the period; null for today.")
          Optional<LocalDate> day) {
    Reach reach = team();
    audit.read("hours", reach.words() + ", totals");
    return totals(reach, paging, day, staff, standings, clock);
  }

  static Page<HourTold.TotalsTold> totals(
      Reach reach,
      Paging paging,
      Optional<LocalDate> day,
      Staff staff,
      Standings standings,
      Clock clock) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Staff.employer());
    LocalDate asked = day.orElse(today);
    List<Employed> people = staff.page(reach, "", paging.number(), paging.size());
    var found = standings.of(people.stream().map(Employed::person).toList(), asked, today);
    HoursStanding none = standings.none(asked, today);
    return paging.page(
        people.stream()
            .map(one -> HourTold.TotalsTold.of(one, found.getOrDefault(one.person(), none)))
            .toList(),
        staff.count(reach, ""));
  }
}

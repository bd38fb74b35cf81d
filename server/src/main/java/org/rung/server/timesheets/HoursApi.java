package org.rung.server.timesheets;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Everybody's hours, as JSON.
@JsonApi
class HoursApi {
  private final TimesheetImports imports;
  private final Approvals approvals;
  private final HourRows rows;
  private final Standings standings;
  private final Staff staff;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  HoursApi(
      TimesheetImports imports,
      Approvals approvals,
      HourRows rows,
      Standings standings,
      Staff staff,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.imports = imports;
    this.approvals = approvals;
    this.rows = rows;
    this.standings = standings;
    this.staff = staff;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  @Told(value = "List totals and thresholds of everybody", more = "By the employer's id.")
  @GetMapping("/hours/totals")
  Page<HourTold.TotalsTold> totals(
      Paging paging,
      @RequestParam @Meaning("Of the week, the month and the period; null for today.")
          Optional<LocalDate> day) {
    audit.read("hours", "everybody, totals");
    return MyHoursApi.totals(Reach.ALL, paging, day, staff, standings, clock);
  }

  /// A file of hours.
  record TimesheetTold(
      long id,
      @Meaning("What the file is called.") String name,
      @Meaning("Whether its hours were approved where they come from.") boolean approved,
      @Meaning("queued, running, done, cancelled, failed or cut off.") String state,
      @Meaning("Rows below the header that are settled.") long rows,
      @Meaning("Rows that are new.") long added,
      @Meaning("Rows that were in before.") long same,
      @Meaning("Rows that were not taken.") long held,
      @Meaning("Entries that the file approved.") long ruled,
      @Meaning("The long work that does it.") Optional<Long> job,
      @Meaning("The account.") String by,
      Instant at) {
    static TimesheetTold of(Timesheet one) {
      return new TimesheetTold(
          one.id(),
          one.name(),
          one.approved(),
          one.state(),
          one.read(),
          one.added(),
          one.same(),
          one.held(),
          one.ruled(),
          one.job(),
          one.by(),
          one.at());
    }
  }

  @Told(value = "List the files of hours", more = "Newest first.")
  @GetMapping("/hours/imports")
  Page<TimesheetTold> files(Paging paging) {
    return paging
        .before(imports.before(paging.seen(), paging.size() + 1), Timesheet::id)
        .map(TimesheetTold::of);
  }

  @Told(
      value = "Bring in a file of hours",
      more =
          "CSV or XLSX with person_id, day, from and to, minutes or hours; where known kind, about and"
              + " key. Times are by the clock of the person's site. Good rows are taken, the others"
              + " are held; the same file twice takes nothing new.",
      status = 202,
      problems = {ProblemType.REFUSED, ProblemType.WRONG_CONTENT_TYPE})
  @PostMapping(
      path = "/hours/imports",
      consumes = {"text/csv", JsonApi.XLSX, "application/octet-stream"})
  ResponseEntity<TimesheetTold> send(
      @RequestParam @Meaning("What the file is called.") String name,
      @RequestParam(defaultValue = "false")
          @Meaning("Whether its hours were approved where they come from.")
          boolean approved,
      InputStream content) {
    Timesheet sent = imports.get(imports.send(name, content, approved, viewers.now().account()));
    return Answers.accepted(sent.job().orElseThrow(), TimesheetTold.of(sent));
  }

  @Told("Read what became of a file of hours")
  @GetMapping("/hours/imports/{id}")
  TimesheetTold file(@PathVariable long id) {
    return TimesheetTold.of(imports.get(id));
  }

  /// What is wrong with a row that was not taken.
  record RowHeld(
      @Meaning("In the file, from 1.") long line,
      @Meaning("Empty for the row as a whole.") String column,
      String value,
      @Meaning("What is wrong, and what would be right.") String reason) {}

  @Told(value = "List the rows that were not taken", more = "By line. The look is noted.")
  @GetMapping("/hours/imports/{id}/held")
  Page<RowHeld> held(Paging paging, @PathVariable long id) {
    Timesheet timesheet = imports.get(id);
    audit.read("hours", "held rows of timesheet %d".formatted(id));
    return paging
        .page(
            imports.held(timesheet.id(), paging.number(), paging.size()),
            imports.faults(timesheet.id()))
        .map(one -> new RowHeld(one.line(), one.column(), one.value(), one.reason()));
  }

  @Told("List the hours of everybody that wait for approval")
  @GetMapping("/hours/waiting")
  MyHoursApi.HoursWaiting waiting() {
    audit.read("hours", "everybody, waiting");
    return MyHoursApi.waiting(Reach.ALL, rows, approvals);
  }

  @Told(
      value = "Approve anybody's hours, or refuse them",
      more = "Nobody approves the own. The same answer again changes nothing.",
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/hours/waiting/{entry}")
  HourTold rule(@PathVariable long entry, @RequestBody MyHoursApi.HoursRuling asked) {
    Viewer viewer = viewers.now();
    approvals.rule(
        Reach.ALL, entry, asked.approved(), asked.why(), viewer.account(), staff.self(viewer));
    return HourTold.of(rows.of(List.of(entry)).getFirst());
  }

  @Told(
      value = "Approve several hours of anybody",
      more = "Those that changed meanwhile or are the own stay as they are.")
  @PostMapping("/hours/waiting/approve")
  MyHoursApi.HoursApproved approve(@RequestBody MyHoursApi.HoursApproving asked) {
    return MyHoursApi.approve(Reach.ALL, asked, approvals, viewers.now(), staff);
  }

  @Told(
      value = "Make a correction that anybody asked for, or say why not",
      more = "Made, it is approved as well. The same answer again changes nothing.",
      status = 204,
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/hours/waiting/asked/{id}")
  ResponseEntity<Void> answer(@PathVariable long id, @RequestBody MyHoursApi.HoursRuling asked) {
    Viewer viewer = viewers.now();
    approvals.answer(
        Reach.ALL, id, asked.approved(), asked.why(), viewer.account(), staff.self(viewer));
    return Answers.done();
  }
}

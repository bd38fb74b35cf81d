package org.rung.server.timesheets;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.XlsxDownload;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Everybody's hours, for planners: totals with the thresholds, and timesheets from files.
@Controller
class HoursPages {
  private static final String HERE = "/hours";
  private static final int HELD = 200;

  private final Templates templates;
  private final Frames frames;
  private final Totals totals;
  private final Standings standings;
  private final HourRows rows;
  private final CorrectionsAsked asked;
  private final TimesheetImports imports;
  private final ClassHours classes;
  private final Jobs jobs;
  private final Audit audit;
  private final Clock clock;

  HoursPages(
      Templates templates,
      Frames frames,
      Totals totals,
      Standings standings,
      HourRows rows,
      CorrectionsAsked asked,
      TimesheetImports imports,
      ClassHours classes,
      Jobs jobs,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.totals = totals;
    this.standings = standings;
    this.rows = rows;
    this.asked = asked;
    this.imports = imports;
    this.classes = classes;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry hoursEntry() {
    return RailEntry.of(RailEntry.Section.RUN, 635, "Hours", HERE);
  }

  @GetMapping(HERE)
  Html hours(
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "1") int page) {
    return page(day, show.equals("near"), find, page, "");
  }

  private Html page(String day, boolean near, String find, int page, String problem) {
    LocalDate today = today();
    TotalsTable table =
        totals.table(Reach.ALL, HERE, MyHoursPages.day(day).orElse(today), today, near, find, page);
    Standings.Everybody all = standings.everybody(Reach.ALL, table.period());
    audit.read("hours", "everybody, totals");
    return Html.of(
        templates.timesheetsHours(
            frames.frame("Hours", Crumb.of("Run"), Crumb.of("Hours")),
            new HoursPage(
                table,
                all.people(),
                all.minutes().approved(),
                all.minutes().waiting(),
                rows.waiting(Reach.ALL).entries(),
                asked.open(Reach.ALL, Approvals.SHOWN).size(),
                imports.before(Long.MAX_VALUE, 20),
                classes.held(50),
                problem)),
        problem.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Staff.employer());
  }

  /// Brings a file in.
  @PostMapping(HERE + "/imports")
  Object send(
      @RequestParam Optional<MultipartFile> file,
      @RequestParam(defaultValue = "false") boolean approved) {
    String name = file.map(MultipartFile::getOriginalFilename).orElse("");
    if (name.isBlank()) {
      return page("", false, "", 1, "No file was chosen. Choose a CSV or XLSX file.");
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try (InputStream content = file.orElseThrow().getInputStream()) {
      long id = imports.send(last, content, approved, Frames.viewer());
      return new RedirectView(HERE + "/imports/" + id, true, false);
    } catch (Refused e) {
      return page("", false, "", 1, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What became of a file, or how far it is.
  @GetMapping(HERE + "/imports/{id}")
  Html imported(@PathVariable long id) {
    Timesheet timesheet = imports.get(id);
    Optional<Job> running = timesheet.job().flatMap(jobs::find).filter(Job::open);
    audit.read("hours", "timesheet %d".formatted(id));
    Frame frame =
        frames.frame(
            timesheet.name(),
            Crumb.of("Run"),
            new Crumb("Hours", HERE),
            Crumb.of(timesheet.name()));
    return Html.of(
        templates.timesheetsImported(
            frame, timesheet, imports.held(id, 0, HELD), running, clock.instant()));
  }

  @GetMapping(HERE + "/imports/{id}/held.csv")
  View held(@PathVariable long id) {
    Timesheet timesheet = imports.get(id);
    audit.read("hours", "held rows of timesheet %d, export".formatted(id));
    return imports.heldCsv(timesheet);
  }

  @GetMapping(HERE + ".csv")
  View csv(
      @RequestParam(defaultValue = "") String day, @RequestParam(defaultValue = "") String show) {
    return CsvDownload.of("hours-%s.csv".formatted(on(day)), Totals.COLUMNS, rows(day, show));
  }

  @GetMapping(HERE + ".xlsx")
  View xlsx(
      @RequestParam(defaultValue = "") String day, @RequestParam(defaultValue = "") String show) {
    return XlsxDownload.of("hours-%s.xlsx".formatted(on(day)), Totals.COLUMNS, rows(day, show));
  }

  private LocalDate on(String day) {
    return MyHoursPages.day(day).orElse(today());
  }

  private CsvDownload.Rows rows(String day, String show) {
    LocalDate asked = on(day);
    audit.read("hours", "everybody, totals, export");
    return to -> totals.all(Reach.ALL, asked, today(), show.equals("near"), to);
  }
}

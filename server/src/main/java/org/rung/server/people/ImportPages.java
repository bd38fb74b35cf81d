package org.rung.server.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.files.HeldList;
import org.rung.server.files.MendForm;
import org.rung.server.files.NotATable;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Imports: send a file, look at what its columns were taken for, import it, read the report, mend
/// what was held, undo.
@Controller
class ImportPages {
  private final Templates templates;
  private final Frames frames;
  private final Imports imports;
  private final ImportStore store;
  private final ImportReports reports;
  private final ChangedRows changedRows;
  private final Mendings mendings;
  private final Workforce workforce;
  private final Jobs jobs;
  private final Audit audit;
  private final Clock clock;

  ImportPages(
      Templates templates,
      Frames frames,
      Imports imports,
      ImportStore store,
      ImportReports reports,
      ChangedRows changedRows,
      Mendings mendings,
      Workforce workforce,
      Jobs jobs,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.imports = imports;
    this.store = store;
    this.reports = reports;
    this.changedRows = changedRows;
    this.mendings = mendings;
    this.workforce = workforce;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry importsEntry() {
    return RailEntry.of(RailEntry.Section.KNOW, 190, "Imports", "/imports");
  }

  @GetMapping("/imports")
  Html list() {
    return list("", HttpStatus.OK);
  }

  private Html list(String problem, HttpStatus status) {
    List<ImportListPage.Row> rows = reports.newest(100);
    List<Workforce.Snapshot> days = workforce.snapshots();
    return Html.of(
        templates.peopleImports(
            frames.frame("Imports", Crumb.of("Know"), Crumb.of("Imports")),
            new ImportListPage(
                workforce.people(),
                rows.stream().filter(row -> row.done() && !row.state().equals("undone")).count(),
                days.size(),
                rows,
                jobs.open().stream().filter(job -> job.kind().equals(ImportWork.KIND)).findFirst(),
                problem),
            clock.instant()),
        status);
  }

  @PostMapping("/imports")
  Object send(@RequestParam MultipartFile file, @RequestParam(defaultValue = "") String day) {
    String name = file.getOriginalFilename();
    if (name == null || name.isBlank()) {
      return list(
          "No file was chosen. Choose a CSV or XLSX file.", HttpStatus.UNPROCESSABLE_CONTENT);
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try (InputStream content = file.getInputStream()) {
      long id = imports.guess(last, content, Frames.viewer());
      return new RedirectView(
          "/imports/" + id + (day.matches("\\d{4}-\\d\\d-\\d\\d") ? "?day=" + day : ""),
          true,
          false);
    } catch (NotATable | Refused e) {
      return list(String.valueOf(e.getMessage()), HttpStatus.UNPROCESSABLE_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/imports/{id}")
  Html one(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String fault,
      @RequestParam(defaultValue = "") String column,
      @RequestParam(defaultValue = "") String order,
      @RequestParam(defaultValue = "false") boolean down,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "1") int changes,
      @RequestParam(defaultValue = "0") long deed,
      @RequestParam(defaultValue = "") String notice) {
    ImportFile.Stored stored = find(id);
    return switch (imports.state(id)) {
      case "guessed", "cancelled", "failed" -> {
        audit.read("imports", "sample of file %d".formatted(id));
        yield mapping(
            stored,
            stored.file().mapping(),
            stored.takenOn().map(LocalDate::toString).orElse(day),
            "",
            HttpStatus.OK);
      }
      case "queued", "running" -> running(stored);
      default ->
          report(
              stored,
              new Asked(fault, column, order.equals("column"), down, page, changes, deed, notice),
              List.of(),
              HttpStatus.OK);
    };
  }

  private Html running(ImportFile.Stored stored) {
    Job job = reports.job(stored.id()).flatMap(jobs::find).orElseThrow();
    return Html.of(templates.jobsImporting(frame(stored), stored.name(), job, clock.instant()));
  }

  private Html mapping(
      ImportFile.Stored stored, Mapping mapping, String day, String problem, HttpStatus status) {
    List<ImportMappingPage.Column> columns = new ArrayList<>();
    for (int i = 0; i < stored.file().columns().size(); i++) {
      int index = i;
      columns.add(
          new ImportMappingPage.Column(
              i,
              stored.file().columns().get(i),
              stored.file().examples(i),
              mapping.columns().entrySet().stream()
                  .filter(entry -> entry.getValue() == index)
                  .map(Map.Entry::getKey)
                  .findFirst()));
    }
    String missing =
        problem.isEmpty() ? mapping.problem(stored.file().columns()).orElse("") : problem;
    return Html.of(
        templates.peopleImportMapping(
            frame(stored),
            new ImportMappingPage(
                stored.id(),
                stored.name(),
                stored.kind(),
                stored.file().words(),
                ImportReports.bytes(reports.size(stored.id())),
                stored.file().headerLine(),
                columns,
                day,
                mapping.decimalComma(),
                mapping.dayFirst(),
                ImportColumn.of(stored.kind()),
                missing,
                reports.job(stored.id()).flatMap(jobs::find)),
            clock.instant()),
        status);
  }

  /// The form names what each column is: `is0`, `is1` and so on.
  @PostMapping("/imports/{id}")
  Object start(@PathVariable long id, @RequestParam Map<String, String> form) {
    ImportFile.Stored stored = find(id);
    Map<ImportColumn, Integer> chosen = new EnumMap<>(ImportColumn.class);
    String problem = "";
    for (int i = 0; i < stored.file().columns().size(); i++) {
      Optional<ImportColumn> is = column(stored.kind(), form.getOrDefault("is" + i, ""));
      if (is.isPresent()) {
        Integer other = chosen.putIfAbsent(is.get(), i);
        if (other != null) {
          problem =
              "“%s” is chosen for two columns, “%s” and “%s”. Choose it for one."
                  .formatted(
                      is.get().words(),
                      stored.file().columns().get(other),
                      stored.file().columns().get(i));
        }
      }
    }
    Mapping mapping =
        stored
            .file()
            .mapping()
            .with(
                chosen,
                form.getOrDefault("numbers", "").equals("comma"),
                form.getOrDefault("dates", "").equals("day"));
    String day = form.getOrDefault("day", "");
    try {
      if (problem.isEmpty()) {
        imports.start(id, mapping, LocalDate.parse(day), Frames.viewer());
        return to(id);
      }
    } catch (DateTimeParseException e) {
      problem =
          "“%s” is no day of the calendar. Give the day that the file describes.".formatted(day);
    } catch (Refused e) {
      problem = String.valueOf(e.getMessage());
    }
    return mapping(stored, mapping, day, problem, HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @PostMapping("/imports/{id}/remove")
  View remove(@PathVariable long id) {
    imports.remove(find(id).id(), Frames.viewer());
    return new RedirectView("/imports", true, false);
  }

  @PostMapping("/imports/{id}/undo")
  View undo(@PathVariable long id) {
    imports.undo(find(id).id(), Frames.viewer());
    return to(id);
  }

  @GetMapping("/imports/{id}/held.csv")
  View held(@PathVariable long id) {
    ImportFile.Stored stored = find(id);
    audit.read("people", "held rows of import %d, CSV".formatted(id));
    return reports.csv(id, stored.name(), stored.file().columns());
  }

  @GetMapping("/imports/{id}/changed.csv")
  View changed(@PathVariable long id) {
    find(id);
    audit.read("people", "changed rows of import %d, CSV".formatted(id));
    return changedRows.csv(id);
  }

  @GetMapping("/imports/{id}/mended.csv")
  View mended(@PathVariable long id) {
    find(id);
    audit.read("people", "mended rows of import %d, CSV".formatted(id));
    return reports.mendedCsv(id);
  }

  /// Takes what was typed into the list of held rows, or leaves a row out.
  @PostMapping("/imports/{id}/mend")
  Object mend(
      @PathVariable long id,
      @RequestParam Map<String, String> form,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean live) {
    ImportFile.Stored stored = find(id);
    MendForm typed = MendForm.of(form);
    int out = typed.out().isPresent() ? MendForm.version(form, typed.out().getAsLong()) : 0;
    Mendings.Outcome outcome;
    try {
      outcome = mendings.mend(id, typed, out, Frames.viewer());
    } catch (Refused e) {
      return report(
          stored,
          Asked.of(form, 0, ""),
          List.of(new HeldList.Problem(0, 0, "", String.valueOf(e.getMessage()))),
          live ? HttpStatus.OK : HttpStatus.CONFLICT);
    }
    long deed = outcome.deed().orElse(0L);
    String notice = said(outcome);
    if (!outcome.problems().isEmpty()) {
      return report(
          stored,
          Asked.of(form, deed, notice),
          outcome.problems(),
          live ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return live
        ? report(stored, Asked.of(form, deed, notice), List.of(), HttpStatus.OK)
        : new RedirectView(
            "/imports/" + id + "?" + Asked.of(form, deed, notice).query() + "#held", true, false);
  }

  /// Lets rows wait again that were mended or left out at once.
  @PostMapping("/imports/{id}/deeds/{deed}/undo")
  View undoDeed(@PathVariable long id, @PathVariable long deed) {
    int rows = mendings.undo(find(id).id(), deed, Frames.viewer());
    return new RedirectView(
        "/imports/" + id + "?notice=" + (rows == 1 ? "waits" : "wait") + "#held", true, false);
  }

  private static String said(Mendings.Outcome outcome) {
    if (outcome.kept() > 0) {
      return "kept";
    }
    if (outcome.before() > 0) {
      return "before";
    }
    return outcome.deed().isEmpty() && outcome.problems().isEmpty() ? "nothing" : "";
  }

  /// The words of a notice; addresses carry its name alone.
  private static String words(String notice) {
    return switch (notice) {
      case "kept" -> "A value was taken and kept. Its row waits for its other faults.";
      case "before" -> "This was done before. Nothing was changed a second time.";
      case "nothing" -> "No value was given, so nothing was changed.";
      case "waits" -> "The row waits again, as the file has it.";
      case "wait" -> "The rows wait again, as the file has them.";
      default -> "";
    };
  }

  /// The part of the report that was asked for.
  private record Asked(
      String fault,
      String column,
      boolean byColumn,
      boolean descending,
      int page,
      int changes,
      long deed,
      String notice) {
    static Asked of(Map<String, String> form, long deed, String notice) {
      String page = form.getOrDefault("page", "1");
      return new Asked(
          form.getOrDefault("fault", ""),
          form.getOrDefault("column", ""),
          form.getOrDefault("order", "").equals("column"),
          form.getOrDefault("down", "").equals("true"),
          page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1,
          1,
          deed,
          notice);
    }

    String query() {
      return (fault.isEmpty() ? "" : "fault=" + URLEncoder.encode(fault, UTF_8) + "&")
          + (column.isEmpty() ? "" : "column=" + URLEncoder.encode(column, UTF_8) + "&")
          + (byColumn ? "order=column&" : "")
          + (descending ? "down=true&" : "")
          + "page="
          + page
          + "&deed="
          + deed
          + "&notice="
          + notice;
    }
  }

  private Html report(
      ImportFile.Stored stored, Asked asked, List<HeldList.Problem> problems, HttpStatus status) {
    long id = stored.id();
    ImportListPage.Row row = reports.row(id).orElseThrow();
    boolean undone = imports.state(id).equals("undone");
    HeldList held =
        reports.held(
            stored,
            asked.fault(),
            asked.column(),
            asked.byColumn(),
            asked.descending(),
            asked.page(),
            !undone);
    if (held.shown() == 0 && !held.kinds().isEmpty()) {
      // The last row of the kind that was shown is settled: the others follow.
      held =
          reports.held(stored, "", "", asked.byColumn(), asked.descending(), asked.page(), !undone);
    }
    long values = row.changed() == 0 ? 0 : changedRows.count(id);
    int pages = (int) Math.max(1, (values + ChangedRows.PAGE - 1) / ChangedRows.PAGE);
    int here = Math.clamp(asked.changes(), 1, pages);
    audit.read("people", "report of import %d".formatted(id));
    return Html.of(
        templates.peopleImportReport(
            frame(stored),
            new ImportReportPage(
                row,
                stored.takenOn().map(LocalDate::toString).orElse(""),
                stored.kind(),
                undone,
                stored.file().words(),
                stored.file().columns().size(),
                reports.seconds(id),
                stored.assumptions(),
                held.with(problems),
                reports.mended(id, 50),
                values == 0 ? List.of() : changedRows.page(id, here),
                values,
                here,
                pages,
                asked.deed() == 0 ? Optional.empty() : reports.toast(id, asked.deed()),
                words(asked.notice()),
                problems,
                imports.keepsFromUndo(id),
                undone || stored.kind() == ImportKind.HIRING
                    ? Optional.empty()
                    : changes(stored.takenOn()))),
        status);
  }

  private Optional<PeoplePage.Changed> changes(Optional<LocalDate> day) {
    List<Workforce.Snapshot> all = workforce.snapshots();
    for (int i = 1; i < all.size(); i++) {
      if (day.isPresent() && all.get(i).takenOn().equals(day.get())) {
        return Optional.of(
            new PeoplePage.Changed(
                all.get(i - 1), workforce.changes(all.get(i - 1), all.get(i)).told()));
      }
    }
    return Optional.empty();
  }

  private static Optional<ImportColumn> column(ImportKind kind, String name) {
    return ImportColumn.of(kind).stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private ImportFile.Stored find(long id) {
    return store.find(id).orElseThrow(() -> none(id));
  }

  static NotFound none(long id) {
    return new NotFound("There is no import with the number %d.".formatted(id));
  }

  private Frame frame(ImportFile.Stored stored) {
    return frames.frame(
        "Import of " + stored.name(),
        Crumb.of("Know"),
        new Crumb("Imports", "/imports"),
        Crumb.of(stored.name()));
  }

  private static View to(long id) {
    return new RedirectView("/imports/" + id, true, false);
  }
}

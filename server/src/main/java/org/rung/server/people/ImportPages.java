package org.rung.server.people;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
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
      Workforce workforce,
      Jobs jobs,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.imports = imports;
    this.store = store;
    this.reports = reports;
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
      @RequestParam(defaultValue = "1") int page) {
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
      default -> report(stored, fault, column, order.equals("column"), down, page);
    };
  }

  private Html running(ImportFile.Stored stored) {
    Job job = reports.job(stored.id()).flatMap(jobs::find).orElseThrow();
    return Html.of(
        templates.peopleImportRunning(frame(stored), stored.name(), job, clock.instant()));
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

  private Html report(
      ImportFile.Stored stored,
      String fault,
      String column,
      boolean byColumn,
      boolean descending,
      int page) {
    long id = stored.id();
    ImportListPage.Row row = reports.row(id).orElseThrow();
    List<ImportReportPage.FaultKind> faults = reports.faults(id);
    long shown = reports.count(id, fault, column);
    int pages = (int) Math.max(1, (shown + ImportReports.PAGE - 1) / ImportReports.PAGE);
    int here = Math.clamp(page, 1, pages);
    boolean undone = imports.state(id).equals("undone");
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
                faults.stream().mapToLong(ImportReportPage.FaultKind::count).sum(),
                faults,
                reports.faultyColumns(id),
                fault,
                column,
                byColumn,
                descending,
                shown,
                here,
                pages,
                reports.held(
                    id, stored.file().mapping(), fault, column, byColumn, descending, here),
                imports.keepsFromUndo(id),
                undone || stored.kind() == ImportKind.HIRING
                    ? Optional.empty()
                    : changes(stored.takenOn()))));
  }

  private Optional<PeoplePage.Changed> changes(Optional<LocalDate> day) {
    List<Workforce.Snapshot> all = workforce.snapshots();
    for (int i = 1; i < all.size(); i++) {
      if (day.isPresent() && all.get(i).takenOn().equals(day.get())) {
        return Optional.of(
            new PeoplePage.Changed(all.get(i - 1), workforce.changes(all.get(i - 1), all.get(i))));
      }
    }
    return Optional.empty();
  }

  private static Optional<ImportColumn> column(ImportKind kind, String name) {
    return ImportColumn.of(kind).stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private ImportFile.Stored find(long id) {
    return store
        .find(id)
        .orElseThrow(() -> new NotFound("There is no import with the number %d.".formatted(id)));
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

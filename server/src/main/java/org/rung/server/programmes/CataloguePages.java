package org.rung.server.programmes;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.HeldList;
import org.rung.server.files.MendForm;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
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

/// Catalogues: send one, read its report, mend what is held.
@Controller
class CataloguePages {
  private final Templates templates;
  private final Frames frames;
  private final Programmes programmes;
  private final CatalogueImports imports;
  private final Jobs jobs;
  private final Clock clock;

  CataloguePages(
      Templates templates,
      Frames frames,
      Programmes programmes,
      CatalogueImports imports,
      Jobs jobs,
      Clock clock) {
    this.imports = imports;
    this.jobs = jobs;
    this.clock = clock;
    this.templates = templates;
    this.frames = frames;
    this.programmes = programmes;
  }

  @GetMapping("/programmes/imports")
  Html list() {
    return list("", HttpStatus.OK);
  }

  private Html list(String problem, HttpStatus status) {
    return Html.of(
        templates.programmesImports(
            frames.frame(
                "Catalogues",
                Crumb.of("Know"),
                new Crumb("Programmes", "/programmes"),
                Crumb.of("Catalogues")),
            programmes.reports(),
            programmes.count(),
            jobs.open().stream().filter(job -> job.kind().equals(CatalogueWork.KIND)).findFirst(),
            problem,
            clock.instant()),
        status);
  }

  @PostMapping("/programmes/imports")
  Object send(@RequestParam MultipartFile file) {
    String name = file.getOriginalFilename();
    if (name == null || name.isBlank()) {
      return list("No file was chosen. Choose a CSV file.", HttpStatus.UNPROCESSABLE_CONTENT);
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try (InputStream content = file.getInputStream()) {
      CatalogueImports.Sent sent = imports.send(last, content, Frames.viewer());
      return to(sent.id(), sent.again() ? "?again=true" : "");
    } catch (Refused e) {
      return list(String.valueOf(e.getMessage()), HttpStatus.UNPROCESSABLE_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/programmes/imports/{id}")
  Html report(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String fault,
      @RequestParam(defaultValue = "") String column,
      @RequestParam(defaultValue = "") String order,
      @RequestParam(defaultValue = "false") boolean down,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "false") boolean again,
      @RequestParam(defaultValue = "-1") int taken) {
    return switch (imports.state(id)) {
      case "sent", "cancelled", "failed" -> sent(id);
      case "queued", "running" -> {
        CatalogueReport report = find(id);
        yield Html.of(
            templates.jobsImporting(
                frame(report.fileName()),
                report.fileName(),
                imports.job(id).flatMap(jobs::find).orElseThrow(),
                clock.instant()));
      }
      default ->
          page(
              id,
              new Asked(fault, column, order.equals("column"), down, page),
              again,
              taken,
              List.of(),
              HttpStatus.OK);
    };
  }

  private Html sent(long id) {
    CatalogueImports.Preview preview = imports.preview(id);
    return Html.of(
        templates.programmesSent(
            frame(preview.name()),
            new SentCatalogue(
                id,
                preview.name(),
                preview.header().size(),
                preview.rows(),
                preview.known(),
                Formats.count(Math.max(1, preview.bytes() >> 10)) + " KB",
                imports.job(id).flatMap(jobs::find)),
            clock.instant()));
  }

  private Frame frame(String name) {
    return frames.frame(
        name,
        Crumb.of("Know"),
        new Crumb("Programmes", "/programmes"),
        new Crumb("Catalogues", "/programmes/imports"),
        Crumb.of(name));
  }

  /// Reads the catalogue that was sent.
  @PostMapping("/programmes/imports/{id}")
  View start(@PathVariable long id) {
    imports.start(id, Frames.viewer());
    return to(id, "");
  }

  @PostMapping("/programmes/imports/{id}/undo")
  View undo(@PathVariable long id) {
    imports.undo(id);
    return to(id, "");
  }

  @PostMapping("/programmes/imports/{id}/remove")
  View remove(@PathVariable long id) {
    imports.remove(id);
    return new RedirectView("/programmes/imports", true, false);
  }

  private static View to(long id, String query) {
    return new RedirectView("/programmes/imports/" + id + query, true, false);
  }

  /// The part of the list that was asked for.
  private record Asked(
      String fault, String column, boolean byColumn, boolean descending, int page) {}

  private Html page(
      long id,
      Asked asked,
      boolean again,
      int taken,
      List<HeldList.Problem> refused,
      HttpStatus status) {
    CatalogueReport report = find(id);
    return Html.of(
        templates.programmesReport(
            frame(report.fileName()),
            new CataloguePage(
                report,
                list(report, asked).with(refused),
                taken,
                refused,
                imports.keepsFromUndo(id)),
            again),
        status);
  }

  private HeldList list(CatalogueReport report, Asked asked) {
    List<HeldRow> all = programmes.held(report.id());
    Comparator<HeldRow> place =
        asked.byColumn()
            ? Comparator.comparing(HeldRow::columnNo).thenComparing(HeldRow::line)
            : Comparator.comparing(HeldRow::line).thenComparing(HeldRow::columnNo);
    boolean any = all.stream().anyMatch(row -> shows(row, asked.fault(), asked.column()));
    // The last row of the kind that was shown is settled: the others follow.
    String fault = any ? asked.fault() : "";
    String column = any ? asked.column() : "";
    List<HeldRow> rows =
        all.stream()
            .filter(row -> shows(row, fault, column))
            .sorted(
                asked.byColumn() || asked.descending()
                    ? asked.descending() ? place.reversed() : place
                    // What can be mended with one click comes first.
                    : Comparator.comparing((HeldRow row) -> row.suggested().isEmpty())
                        .thenComparing(place))
            .toList();
    int pages = Math.max(1, (rows.size() + HeldList.PAGE - 1) / HeldList.PAGE);
    int here = Math.clamp(asked.page(), 1, pages);
    Set<Integer> seen = new HashSet<>();
    return new HeldList(
        "/programmes/imports/" + report.id(),
        report.faults().entrySet().stream()
            .map(kind -> new HeldList.Kind(kind.getKey(), kind.getValue()))
            .toList(),
        all.stream().map(HeldRow::column).distinct().sorted().toList(),
        fault,
        column,
        asked.byColumn(),
        asked.descending(),
        rows.size(),
        here,
        pages,
        rows.stream()
            .skip((here - 1L) * HeldList.PAGE)
            .limit(HeldList.PAGE)
            .map(row ->
                new HeldList.Row(
                    row.line(),
                    row.columnNo(),
                    row.column(),
                    row.label(),
                    row.code().isEmpty() ? "no number" : "programme " + row.code(),
                    row.value(),
                    row.reason(),
                    row.detail(),
                    row.suggested().orElse(""),
                    List.of(),
                    row.version(),
                    seen.add(row.line()),
                    "",
                    ""))
            .toList(),
        (int) all.stream().filter(row -> row.suggested().isPresent()).count(),
        !report.state().equals("undone"),
        false);
  }

  private static boolean shows(HeldRow row, String fault, String column) {
    return (fault.isEmpty() || row.reason().equals(fault))
        && (column.isEmpty() || row.column().equals(column));
  }

  /// Takes what was typed, or with `suggested` every value that was suggested.
  @PostMapping("/programmes/imports/{id}/mend")
  Object mend(
      @PathVariable long id,
      @RequestParam Map<String, String> form,
      @RequestParam(defaultValue = "false") boolean suggested,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean live) {
    find(id);
    List<Programmes.Mend> mends = new ArrayList<>();
    if (suggested) {
      mends.addAll(programmes.suggested(id));
    } else {
      for (MendForm.Row row : MendForm.of(form).rows()) {
        if (row.line() > Integer.MAX_VALUE) {
          throw new Refused(
              "No catalogue has a line %d. Nothing was changed.".formatted(row.line()));
        }
        row.values()
            .forEach((column, value) ->
                mends.add(
                    new Programmes.Mend(
                        Math.toIntExact(row.line()), column, value, row.version())));
      }
    }
    Programmes.Mending mending = programmes.mend(id, mends, Frames.viewer());
    if (live || !mending.refused().isEmpty()) {
      String page = form.getOrDefault("page", "1");
      return page(
          id,
          new Asked(
              form.getOrDefault("fault", ""),
              form.getOrDefault("column", ""),
              form.getOrDefault("order", "").equals("column"),
              form.getOrDefault("down", "").equals("true"),
              page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1),
          false,
          mending.taken(),
          mending.refused(),
          live ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return to(id, "?taken=" + mending.taken());
  }

  @GetMapping("/programmes/imports/{id}/held.csv")
  View held(@PathVariable long id) {
    find(id);
    List<HeldRow> rows = programmes.held(id);
    return CsvDownload.of(
        "held-rows.csv",
        List.of(
            "line", "column", "program_id", "programme", "value", "reason", "detail", "suggested"),
        to -> {
          for (HeldRow row : rows) {
            to.row(
                row.line(),
                row.column(),
                row.code(),
                row.label(),
                row.value(),
                row.reason(),
                row.detail(),
                row.suggested().orElse(""));
          }
        });
  }

  private CatalogueReport find(long id) {
    return programmes.report(id).orElseThrow(() -> none(id));
  }

  static NotFound none(long id) {
    return new NotFound("There is no catalogue with the number %d.".formatted(id));
  }
}

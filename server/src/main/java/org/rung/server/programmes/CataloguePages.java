package org.rung.server.programmes;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Catalogues: send one, read its report, mend what is held.
@Controller
class CataloguePages {
  private static final int SHOWN = 200;

  private final Templates templates;
  private final Frames frames;
  private final Programmes programmes;

  CataloguePages(Templates templates, Frames frames, Programmes programmes) {
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
            problem),
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
    try {
      CatalogueReport report = programmes.importCatalogue(last, file.getBytes(), Frames.viewer());
      return new RedirectView(
          "/programmes/imports/" + report.id() + (report.again() ? "?again=true" : ""),
          true,
          false);
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
      @RequestParam(defaultValue = "false") boolean again,
      @RequestParam(defaultValue = "-1") int taken) {
    return page(id, fault, column, again, taken, List.of(), HttpStatus.OK);
  }

  private Html page(
      long id,
      String fault,
      String column,
      boolean again,
      int taken,
      List<String> refused,
      HttpStatus status) {
    CatalogueReport report = find(id);
    List<HeldRow> all = programmes.held(id);
    List<HeldRow> rows =
        all.stream()
            .filter(row -> fault.isEmpty() || row.reason().equals(fault))
            .filter(row -> column.isEmpty() || row.column().equals(column))
            // What can be mended with one click comes first.
            .sorted(
                java.util.Comparator.comparing((HeldRow row) -> row.suggested().isEmpty())
                    .thenComparingInt(HeldRow::line))
            .toList();
    return Html.of(
        templates.programmesReport(
            frames.frame(
                report.fileName(),
                Crumb.of("Know"),
                new Crumb("Programmes", "/programmes"),
                new Crumb("Catalogues", "/programmes/imports"),
                Crumb.of(report.fileName())),
            new CataloguePage(
                report,
                finding(report.faults()),
                fault,
                column,
                all.stream().map(HeldRow::column).distinct().sorted().toList(),
                rows.stream().limit(SHOWN).toList(),
                rows.size(),
                (int) all.stream().filter(row -> row.suggested().isPresent()).count(),
                taken,
                refused),
            again),
        status);
  }

  private static String finding(Map<String, Integer> faults) {
    int all = faults.values().stream().mapToInt(Integer::intValue).sum();
    if (all == 0) {
      return "No row has a fault";
    }
    Map.Entry<String, Integer> most = faults.entrySet().iterator().next();
    return "%s of %s: %s"
        .formatted(
            Formats.count(most.getValue()),
            Formats.counted(all, "fault", "faults"),
            most.getKey().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                + most.getKey().substring(1));
  }

  /// Takes what was typed, `m.LINE.COLUMN`, or with `suggested` every value that was suggested.
  @PostMapping("/programmes/imports/{id}/mend")
  Object mend(
      @PathVariable long id,
      @RequestParam Map<String, String> form,
      @RequestParam(defaultValue = "false") boolean suggested) {
    find(id);
    List<Programmes.Mend> mends = new ArrayList<>();
    if (suggested) {
      for (HeldRow row : programmes.held(id)) {
        row.suggested()
            .ifPresent(value -> mends.add(new Programmes.Mend(row.line(), row.columnNo(), value)));
      }
    } else {
      form.forEach((name, value) -> {
        String[] place = name.split("\\.", -1);
        if (place.length == 3 && place[0].equals("m") && !value.isBlank()) {
          mends.add(new Programmes.Mend(number(place[1]), number(place[2]), value));
        }
      });
    }
    Programmes.Mending mending = programmes.mend(id, mends, Frames.viewer());
    if (!mending.refused().isEmpty()) {
      return page(
          id,
          form.getOrDefault("fault", ""),
          form.getOrDefault("column", ""),
          false,
          mending.taken(),
          mending.refused(),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return new RedirectView("/programmes/imports/" + id + "?taken=" + mending.taken(), true, false);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Refused("“%s” is no line or column of a held row.".formatted(text));
    }
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
    return programmes
        .report(id)
        .orElseThrow(() -> new NotFound("There is no catalogue with the number %d.".formatted(id)));
  }
}

package org.rung.server.skills;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/// Labels of roles: send a file of them, read what became of each line, take them out again.
@Controller
class LabelPages {
  private final Templates templates;
  private final Frames frames;
  private final RoleLabels labels;

  LabelPages(Templates templates, Frames frames, RoleLabels labels) {
    this.templates = templates;
    this.frames = frames;
    this.labels = labels;
  }

  @GetMapping("/roles/labels")
  Html labels() {
    return page("", Optional.empty(), "", HttpStatus.OK);
  }

  /// The same file twice changes nothing, so its report is the answer.
  @PostMapping("/roles/labels")
  Html send(@RequestParam MultipartFile file) {
    String name = file.getOriginalFilename();
    if (name == null || name.isBlank()) {
      return page(
          "",
          Optional.empty(),
          "No file was chosen. Choose a CSV file.",
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    LabelReport report;
    try (InputStream content = file.getInputStream()) {
      report = labels.importLabels(last, content, Frames.viewer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page(
        last,
        Optional.of(report),
        "",
        report.rows() == 0 ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
  }

  private Html page(String name, Optional<LabelReport> report, String problem, HttpStatus status) {
    return Html.of(
        templates.skillsLabels(
            frames.frame(
                "Labels", Crumb.of("Know"), new Crumb("Roles", "/roles"), Crumb.of("Labels")),
            labels.all().size(),
            name,
            report,
            problem),
        status);
  }

  @GetMapping("/roles/labels.csv")
  CsvDownload csv() {
    return CsvDownload.of(
        "roles.csv",
        List.of("job_title", "department", "occupation", "also", "note"),
        to ->
            labels
                .all()
                .forEach(label ->
                    to.row(
                        label.title(),
                        label.department(),
                        label.occupation(),
                        label.also(),
                        label.note())));
  }
}

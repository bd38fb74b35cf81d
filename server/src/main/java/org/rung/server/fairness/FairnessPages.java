package org.rung.server.fairness;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.Scratch;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Rules;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// How groups fare, and the protected attributes behind it: in, out, never a single one to see.
@Controller
class FairnessPages {
  private static final String CONFIRM = "take all out";

  private final Templates templates;
  private final Frames frames;
  private final Attributes attributes;
  private final Rules rules;

  FairnessPages(Templates templates, Frames frames, Attributes attributes, Rules rules) {
    this.templates = templates;
    this.frames = frames;
    this.attributes = attributes;
    this.rules = rules;
  }

  @Bean
  static RailEntry fairnessEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 880, "Fairness", "/fairness");
  }

  @GetMapping("/fairness")
  Html fairness() {
    return Html.of(
        templates.fairnessShares(
            frames.frame("Fairness", Crumb.of("Prove"), Crumb.of("Fairness")),
            shares(),
            attributes.standing()));
  }

  private Shares shares() {
    boolean apart = attributes.standing() == Standing.APART;
    return Shares.of(
        attributes.basis(),
        apart ? attributes.shares() : List.of(),
        rules.on("four-fifths", attributes.today()).figure("ratio_hundredths"));
  }

  @GetMapping("/fairness.csv")
  CsvDownload csv() {
    Shares shares = shares();
    return CsvDownload.of(
        "fairness.csv",
        List.of(
            "attribute",
            "group",
            "staff",
            "with_a_pathway",
            "planned",
            "ratio_with_a_pathway",
            "ratio_planned"),
        to -> {
          for (Shares.Table table : shares.tables()) {
            for (Shares.Row row : table.rows()) {
              to.row(
                  table.attribute(),
                  row.group(),
                  row.staff(),
                  shares.plan().isEmpty() ? "" : row.candidates(),
                  shares.plan().isEmpty() ? "" : row.planned(),
                  row.reach().map(ratio -> Formats.decimal(ratio.ratio(), 2)).orElse(""),
                  row.place().map(ratio -> Formats.decimal(ratio.ratio(), 2)).orElse(""));
            }
          }
        });
  }

  @GetMapping("/fairness/attributes")
  Html kept() {
    return kept(Optional.empty(), Map.of(), Map.of(), HttpStatus.OK);
  }

  /// The report is the answer: it is kept nowhere.
  @PostMapping("/fairness/attributes")
  Html send(
      @RequestParam MultipartFile file,
      @RequestParam(defaultValue = "") String source,
      @RequestParam(defaultValue = "") String day) {
    Map<String, String> form = Map.of("source", source, "day", day);
    Map<String, String> errors = new LinkedHashMap<>();
    String name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
    if (name.isBlank()) {
      errors.put("file", "No file was chosen. Choose a CSV or XLSX file.");
    }
    if (source.isBlank() || source.length() > AttributeFile.LONGEST_SOURCE) {
      errors.put(
          "source",
          "Say in 1 to %d letters where the attributes come from, for example “own word, HR system”."
              .formatted(AttributeFile.LONGEST_SOURCE));
    }
    Optional<LocalDate> said =
        AttributeFile.day(day).filter(given -> !given.isAfter(attributes.today()));
    if (said.isEmpty()) {
      errors.put("day", "“%s” is no day up to today. Give one like 2026-01-31.".formatted(day));
    }
    if (!errors.isEmpty()) {
      return kept(Optional.empty(), form, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try {
      Path content = Scratch.file("attributes");
      try (InputStream in = file.getInputStream()) {
        Files.copy(in, content, StandardCopyOption.REPLACE_EXISTING);
        AttributeReport report = attributes.take(content, last, source.strip(), said.orElseThrow());
        return kept(
            Optional.of(report),
            form,
            Map.of(),
            report.taken() == 0 ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
      } finally {
        Files.deleteIfExists(content);
      }
    } catch (Refused e) {
      return kept(
          Optional.empty(),
          form,
          Map.of("file", String.valueOf(e.getMessage())),
          HttpStatus.UNPROCESSABLE_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @PostMapping("/fairness/attributes/remove")
  View remove(@RequestParam(defaultValue = "") String confirm) {
    if (!confirm.strip().equals(CONFIRM)) {
      throw new Refused(
          "Nothing was taken out: write “%s” into the field, since it cannot be undone."
              .formatted(CONFIRM));
    }
    attributes.forgetAll();
    return new RedirectView("/fairness/attributes", true, false);
  }

  private Html kept(
      Optional<AttributeReport> report,
      Map<String, String> form,
      Map<String, String> errors,
      HttpStatus status) {
    Standing standing = attributes.standing();
    List<KeptPage.Held> held =
        standing == Standing.APART
            ? attributes.held().stream()
                .map(kind ->
                    new KeptPage.Held(
                        kind.attribute() == Attribute.BIRTH_YEAR
                            ? "Birth year"
                            : kind.attribute() == Attribute.AGE_GROUP
                                ? "Age group"
                                : kind.attribute().words,
                        kind.people().map(Formats::count).orElse("under 5")))
                .toList()
            : List.of();
    return Html.of(
        templates.fairnessAttributes(
            frames.frame(
                "Protected attributes",
                Crumb.of("Prove"),
                new Crumb("Fairness", "/fairness"),
                Crumb.of("Protected attributes")),
            new KeptPage(standing, held, report, form, errors)),
        status);
  }
}

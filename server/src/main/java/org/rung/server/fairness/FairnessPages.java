package org.rung.server.fairness;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
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
  private final Templates templates;
  private final Frames frames;
  private final Attributes attributes;
  private final Fairness fairness;

  FairnessPages(Templates templates, Frames frames, Attributes attributes, Fairness fairness) {
    this.templates = templates;
    this.frames = frames;
    this.attributes = attributes;
    this.fairness = fairness;
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
            fairness.shares(),
            attributes.standing()));
  }

  @GetMapping("/fairness.csv")
  CsvDownload csv() {
    Shares shares = fairness.shares();
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
    Fairness.Asked asked = new Fairness.Asked(source, day);
    Map<String, String> errors = new LinkedHashMap<>();
    String name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
    if (name.isBlank()) {
      errors.put("file", "No file was chosen. Choose a CSV or XLSX file.");
    }
    errors.putAll(fairness.faults(asked));
    if (!errors.isEmpty()) {
      return kept(Optional.empty(), form, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try (InputStream content = file.getInputStream()) {
      AttributeReport report = fairness.take(last, content, asked);
      return kept(
          Optional.of(report),
          form,
          Map.of(),
          report.taken() == 0 ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
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
    fairness.forgetAll(confirm);
    return new RedirectView("/fairness/attributes", true, false);
  }

  private Html kept(
      Optional<AttributeReport> report,
      Map<String, String> form,
      Map<String, String> errors,
      HttpStatus status) {
    Standing standing = attributes.standing();
    List<String> held =
        standing == Standing.APART
            ? attributes.held().stream().map(FairnessPages::words).toList()
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

  private static String words(Attribute attribute) {
    return switch (attribute) {
      case BIRTH_YEAR -> "Birth year";
      case AGE_GROUP -> "Age group";
      default -> attribute.words;
    };
  }
}

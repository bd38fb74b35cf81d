package org.rung.server.enrolment;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
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

/// Entry tests: their terms, who has still to pass, and results as they come in.
@Controller
class EntryTestPages {
  private static final Crumb LIST = new Crumb("Entry tests", "/tests");

  private final Templates templates;
  private final Frames frames;
  private final EntryTests tests;
  private final TestResults results;
  private final TestFile file;
  private final Viewers viewers;
  private final Audit audit;

  EntryTestPages(
      Templates templates,
      Frames frames,
      EntryTests tests,
      TestResults results,
      TestFile file,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.tests = tests;
    this.results = results;
    this.file = file;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry entryTestsEntry() {
    return RailEntry.of(RailEntry.Section.RUN, 405, "Entry tests", "/tests");
  }

  @GetMapping("/tests")
  Html all() {
    return list(Map.of(), Map.of());
  }

  @PostMapping("/tests")
  Object add(@RequestParam Map<String, String> form) {
    EntryTestForm typed = new EntryTestForm(form);
    String programme = form.getOrDefault("programme", "");
    EntryTest wanted =
        typed.test(programme.matches("\\d{1,18}") ? Long.parseLong(programme) : 0, 0);
    if (wanted.programme() == 0) {
      typed.errors().put("programme", "Choose the programme that asks for it.");
    }
    if (!typed.errors().isEmpty()) {
      return list(form, typed.errors());
    }
    tests.set(wanted, viewers.now().account());
    return new RedirectView("/tests/" + wanted.programme(), true, false);
  }

  private Html list(Map<String, String> form, Map<String, String> errors) {
    return Html.of(
        templates.enrolmentEntryTests(
            frames.frame("Entry tests", Crumb.of("Run"), Crumb.of("Entry tests")),
            new EntryTestsPage(tests.all(), tests.without(), form, errors)),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @GetMapping("/tests/{programme}")
  Html one(@PathVariable long programme) {
    return page(programme, Optional.empty(), Map.of(), Map.of(), "");
  }

  @PostMapping("/tests/{programme}")
  Object change(@PathVariable long programme, @RequestParam Map<String, String> form) {
    tests.get(programme);
    EntryTestForm typed = new EntryTestForm(form);
    String version = form.getOrDefault("version", "");
    EntryTest wanted =
        typed.test(programme, version.matches("[1-9]\\d{0,8}") ? Integer.parseInt(version) : 1);
    if (!typed.errors().isEmpty()) {
      return page(programme, Optional.empty(), form, typed.errors(), "");
    }
    tests.set(wanted, viewers.now().account());
    return there(programme);
  }

  @PostMapping("/tests/{programme}/results")
  Object take(@PathVariable long programme, @RequestParam Map<String, String> form) {
    tests.get(programme);
    try {
      results.take(
          programme,
          form.getOrDefault("person", "").replace("\u0000", "").strip(),
          LocalDate.parse(form.getOrDefault("on", "")),
          points(form.getOrDefault("points", "")),
          viewers.now().account());
      return there(programme);
    } catch (DateTimeException e) {
      return page(
          programme,
          Optional.empty(),
          form,
          Map.of(),
          "Give the day it was taken, for example 2027-01-11.");
    } catch (Refused refused) {
      return page(
          programme, Optional.empty(), form, Map.of(), String.valueOf(refused.getMessage()));
    }
  }

  @PostMapping("/tests/{programme}/results/{result}")
  View correct(
      @PathVariable long programme,
      @PathVariable long result,
      @RequestParam(defaultValue = "") String points,
      @RequestParam(defaultValue = "") String why) {
    results.correct(programme, result, points(points), why, viewers.now().account());
    return there(programme);
  }

  @PostMapping("/tests/{programme}/files")
  Html send(@PathVariable long programme, @RequestParam Optional<MultipartFile> sent) {
    tests.get(programme);
    String name = sent.map(MultipartFile::getOriginalFilename).orElse("");
    if (name.isBlank()) {
      return page(
          programme,
          Optional.empty(),
          Map.of(),
          Map.of(),
          "No file was chosen. Choose a CSV or XLSX file.");
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try (InputStream content = sent.orElseThrow().getInputStream()) {
      TestFile.Report report = file.read(programme, last, content, viewers.now().account());
      return page(programme, Optional.of(report), Map.of(), Map.of(), "");
    } catch (Refused refused) {
      return page(
          programme, Optional.empty(), Map.of(), Map.of(), String.valueOf(refused.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/tests/{programme}/results.csv")
  View csv(@PathVariable long programme) {
    tests.get(programme);
    audit.read("entry test", "programme %d, export".formatted(programme));
    return CsvDownload.of(
        "entry-test-%d.csv".formatted(programme),
        List.of("person_id", "day", "points", "of", "points_that_pass", "passed", "reported_by"),
        to ->
            tests
                .results(programme)
                .forEach(result ->
                    to.row(
                        result.personName(),
                        result.on(),
                        result.points(),
                        result.most(),
                        result.pass(),
                        result.passed() ? "yes" : "no",
                        result.by())));
  }

  private static int points(String text) {
    if (!text.strip().matches("\\d{1,6}")) {
      throw new Refused("Give points as a whole number.");
    }
    return Integer.parseInt(text.strip());
  }

  private static View there(long programme) {
    return new RedirectView("/tests/" + programme, true, false);
  }

  private Html page(
      long programme,
      Optional<TestFile.Report> report,
      Map<String, String> form,
      Map<String, String> errors,
      String fault) {
    EntryTest test = tests.get(programme);
    audit.read("entry test", "programme %d".formatted(programme));
    return Html.of(
        templates.enrolmentEntryTest(
            frames.frame(test.programmeName(), LIST, Crumb.of(test.programmeName())),
            new EntryTestPage(
                test,
                tests.waiting(test),
                tests.results(programme),
                report,
                tests.today(),
                form,
                errors,
                fault)),
        errors.isEmpty() && fault.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }
}

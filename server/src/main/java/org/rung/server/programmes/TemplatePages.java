package org.rung.server.programmes;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.reference.Occupations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.view.RedirectView;

/// Templates: look at them, start a programme from one, take them as a file, adopt another's file.
@Controller
class TemplatePages {

  private final Templates templates;
  private final Frames frames;
  private final ProgrammeTemplates shelf;
  private final Programmes programmes;
  private final Map<String, String> titles = new HashMap<>();

  TemplatePages(
      Templates templates,
      Frames frames,
      ProgrammeTemplates shelf,
      Programmes programmes,
      Occupations occupations) {
    this.templates = templates;
    this.frames = frames;
    this.shelf = shelf;
    this.programmes = programmes;
    occupations.all().forEach(o -> titles.putIfAbsent(o.soc(), o.title()));
  }

  @GetMapping("/programmes/templates")
  Html list(@RequestParam(defaultValue = "0") int adopted) {
    return list(adopted, List.of(), HttpStatus.OK);
  }

  private Html list(int adopted, List<String> mistakes, HttpStatus status) {
    return Html.of(
        templates.programmesTemplates(
            frames.frame(
                "Templates",
                Crumb.of("Know"),
                new Crumb("Programmes", "/programmes"),
                Crumb.of("Templates")),
            shelf.all().stream().map(t -> ProgrammeWords.card(t, titles)).toList(),
            adopted,
            mistakes),
        status);
  }

  @GetMapping("/programmes/templates/programmes.yaml")
  ResponseEntity<byte[]> file() {
    return ResponseEntity.ok()
        .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"programmes.yaml\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(shelf.file().getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/programmes/templates")
  Object adopt(@RequestParam MultipartFile file) {
    try {
      int adopted = shelf.adopt(file.getBytes());
      return new RedirectView("/programmes/templates?adopted=" + adopted, true, false);
    } catch (TemplateFile.Unreadable e) {
      return list(0, e.mistakes(), HttpStatus.UNPROCESSABLE_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/programmes/templates/{id}")
  Html start(@PathVariable String id) {
    Template template = find(id);
    return form(template, StartForm.of(template), HttpStatus.OK);
  }

  private Html form(Template template, StartForm form, HttpStatus status) {
    return Html.of(
        templates.programmesStart(
            frames.frame(
                "Start from " + template.name(),
                Crumb.of("Know"),
                new Crumb("Programmes", "/programmes"),
                new Crumb("Templates", "/programmes/templates"),
                Crumb.of(template.name())),
            ProgrammeWords.card(template, titles),
            form),
        status);
  }

  @PostMapping("/programmes/templates/{id}")
  Object create(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String provider,
      @RequestParam(defaultValue = "") String price,
      @RequestParam(defaultValue = "") String hours,
      @RequestParam(defaultValue = "") String weeks) {
    Template template = find(id);
    StartForm form = new StartForm(name, provider, price, hours, weeks, Map.of()).checked();
    if (!form.errors().isEmpty()) {
      return form(template, form, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return new RedirectView("/programmes/" + programmes.start(template, form), true, false);
  }

  private Template find(String id) {
    return shelf.find(id).orElseThrow(() -> none(id));
  }

  static NotFound none(String id) {
    return new NotFound("There is no template named “%s”.".formatted(id));
  }
}

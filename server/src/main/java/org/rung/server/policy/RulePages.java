package org.rung.server.policy;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.rung.server.access.Audit;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.rules.NotPublished;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Every rule with its versions; what a change would do to everybody; publishing it.
@Controller
class RulePages {
  private final Templates templates;
  private final Frames frames;
  private final RuleTable table;
  private final Trials trials;
  private final Publication publication;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  RulePages(
      Templates templates,
      Frames frames,
      RuleTable table,
      Trials trials,
      Publication publication,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.table = table;
    this.trials = trials;
    this.publication = publication;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry rulesEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 870, "Rules", "/rules");
  }

  @GetMapping("/rules")
  Html all() {
    return Html.of(
        templates.policyRules(
            frames.frame("Rules", Crumb.of("Prove"), Crumb.of("Rules")),
            table.all(publication.today()),
            publication.today()));
  }

  @GetMapping("/rules.csv")
  CsvDownload csv() {
    List<RuleRow> rows = table.all(publication.today());
    return CsvDownload.of(
        "rules.csv",
        List.of(
            "rule",
            "place",
            "from",
            "until",
            "state",
            "clause",
            "figures",
            "source",
            "note",
            "published_by"),
        to -> {
          for (RuleRow row : rows) {
            for (RuleRow.Dated dated : row.versions()) {
              to.row(
                  row.rule(),
                  dated.version().place(),
                  dated.version().from(),
                  dated.version().until().map(Object::toString).orElse(""),
                  dated.state().words(),
                  dated.version().text(),
                  String.join("; ", dated.figures(row.meanings())),
                  dated.version().source(),
                  dated.version().note(),
                  dated.version().published().map(it -> it.by()).orElse(""));
            }
          }
        });
  }

  @GetMapping("/rules/{rule}")
  Html one(@PathVariable String rule) {
    RuleRow row = table.get(rule, publication.today());
    return one(row, ChangeForm.of(row), HttpStatus.OK);
  }

  private Html one(RuleRow row, ChangeForm form, HttpStatus status) {
    return Html.of(
        templates.policyRule(
            frames.frame(
                row.name(), Crumb.of("Prove"), new Crumb("Rules", "/rules"), Crumb.of(row.name())),
            row,
            form,
            viewers.now().is(Role.PLANNER) ? trials.newest(row.rule()) : List.of(),
            trials.of(row.rule()).isPresent(),
            viewers.now().is(Role.PLANNER),
            publication.today()),
        status);
  }

  /// Publishes what the form says.
  @PostMapping("/rules/{rule}/versions")
  Object publish(@PathVariable String rule, @RequestParam Map<String, String> sent) {
    RuleRow row = table.get(rule, publication.today());
    ChangeForm form = new ChangeForm(sent, Map.of());
    ChangeForm.Read read = form.read(row);
    if (read.proposal().isEmpty()) {
      return one(row, form.with(read.errors()), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    try {
      publication.publish(read.proposal().get());
    } catch (NotPublished refused) {
      return one(row, form.with(refused), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return redirect("/rules/" + row.rule());
  }

  /// Tries what the form says on everybody.
  @PostMapping("/rules/{rule}/trials")
  Object ask(@PathVariable String rule, @RequestParam Map<String, String> sent) {
    RuleRow row = table.get(rule, publication.today());
    ChangeForm form = new ChangeForm(sent, Map.of());
    ChangeForm.Read read = form.read(row);
    if (read.proposal().isEmpty()) {
      return one(row, form.with(read.errors()), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    try {
      return redirect(
          "/rules/%s/trials/%d"
              .formatted(
                  row.rule(),
                  trials.ask(read.proposal().get(), publication.today(), Frames.viewer())));
    } catch (NotPublished refused) {
      return one(row, form.with(refused), HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  @GetMapping("/rules/{rule}/trials/{id}")
  Html trial(@PathVariable String rule, @PathVariable long id) {
    return trial(rule, id, "", HttpStatus.OK);
  }

  private Html trial(String rule, long id, String error, HttpStatus status) {
    RuleRow row = table.get(rule, publication.today());
    Tried tried = trials.get(rule, id);
    return Html.of(
        templates.policyTrial(
            frames.frame(
                "Trial " + id,
                Crumb.of("Prove"),
                new Crumb("Rules", "/rules"),
                new Crumb(row.name(), "/rules/" + row.rule()),
                Crumb.of("Trial " + id)),
            row,
            tried,
            error,
            clock.instant()),
        status);
  }

  /// Everybody whose answer changes.
  @GetMapping("/rules/{rule}/trials/{id}.csv")
  View trialCsv(@PathVariable String rule, @PathVariable long id) {
    Tried tried = trials.get(rule, id);
    if (tried.result().isEmpty()) {
      throw new NotFound("Trial %d is not done yet.".formatted(id));
    }
    audit.read("people", "trial %d of the rule %s, export".formatted(id, rule));
    return CsvDownload.of(
        "%s-trial-%d.csv".formatted(rule, id),
        List.of(
            "person_id",
            "department",
            "now",
            "with_the_change",
            "gains_or_loses",
            "at_most_a_year"),
        to ->
            trials.all(
                id,
                one ->
                    to.row(
                        one.name(),
                        one.department(),
                        one.was(),
                        one.becomes(),
                        one.gains() ? "gains" : "loses",
                        Formats.plot(one.cents() / 100.0))));
  }

  /// Publishes what was tried.
  @PostMapping("/rules/{rule}/trials/{id}/publish")
  Object publish(@PathVariable String rule, @PathVariable long id) {
    Tried tried = trials.get(rule, id);
    if (tried.result().isEmpty()) {
      throw new Refused("Trial %d is not done yet. Look at what it says first.".formatted(id));
    }
    try {
      publication.publish(tried.proposal());
    } catch (NotPublished refused) {
      return trial(
          rule, id, String.valueOf(refused.getMessage()), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return redirect("/rules/" + rule);
  }

  private static View redirect(String to) {
    return new RedirectView(to, true, false);
  }
}

package org.rung.server.insights;

import gg.jte.generated.precompiled.Templates;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
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
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Strategy reports: planners read everything and set what is to be reached; finance reads money
/// and counts from which no group under five can be worked out.
@Controller
class ReportPages {
  private static final String HERE = "/reports/strategies";

  private final Templates templates;
  private final Frames frames;
  private final StrategyReports reports;
  private final Viewers viewers;

  ReportPages(Templates templates, Frames frames, StrategyReports reports, Viewers viewers) {
    this.templates = templates;
    this.frames = frames;
    this.reports = reports;
    this.viewers = viewers;
  }

  @Bean
  static RailEntry reportsEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 810, "Strategies", HERE);
  }

  static Telling telling(Viewers viewers) {
    return new Telling(viewers.now().is(Role.PLANNER));
  }

  @GetMapping(HERE)
  Html overview() {
    return Html.of(
        templates.insightsOverview(
            frames.frame("Strategies", Crumb.of("Prove"), Crumb.of("Strategies")),
            OverviewPage.of(reports.plan(), reports.lines(), telling(viewers))));
  }

  @GetMapping(HERE + ".csv")
  View overviewCsv() {
    return ReportFiles.overview(ReportFiles.Kind.CSV, reports.lines(), telling(viewers));
  }

  @GetMapping(HERE + ".xlsx")
  View overviewXlsx() {
    return ReportFiles.overview(ReportFiles.Kind.XLSX, reports.lines(), telling(viewers));
  }

  @GetMapping(HERE + "/{programme}")
  Html one(@PathVariable long programme) {
    return page(programme, Map.of(), "");
  }

  @PostMapping(HERE + "/{programme}")
  Object set(@PathVariable long programme, @RequestParam Map<String, String> form) {
    try {
      reports.set(programme, aims(form), Frames.viewer());
      return new RedirectView(HERE + "/" + programme, true, false);
    } catch (Refused refused) {
      return page(programme, form, String.valueOf(refused.getMessage()));
    }
  }

  private static StrategyReports.Aims aims(Map<String, String> form) {
    Map<Question, Double> targets = new EnumMap<>(Question.class);
    for (Question question : Question.values()) {
      String given = form.getOrDefault("target-" + question.code(), "").strip();
      if (!given.isEmpty()) {
        if (!given.matches("\\d(\\.\\d)?")) {
          throw new Refused(
              "“%s” is no mean of answers for %s. Give one from 1 to 5, as 3.8."
                  .formatted(given, question.label().toLowerCase(java.util.Locale.ROOT)));
        }
        targets.put(question, Double.parseDouble(given));
      }
    }
    String hire = form.getOrDefault("hire", "").strip().replaceAll("[$,\\s]", "");
    if (hire.isEmpty()) {
      return new StrategyReports.Aims(targets, Optional.empty());
    }
    if (!hire.matches("\\d{1,9}(\\.\\d{1,2})?")) {
      throw new Refused(
          "“%s” is no amount of money. Give dollars, as 4500.".formatted(form.get("hire")));
    }
    return new StrategyReports.Aims(
        targets,
        Optional.of(
            new StrategyReports.Aims.Hire(
                new BigDecimal(hire).movePointRight(2).longValueExact(),
                form.getOrDefault("source", ""))));
  }

  private Html page(long programme, Map<String, String> form, String error) {
    ProgrammeReport report = reports.of(programme, telling(viewers));
    return Html.of(
        templates.insightsProgramme(
            frames.frame(
                report.line().name(),
                Crumb.of("Prove"),
                new Crumb("Strategies", HERE),
                Crumb.of(report.line().name())),
            ReportPage.of(report, telling(viewers), form, error)),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @GetMapping(HERE + "/{programme}/returns.csv")
  View returnsCsv(@PathVariable long programme) {
    return ReportFiles.returns(ReportFiles.Kind.CSV, reports.of(programme, telling(viewers)));
  }

  @GetMapping(HERE + "/{programme}/returns.xlsx")
  View returnsXlsx(@PathVariable long programme) {
    return ReportFiles.returns(ReportFiles.Kind.XLSX, reports.of(programme, telling(viewers)));
  }

  @GetMapping(HERE + "/{programme}/ways.csv")
  View waysCsv(@PathVariable long programme) {
    return ReportFiles.choices(ReportFiles.Kind.CSV, reports.of(programme, telling(viewers)));
  }

  @GetMapping(HERE + "/{programme}/ways.xlsx")
  View waysXlsx(@PathVariable long programme) {
    return ReportFiles.choices(ReportFiles.Kind.XLSX, reports.of(programme, telling(viewers)));
  }
}

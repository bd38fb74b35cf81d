package org.rung.server.openings;

import gg.jte.generated.precompiled.Templates;
import java.time.LocalDate;
import java.util.List;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// All openings, and how those of one role are made. They show groups, never a person.
@Controller
class OpeningsPages {
  private final Templates templates;
  private final Frames frames;
  private final Openings openings;

  OpeningsPages(Templates templates, Frames frames, Openings openings) {
    this.templates = templates;
    this.frames = frames;
    this.openings = openings;
  }

  @Bean
  static RailEntry openingsEntry(Openings openings) {
    return new RailEntry(RailEntry.Section.KNOW, 130, "Openings", "/openings", openings::roleCount);
  }

  @GetMapping("/openings")
  Html list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String family,
      @RequestParam(defaultValue = "") String origin,
      @RequestParam(defaultValue = "false") boolean all,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "false") boolean up) {
    List<FiscalYear> years = openings.nextYears();
    return Html.of(
        templates.openingsOpenings(
            frames.frame("Openings", Crumb.of("Know"), Crumb.of("Openings")),
            OpeningsView.list(
                openings.forecast(years, Assumptions.DEFAULT),
                years,
                openings.latest().orElse(LocalDate.EPOCH),
                new OpeningsView.Query(q.strip(), family, origin, all, sort, up))));
  }

  @GetMapping("/openings.csv")
  CsvDownload csv() {
    List<RoleOpenings> roles = openings.forecast(openings.nextYears(), Assumptions.DEFAULT);
    return CsvDownload.of(
        "openings.csv",
        List.of(
            "job_title",
            "family",
            "occupation",
            "people",
            "year",
            "openings",
            "forecast",
            "forecast_low",
            "forecast_high",
            "origin",
            "reason"),
        to ->
            roles.forEach(role ->
                role.years()
                    .forEach(year ->
                        to.row(
                            role.title(),
                            role.family(),
                            role.occupation().orElse(""),
                            Formats.people(role.people()).replace(",", ""),
                            year.year(),
                            year.openings(),
                            year.forecast(),
                            year.low(),
                            year.high(),
                            switch (year.origin()) {
                              case YearOpenings.Origin.Forecast _ -> "forecast";
                              case YearOpenings.Origin.Set set -> "set by " + set.by();
                            },
                            switch (year.origin()) {
                              case YearOpenings.Origin.Forecast _ -> "";
                              case YearOpenings.Origin.Set set -> set.reason();
                            }))));
  }

  @GetMapping("/openings/{roleId}")
  Html role(@PathVariable int roleId) {
    List<FiscalYear> years = openings.nextYears();
    Making making = openings.making(roleId, years, Assumptions.DEFAULT);
    RoleOpenings role =
        openings.forecast(years, Assumptions.DEFAULT).stream()
            .filter(r -> r.roleId() == roleId)
            .findFirst()
            .orElseThrow(() -> Openings.none(roleId));
    return Html.of(
        templates.openingsRole(
            frames.frame(
                role.title(),
                Crumb.of("Know"),
                new Crumb("Openings", "/openings"),
                Crumb.of(role.title())),
            OpeningsView.role(
                making,
                role,
                years,
                openings.latest().orElse(LocalDate.EPOCH),
                Assumptions.DEFAULT,
                openings.history(roleId))));
  }

  @PostMapping("/openings/{roleId}")
  View set(
      @PathVariable int roleId,
      @RequestParam int year,
      @RequestParam(name = "openings", defaultValue = "") String number,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam long seen) {
    if (!number.strip().matches("\\d{1,7}")) {
      throw new Refused(
          "“%s” is not a whole number of places. Give one from 0 to %s."
              .formatted(number, Formats.count(Openings.MOST)));
    }
    openings.set(roleId, year, Integer.parseInt(number.strip()), reason, Frames.viewer(), seen);
    return new RedirectView("/openings/" + roleId, true, false);
  }

  @PostMapping("/openings/{roleId}/forecast")
  View undo(@PathVariable int roleId, @RequestParam int year, @RequestParam long seen) {
    openings.undo(roleId, year, Frames.viewer(), seen);
    return new RedirectView("/openings/" + roleId, true, false);
  }
}

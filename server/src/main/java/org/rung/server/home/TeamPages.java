package org.rung.server.home;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Map;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.planning.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// A manager's pages. Whose people they show is the account's departments alone.
@Controller
class TeamPages {
  private final Templates templates;
  private final Frames frames;
  private final MyTeam team;
  private final Statements statements;
  private final Viewers viewers;
  private final Audit audit;

  TeamPages(
      Templates templates,
      Frames frames,
      MyTeam team,
      Statements statements,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.team = team;
    this.statements = statements;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry teamEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 3, "My team", "/team");
  }

  @GetMapping("/team")
  Html team(
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "planned") String show,
      @RequestParam(defaultValue = "starts") String order,
      @RequestParam(defaultValue = "false") boolean down,
      @RequestParam(defaultValue = "1") int page) {
    List<String> departments = departments();
    MyTeam.Wanted wanted = MyTeam.Wanted.of(find, show.equals("all"), order, down, page);
    audit.read("team", "%s, %s".formatted(String.join(", ", departments), wanted.words()));
    return Html.of(
        templates.homeTeam(
            frames.frame("My team", Crumb.of("My team")), team.team(departments, wanted)));
  }

  @GetMapping("/team/people.csv")
  View csv(
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "planned") String show) {
    List<String> departments = departments();
    MyTeam.Wanted wanted = MyTeam.Wanted.of(find, show.equals("all"), "starts", false, 1);
    audit.read("team", "%s, %s, export".formatted(String.join(", ", departments), wanted.words()));
    return CsvDownload.of(
        "team.csv",
        List.of(
            "person_id",
            "role",
            "department",
            "programme",
            "to",
            "strategy",
            "starts",
            "ends",
            "hours",
            "statements_against"),
        to ->
            team.all(departments, wanted)
                .forEach(row ->
                    to.row(
                        row.name(),
                        row.role(),
                        row.department(),
                        row.place().map(Team.Place::programme).orElse(""),
                        row.place().map(Team.Place::to).orElse(""),
                        row.place().map(place -> place.strategy().code()).orElse(""),
                        row.place().map(place -> place.starts().toString()).orElse(""),
                        row.place().map(place -> place.ends().toString()).orElse(""),
                        row.place().map(place -> Integer.toString(place.hours())).orElse(""),
                        row.against() == 0 ? "no" : "yes")));
  }

  @GetMapping("/team/people/~{person}")
  Html person(@PathVariable long person) {
    return page(row(person), Map.of(), Map.of());
  }

  @PostMapping("/team/people/~{person}/statements")
  Object say(
      @PathVariable long person,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String words) {
    Team.Row row = row(person);
    Map<String, String> errors = Saying.faults(from, until, words);
    if (!errors.isEmpty()) {
      return page(row, Map.of("from", from, "until", until, "words", words), errors);
    }
    statements.say(
        team.release(row),
        person,
        row.name(),
        Saying.day(from).orElseThrow(),
        Saying.day(until).orElseThrow(),
        words,
        viewers.now().account());
    return to(person);
  }

  @PostMapping("/team/people/~{person}/statements/{statement}/take-back")
  View takeBack(@PathVariable long person, @PathVariable long statement) {
    row(person);
    statements.takeBack(statement, viewers.now().account());
    return to(person);
  }

  private Team.Row row(long person) {
    return team.person(departments(), person)
        .orElseThrow(() -> new NotFound("Nobody of your team has this address. Go to My team."));
  }

  private Html page(Team.Row row, Map<String, String> form, Map<String, String> errors) {
    audit.read("team", "person " + row.name());
    return Html.of(
        templates.homeTeamPerson(
            frames.frame(row.name(), new Crumb("My team", "/team"), Crumb.of(row.name())),
            new TeamPerson(
                row,
                statements.about(List.of(row.person())),
                viewers.now().account(),
                form,
                errors)),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private List<String> departments() {
    return viewers.now().departments();
  }

  private static View to(long person) {
    return new RedirectView("/team/people/~" + person, true, false);
  }
}

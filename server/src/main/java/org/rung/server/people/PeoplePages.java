package org.rung.server.people;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// Who works here: everybody, and one person. Every look is noted.
@Controller
class PeoplePages {
  private final Templates templates;
  private final Frames frames;
  private final Workforce workforce;
  private final People people;
  private final Audit audit;

  PeoplePages(Templates templates, Frames frames, Workforce workforce, People people, Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.workforce = workforce;
    this.people = people;
    this.audit = audit;
  }

  @Bean
  static RailEntry peopleEntry(Workforce workforce) {
    return new RailEntry(RailEntry.Section.KNOW, 100, "People", "/people", workforce::people);
  }

  @GetMapping("/people")
  Html list(
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String department,
      @RequestParam(defaultValue = "") String time,
      @RequestParam(defaultValue = "") String order,
      @RequestParam(defaultValue = "false") boolean down,
      @RequestParam(defaultValue = "1") int page) {
    var frame = frames.frame("People", Crumb.of("Know"), Crumb.of("People"));
    Optional<Workforce.Snapshot> latest = workforce.latest();
    if (latest.isEmpty()) {
      return Html.of(templates.peopleNobody(frame));
    }
    PeopleFilter asked = PeopleFilter.of(id, role, department, time, order, down, page);
    long found = asked.narrows() ? people.count(asked) : latest.get().people();
    int pages = (int) Math.max(1, (found + People.PAGE - 1) / People.PAGE);
    PeopleFilter filter =
        PeopleFilter.of(id, role, department, time, order, down, Math.min(asked.page(), pages));
    audit.read("people", filter.words() + (filter.page() > 1 ? " page " + filter.page() : ""));
    List<PeoplePage.Department> departments = people.departments();
    List<String> roles = people.roles();
    return Html.of(
        templates.peopleList(
            frame,
            new PeoplePage(
                latest.get(),
                roles.size(),
                departments.size(),
                filter,
                people.rows(filter),
                found,
                pages,
                filter.query(),
                roles,
                departments,
                workforce
                    .previous()
                    .map(before ->
                        new PeoplePage.Changed(
                            before, workforce.changes(before, latest.get()).told())))));
  }

  @GetMapping("/people.csv")
  View csv(
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String department,
      @RequestParam(defaultValue = "") String time,
      @RequestParam(defaultValue = "") String order) {
    PeopleFilter filter = PeopleFilter.of(id, role, department, time, order, false, 1);
    audit.read("people", "CSV, " + filter.words());
    return CsvDownload.of(
        "people.csv",
        List.of("person_id", "job_title", "department", "site", "full_part", "pay_basis"),
        to -> people.all(filter, to));
  }

  @GetMapping("/people/{key}")
  Html person(@PathVariable String key) {
    PersonPage person =
        people.person(key).map(PersonPage::of).orElseThrow(() -> People.nobody(key));
    audit.read("people", "person " + person.id());
    return Html.of(
        templates.peoplePerson(
            frames.frame(
                person.id(),
                Crumb.of("Know"),
                new Crumb("People", "/people"),
                Crumb.of(person.id())),
            person));
  }
}

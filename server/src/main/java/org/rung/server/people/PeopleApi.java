package org.rung.server.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Told;
import org.rung.server.decisions.DecisionTold;
import org.rung.server.decisions.Recorded;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Who works here, as JSON. Every look is noted.
@JsonApi
class PeopleApi {
  private final People people;
  private final Workforce workforce;
  private final Audit audit;

  PeopleApi(People people, Workforce workforce, Audit audit) {
    this.people = people;
    this.workforce = workforce;
    this.audit = audit;
  }

  /// A person now.
  record PersonNow(
      @Meaning("As in the employer's files.") String id,
      @Meaning(
              "For the address of the person: the id, or ~ and a number where the id has signs that"
                  + " an address cannot carry.")
          String key,
      String jobTitle,
      String department,
      String site,
      boolean fullTime,
      @Meaning("Paid by the hour.") boolean hourly) {
    static PersonNow of(PeoplePage.Row row) {
      return new PersonNow(
          row.id(),
          row.href().substring("/people/".length()),
          row.role(),
          row.department(),
          row.site(),
          row.fullTime(),
          row.hourly());
    }
  }

  @Told(value = "List people", more = "Those of the newest workforce file. The look is noted.")
  @GetMapping("/people")
  Page<PersonNow> all(
      Paging paging,
      @RequestParam(defaultValue = "") @Meaning("Part of an id.") String id,
      @RequestParam(defaultValue = "") @Meaning("A whole job title.") String role,
      @RequestParam(defaultValue = "") @Meaning("A whole department.") String department,
      @RequestParam(defaultValue = "")
          @Meaning(
              value = "Working time, empty for both.",
              words = {"", "full", "part"})
          String time,
      @RequestParam(defaultValue = "id")
          @Meaning(
              value = "The column to order by.",
              words = {"id", "role", "department", "site"})
          String order,
      @RequestParam(defaultValue = "false") boolean down) {
    PeopleFilter filter =
        PeopleFilter.of(id, role, department, time, order, down, paging.number() + 1);
    audit.read("people", filter.words() + (filter.page() > 1 ? " page " + filter.page() : ""));
    return paging.page(people.rows(filter, paging.size()), people.count(filter)).map(PersonNow::of);
  }

  /// A department now.
  record DepartmentNow(
      @Meaning("By which growth is filtered.") int number,
      String name,
      @Meaning(
              "null for a group of one to four, and for one beside it from which that could be"
                  + " worked out.")
          OptionalLong people) {
    static DepartmentNow of(PeoplePage.Department department) {
      return new DepartmentNow(department.number(), department.name(), department.told());
    }
  }

  @Told(value = "List departments", more = "Those of the newest workforce file, the largest first.")
  @GetMapping("/people/departments")
  Page<DepartmentNow> departments(Paging paging) {
    return paging.of(people.departments()).map(DepartmentNow::of);
  }

  /// Who came, left and moved between the two newest workforce files. Nothing is told that would
  /// tell a group of one to four beside the headcounts.
  record PeopleChanged(
      @Meaning("The day before; null while there are no two files.") Optional<LocalDate> since,
      @Meaning("The newest day; null while there is no file.") Optional<LocalDate> until,
      @Meaning(Counts.HIDDEN) OptionalLong joined,
      @Meaning(Counts.HIDDEN) OptionalLong left,
      @Meaning(Counts.HIDDEN) OptionalLong stayed,
      @Meaning("Of them, to another role or department. " + Counts.HIDDEN) OptionalLong moved,
      @Meaning(
              "Of the newest day, whose id says nothing from file to file; they count as none of"
                  + " these. "
                  + Counts.HIDDEN)
          OptionalLong notFollowed) {}

  @Told("Read who came, left and moved between the two newest files")
  @GetMapping("/people/changes")
  PeopleChanged changes() {
    Optional<Workforce.Snapshot> until = workforce.latest();
    Optional<Workforce.Snapshot> since = workforce.previous();
    Optional<Workforce.Told> told =
        since.map(before -> workforce.changes(before, until.orElseThrow()).told());
    return new PeopleChanged(
        since.map(Workforce.Snapshot::takenOn),
        until.map(Workforce.Snapshot::takenOn),
        told.map(Workforce.Told::joiners).orElse(OptionalLong.empty()),
        told.map(Workforce.Told::leavers).orElse(OptionalLong.empty()),
        told.map(Workforce.Told::stayers).orElse(OptionalLong.empty()),
        told.map(Workforce.Told::movers).orElse(OptionalLong.empty()),
        told.map(Workforce.Told::unlinked).orElse(OptionalLong.empty()));
  }

  /// A person on every day of which there is a file.
  record PersonWhole(
      String id,
      @Meaning("Whether the id can be followed from file to file.") boolean linked,
      @Meaning("Whether the last day is that of the newest file.") boolean here,
      @Meaning("The manager's id now.") Optional<String> manager,
      @Meaning("The earliest first.") List<PersonDay> days,
      @Meaning("Newest first.") List<DecisionMade> decisions) {}

  /// What somebody did on a day.
  record PersonDay(
      LocalDate day,
      String jobTitle,
      String department,
      String site,
      @Meaning("unknown where no file says.") String siteKind,
      boolean fullTime,
      boolean hourly,
      OptionalInt weeklyMinutes,
      @Meaning("Whole cents.") long annualPayCents,
      @Meaning("Whole cents.") OptionalLong hourlyPayCents,
      Optional<LocalDate> hiredOn) {
    static PersonDay of(Person.Day day) {
      return new PersonDay(
          day.day(),
          day.role(),
          day.department(),
          day.site(),
          day.siteKind(),
          day.fullTime(),
          day.hourly(),
          day.weeklyMinutes(),
          day.annualPayCents(),
          day.hourlyPayCents(),
          day.hiredOn());
    }
  }

  /// A decision about the person.
  record DecisionMade(
      @Meaning("Under which it is found and appealed.") long number,
      @Meaning("What was decided, for example plan.") String about,
      @Meaning("Which one.") String subject,
      String outcome,
      List<String> reasons,
      @Meaning("The facts it rests on, by name.") Map<String, String> dataUsed,
      @Meaning("The rule it stands on; null where it stands on none.")
          Optional<DecisionTold.RuleApplied> rule,
      @Meaning("The account that answers for it.") String madeBy,
      Instant madeAt,
      @Meaning("When what was decided and why was erased; null while it can be read.")
          Optional<Instant> erasedAt) {
    static DecisionMade of(Recorded recorded) {
      return new DecisionMade(
          recorded.number(),
          recorded.decision().about(),
          recorded.decision().subject(),
          recorded.decision().outcome(),
          recorded.decision().reasons(),
          recorded.decision().dataUsed(),
          recorded.decision().basis().map(DecisionTold.RuleApplied::of),
          recorded.decision().madeBy(),
          recorded.decision().madeAt(),
          recorded.erasedAt());
    }
  }

  @Told(
      value = "Read what is known of a person",
      more = "Role, pay and working time on each day, and the decisions. The look is noted.")
  @GetMapping("/people/{key}")
  PersonWhole one(@PathVariable String key) {
    Person person = people.person(key).orElseThrow(() -> People.nobody(key));
    audit.read("people", "person " + person.id());
    return new PersonWhole(
        person.id(),
        person.linked(),
        person.here(),
        person.manager().map(PersonPage.Manager::id),
        person.days().stream().map(PersonDay::of).toList(),
        person.decisions().stream().map(DecisionMade::of).toList());
  }
}

package org.rung.server.home;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.rung.server.planning.Statement;
import org.rung.server.planning.Statements;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.SmallGroups;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// The own team, as JSON: the people of the account's departments, never their pay.
@JsonApi
class TeamApi {
  private final MyTeam team;
  private final Statements statements;
  private final Viewers viewers;
  private final Audit audit;

  TeamApi(MyTeam team, Statements statements, Viewers viewers, Audit audit) {
    this.team = team;
    this.statements = statements;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// What the people of the list are sorted by.
  enum Order {
    STARTS,
    PERSON
  }

  /// The own team and what the published plan asks of it.
  record TeamWhole(
      @Meaning("The finding, in a sentence.") String title,
      List<String> departments,
      @Meaning("The published plan.") Optional<Long> plan,
      @Meaning("The account that answers for it.") Optional<String> publishedBy,
      @Meaning(Counts.HIDDEN) OptionalLong people,
      @Meaning("Of them, those with a place in the plan. " + Counts.HIDDEN) OptionalLong planned,
      @Meaning("Hours away.") List<TeamQuarter> quarters) {
    static TeamWhole of(Team team) {
      boolean[] shown = SmallGroups.shownBeside(team.planned(), team.people() - team.planned());
      return new TeamWhole(
          team.title(),
          team.departments(),
          team.plan().map(Team.Published::plan),
          team.plan().map(Team.Published::by),
          Counts.of(team.people()),
          shown[0] ? OptionalLong.of(team.planned()) : OptionalLong.empty(),
          team.quarters().stream()
              .map(q -> new TeamQuarter(q.from(), q.department(), q.used(), q.capacity()))
              .toList());
    }
  }

  /// Hours of release in a quarter.
  record TeamQuarter(
      @Meaning("Its first day.") LocalDate from,
      String department,
      @Meaning("Hours of training on paid time.") long used,
      @Meaning("Hours that may be spared.") long capacity) {}

  /// Somebody of the team.
  record TeamMember(
      @Meaning("As the employer's files have it.") String employerId,
      String role,
      String department,
      @Meaning("What the person is planned for; null for nothing.") Optional<TeamPlace> place,
      @Meaning("How many statements stand against the release.") long against) {
    static TeamMember of(Team.Row row) {
      return new TeamMember(
          row.name(), row.role(), row.department(), row.place().map(TeamPlace::of), row.against());
    }
  }

  /// What somebody is planned for.
  record TeamPlace(
      String programme,
      String to,
      Strategy strategy,
      LocalDate starts,
      @Meaning("The last day to plan with.") LocalDate ends,
      int hours,
      @Meaning("Whether the training is on the employer's time.") boolean paidTime) {
    static TeamPlace of(Team.Place place) {
      return new TeamPlace(
          place.programme(),
          place.to(),
          place.strategy(),
          place.starts(),
          place.ends(),
          place.hours(),
          place.paidTime());
    }
  }

  /// Somebody of the team with everything that was said against a release.
  record TeamMemberWhole(
      TeamMember member,
      @Meaning("Newest first, what was taken back included.") List<TeamStatement> statements) {}

  /// What somebody said stands against a release.
  record TeamStatement(
      long id,
      @Meaning("The plan that was published then.") long plan,
      LocalDate from,
      LocalDate until,
      String words,
      @Meaning("The account.") String saidBy,
      Instant saidAt,
      @Meaning("Null while it stands.") Optional<Instant> takenBackAt) {
    static TeamStatement of(Statement statement) {
      return new TeamStatement(
          statement.id(),
          statement.plan(),
          statement.from(),
          statement.until(),
          statement.words(),
          statement.by(),
          statement.at(),
          statement.takenBack());
    }
  }

  /// Something that stands against a release.
  record TeamSaying(
      @Meaning("The first day it holds for.") LocalDate from,
      @Meaning("The last day.") LocalDate until,
      @Meaning("1 to 1,000 characters; the person and the planners read them.") String words) {}

  @Told("Read what the published plan asks of the own team")
  @GetMapping("/team")
  TeamWhole team() {
    List<String> departments = departments();
    audit.read("team", "%s, summary".formatted(String.join(", ", departments)));
    return TeamWhole.of(team.team(departments, wanted("", false, Order.STARTS, false, 0)));
  }

  @Told("List the people of the own team")
  @GetMapping("/team/people")
  Page<TeamMember> people(
      @Meaning("Part of an id, a role or a programme.") @RequestParam(defaultValue = "")
          String find,
      @Meaning("Also who is not planned for anything.") @RequestParam(defaultValue = "false")
          boolean everybody,
      @RequestParam(defaultValue = "starts") Order order,
      @Meaning("The last first.") @RequestParam(defaultValue = "false") boolean descending,
      Paging paging) {
    List<String> departments = departments();
    MyTeam.Wanted wanted = wanted(find, everybody, order, descending, paging.number());
    audit.read("team", "%s, %s".formatted(String.join(", ", departments), wanted.words()));
    return paging
        .page(team.rows(departments, wanted, paging.size()), team.count(departments, wanted))
        .map(TeamMember::of);
  }

  private static MyTeam.Wanted wanted(
      String find, boolean everybody, Order order, boolean descending, int page) {
    return MyTeam.Wanted.of(
        find, everybody, order == Order.PERSON ? "person" : "starts", descending, page + 1);
  }

  @Told("Read what somebody of the own team is planned for, and what was said against it")
  @GetMapping("/team/people/{employerId}")
  TeamMemberWhole person(
      @Meaning("As the employer's files have it.") @PathVariable String employerId) {
    return whole(row(employerId));
  }

  private TeamMemberWhole whole(Team.Row row) {
    audit.read("team", "person " + row.name());
    return new TeamMemberWhole(
        TeamMember.of(row),
        statements.about(List.of(row.person())).stream().map(TeamStatement::of).toList());
  }

  @Told(
      value = "Say what stands against a release",
      more = "The same words again are the same statement.",
      status = 201,
      problems = ProblemType.REFUSED)
  @PostMapping("/team/people/{employerId}/statements")
  ResponseEntity<TeamMemberWhole> say(
      @PathVariable String employerId, @RequestBody TeamSaying asked) {
    Team.Row row = row(employerId);
    Map<String, String> faults =
        Saying.faults(asked.from().toString(), asked.until().toString(), asked.words());
    if (!faults.isEmpty()) {
      throw Problem.faulty(faults);
    }
    statements.say(
        team.release(row),
        row.person(),
        row.name(),
        asked.from(),
        asked.until(),
        asked.words(),
        viewers.now().account());
    return Answers.created(
        "/api/v1/team/people/" + Answers.part(employerId), whole(row(employerId)));
  }

  @Told(
      value = "Take an own statement back",
      more = "It stays to be read as taken back. A second time changes nothing.")
  @PostMapping("/team/people/{employerId}/statements/{statement}/take-back")
  TeamMemberWhole takeBack(@PathVariable String employerId, @PathVariable long statement) {
    row(employerId);
    statements.takeBack(statement, viewers.now().account());
    return whole(row(employerId));
  }

  private Team.Row row(String employerId) {
    return team.person(departments(), employerId)
        .orElseThrow(() -> new NotFound("Nobody of your team has the id " + employerId + "."));
  }

  private List<String> departments() {
    return viewers.now().departments();
  }
}

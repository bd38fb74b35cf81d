package org.rung.server.home;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rung.server.decisions.Appeal;
import org.rung.server.decisions.Appeals;
import org.rung.server.decisions.Decisions;
import org.rung.server.decisions.Recorded;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NextStep;
import org.rung.server.pages.NextSteps;
import org.rung.server.pathways.MissingSkill;
import org.rung.server.planning.PersonReading;
import org.rung.server.planning.Statements;
import org.rung.server.rules.Answer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What one person may see of the own path. Every question is answered by an index, so that it
/// costs the same with 300 people and with 300,000.
@Component
class MyPath {
  private static final int CARDS = 8;
  private static final int SKILLS = 12;

  private final JdbcClient jdbc;
  private final PersonReading people;
  private final MyWays ways;
  private final MyCards cards;
  private final MyBenefits benefits;
  private final Decisions decisions;
  private final Appeals appeals;
  private final Statements statements;
  private final ObjectProvider<NextSteps> next;

  MyPath(
      JdbcClient jdbc,
      PersonReading people,
      MyWays ways,
      MyCards cards,
      MyBenefits benefits,
      Decisions decisions,
      Appeals appeals,
      Statements statements,
      ObjectProvider<NextSteps> next) {
    this.jdbc = jdbc;
    this.people = people;
    this.ways = ways;
    this.cards = cards;
    this.benefits = benefits;
    this.decisions = decisions;
    this.appeals = appeals;
    this.statements = statements;
    this.next = next;
  }

  /// The person with an id of the employer's, as the newest file that has them says.
  Optional<Me> me(String employerId) {
    return jdbc.sql(
            """
            select p.id, p.employer_id, s.taken_on, e.role_id, r.title, d.name as department,
                   t.name as site, e.full_time, e.hourly, e.weekly_minutes, e.annual_pay_cents,
                   e.hourly_pay_cents, e.hired_on, m.employer_id as manager,
                   s.taken_on = (select max(l.taken_on) from people.snapshot l) as here,
                   greatest(coalesce(s.taken_on - e.hired_on, -1),
                            coalesce(s.taken_on - (select min(f.taken_on)
                                                     from people.employment x
                                                     join people.snapshot f on f.id = x.snapshot_id
                                                    where x.person_id = p.id
                                                      and x.snapshot_id <> e.snapshot_id), -1)) as days
              from people.person p
              join people.employment e on e.person_id = p.id
              join people.snapshot s on s.id = e.snapshot_id
              join people.role r on r.id = e.role_id
              join people.department d on d.id = e.department_id
              join people.site t on t.id = e.site_id
              left join people.person m on m.id = e.manager_id
             where p.employer_id = :id
             order by s.taken_on desc
             limit 1
            """)
        .param("id", employerId)
        .query((row, n) -> me(row))
        .optional();
  }

  private static Me me(ResultSet row) throws SQLException {
    int minutes = row.getInt("weekly_minutes");
    boolean fullTime = row.getBoolean("full_time");
    boolean hourly = row.getBoolean("hourly");
    long hour = row.getLong("hourly_pay_cents");
    long year = row.getLong("annual_pay_cents");
    var hired = row.getDate("hired_on");
    String manager = row.getString("manager");
    return new Me(
        row.getLong("id"),
        row.getString("employer_id"),
        row.getBoolean("here"),
        row.getDate("taken_on").toLocalDate(),
        row.getInt("role_id"),
        row.getString("title"),
        row.getString("department"),
        row.getString("site"),
        fullTime,
        hourly,
        (fullTime ? "full-time" : "part-time")
            + (minutes == 0 ? "" : ", " + Formats.decimal(minutes / 60.0, 1) + " hours a week"),
        hourly && hour > 0
            ? "%s an hour, %s a year".formatted(Formats.cents(hour), Formats.dollars(year))
            : Formats.dollars(year) + " a year",
        year,
        hired == null ? Optional.empty() : Optional.of(hired.toLocalDate()),
        row.getInt("days"),
        manager == null ? "" : manager);
  }

  /// Everything the page of a person shows.
  MyPage page(Me me, Map<String, String> form, Map<String, String> errors) {
    LocalDate today = appeals.today();
    Optional<MyPlan> plan = plan(me);
    List<MyWay> from = me.here() ? ways.from(me.roleId()) : List.of();
    Answer right = benefits.right(me, today);
    List<MyCard> shownCards = new ArrayList<>();
    Set<Long> shown = new HashSet<>();
    Set<MissingSkill> missing = new java.util.LinkedHashSet<>();
    plan.flatMap(MyPlan::place)
        .ifPresent(place -> shownCards.add(cards.planned(me, place, from, shown, missing)));
    for (PersonReading.Other other : plan.map(MyPlan::others).orElse(List.of())) {
      MyWays.find(from, other.programme(), other.to(), other.strategy())
          .filter(way -> shown.add(way.id()))
          .ifPresent(
              way -> shownCards.add(cards.card(me, way, right, Optional.of(other), missing)));
    }
    List<MyWay> best = MyWays.bestByTarget(from, shown);
    int rest = Math.max(0, CARDS - MyCards.CLOSED - shownCards.size());
    best.stream()
        .limit(rest)
        .forEach(way -> {
          shown.add(way.id());
          shownCards.add(cards.card(me, way, right, Optional.empty(), missing));
        });
    if (me.here()) {
      shownCards.addAll(cards.closed(me));
    }
    List<Recorded> decided = decided(me);
    return new MyPage(
        me,
        plan,
        benefits.benefit(me, right, today),
        shownCards,
        Math.max(0, from.size() - shown.size()),
        from.size(),
        decided,
        until(decided),
        appeals.of(me.id()),
        statements.about(List.of(me.id())).stream()
            .filter(statement -> statement.takenBack().isEmpty())
            .toList(),
        facts(me, missing),
        next(me),
        today,
        appeals.rule().figure("days"),
        form,
        errors);
  }

  /// What all capabilities have for the person: what asks for something first, then by day.
  private List<NextStep> next(Me me) {
    return next.stream()
        .flatMap(steps -> steps.of(me.id()).stream())
        .sorted(
            Comparator.comparing(NextStep::asks)
                .reversed()
                .thenComparing(step -> step.day().orElse(LocalDate.MAX))
                .thenComparing(NextStep::words))
        .toList();
  }

  /// The last days to appeal decisions, by number.
  Map<Long, LocalDate> until(List<Recorded> decisions) {
    return decisions.stream().collect(Collectors.toMap(Recorded::number, appeals::until));
  }

  /// The decisions about a person and what became of them, without the rest.
  List<Recorded> decided(Me me) {
    return decisions.about(me.id());
  }

  /// What a person asked.
  List<Appeal> asked(Me me) {
    return appeals.of(me.id());
  }

  /// The way on with a number from a role, in words; empty when the role has no such way.
  Optional<String> wanted(Me me, long id) {
    return ways.from(me.roleId()).stream()
        .filter(way -> way.id() == id)
        .map(way -> "%s, through %s".formatted(way.to(), way.through()))
        .findFirst();
  }

  // ---- the published plan

  private Optional<MyPlan> plan(Me me) {
    return jdbc.sql(
            """
            select u.plan_id, u.published_by, u.published_at,
                   exists (select 1
                             from people.employment e
                            where e.snapshot_id = p.snapshot_id
                              and e.person_id = :person) as knows
              from planning.publication u
              join planning.plan p on p.id = u.plan_id
             where u.withdrawn_at is null
            """)
        .param("person", me.id())
        .query((row, n) ->
            new Published(
                row.getLong("plan_id"),
                row.getString("published_by"),
                row.getTimestamp("published_at").toInstant(),
                row.getBoolean("knows")))
        .optional()
        // Only now, since a question within a question would hold two connections at once.
        .map(now ->
            new MyPlan(
                now.plan(),
                now.by(),
                now.at(),
                people.place(now.plan(), me.id()),
                people.others(now.plan(), me.id()),
                people.without(now.plan(), me.id()),
                now.knows()));
  }

  private record Published(long plan, String by, Instant at, boolean knows) {}

  // ---- what can be challenged

  private static List<MyFact> facts(Me me, Set<MissingSkill> missing) {
    List<MyFact> facts = new ArrayList<>();
    facts.add(new MyFact("fact-here", "Working here", me.here() ? "yes" : "no", false));
    facts.add(new MyFact("fact-role", "Role", me.role(), false));
    facts.add(new MyFact("fact-department", "Department", me.department(), false));
    facts.add(new MyFact("fact-site", "Site", me.site(), false));
    facts.add(new MyFact("fact-time", "Working time", me.time(), false));
    facts.add(new MyFact("fact-pay", "Pay", me.pay(), false));
    facts.add(
        new MyFact(
            "fact-hired",
            "Hire date",
            me.hired().map(Formats::date).orElse("not in the file"),
            false));
    facts.add(
        new MyFact(
            "fact-manager",
            "Manager",
            me.manager().isEmpty() ? "not in the file" : me.manager(),
            false));
    Set<String> named = new HashSet<>();
    for (MissingSkill skill : missing) {
      if (named.size() < SKILLS && named.add(skill.skill())) {
        facts.add(
            new MyFact(
                "skill-" + skill.skill(),
                "Skill: " + skill.skill(),
                "level %s, usual in your role".formatted(Formats.decimal(skill.shown(), 1)),
                true));
      }
    }
    return facts;
  }
}

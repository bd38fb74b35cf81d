package org.rung.server.home;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.server.decisions.Appeal;
import org.rung.server.decisions.Appeals;
import org.rung.server.decisions.Decisions;
import org.rung.server.decisions.Recorded;
import org.rung.server.pages.Formats;
import org.rung.server.pathways.ChanceOrigin;
import org.rung.server.pathways.ChanceRates;
import org.rung.server.pathways.MissingSkill;
import org.rung.server.pathways.Pathways;
import org.rung.server.planning.EducationRight;
import org.rung.server.planning.Statements;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What one person may see of the own path. Every question is answered by an index, so that it
/// costs the same with 300 people and with 300,000.
@Component
class MyPath {
  private static final int FEW = 5;
  private static final int CARDS = 8;
  private static final int CLOSED = 2;
  private static final int SKILLS = 12;

  private final JdbcClient jdbc;
  private final Pathways pathways;
  private final Decisions decisions;
  private final Appeals appeals;
  private final Statements statements;
  private final Rules rules;
  private final ChanceRates rates = ChanceRates.shipped();

  MyPath(
      JdbcClient jdbc,
      Pathways pathways,
      Decisions decisions,
      Appeals appeals,
      Statements statements,
      Rules rules) {
    this.jdbc = jdbc;
    this.pathways = pathways;
    this.decisions = decisions;
    this.appeals = appeals;
    this.statements = statements;
    this.rules = rules;
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
    List<Way> ways = me.here() ? ways(me.roleId()) : List.of();
    Answer right = right(me, today);
    List<MyCard> cards = new ArrayList<>();
    Set<Long> shown = new HashSet<>();
    Set<MissingSkill> missing = new java.util.LinkedHashSet<>();
    plan.flatMap(MyPlan::place)
        .ifPresent(place -> cards.add(planned(me, place, ways, shown, missing)));
    for (MyPlan.Other other : plan.map(MyPlan::others).orElse(List.of())) {
      find(ways, other.programme(), other.to(), other.strategy())
          .filter(way -> shown.add(way.id()))
          .ifPresent(way -> cards.add(card(me, way, right, Optional.of(other), missing)));
    }
    List<Way> best = bestByTarget(ways, shown);
    int rest = Math.max(0, CARDS - CLOSED - cards.size());
    best.stream()
        .limit(rest)
        .forEach(way -> {
          shown.add(way.id());
          cards.add(card(me, way, right, Optional.empty(), missing));
        });
    if (me.here()) {
      cards.addAll(closed(me));
    }
    return new MyPage(
        me,
        plan,
        benefit(me, right, today),
        cards,
        Math.max(0, ways.size() - shown.size()),
        ways.size(),
        decisions.about(me.id()),
        appeals.of(me.id()),
        statements.about(List.of(me.id())).stream()
            .filter(statement -> statement.takenBack().isEmpty())
            .toList(),
        facts(me, missing),
        today,
        appeals.rule().figure("days"),
        form,
        errors);
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
    return ways(me.roleId()).stream()
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
                place(now.plan(), me.id()),
                others(now.plan(), me.id()),
                without(now.plan(), me.id()),
                now.knows()));
  }

  private record Published(long plan, String by, Instant at, boolean knows) {}

  private Optional<MyPlan.Place> place(long plan, long person) {
    return jdbc.sql(
            """
            select w.programme_id, g.name, g.provider, w.to_label, w.strategy, w.starts, g.hours,
                   g.weeks_to, w.chance_millionths, -w.price_cents as price,
                   w.training_time_cents < 0 as paid_time, w.why
              from planning.placement w
              join programmes.programme g on g.id = w.programme_id
             where w.plan_id = :plan
               and w.person_id = :person
            """)
        .param("plan", plan)
        .param("person", person)
        .query((row, n) ->
            new MyPlan.Place(
                row.getLong("programme_id"),
                row.getString("name"),
                row.getString("provider"),
                row.getString("to_label"),
                Strategy.of(row.getString("strategy")),
                row.getDate("starts").toLocalDate(),
                row.getInt("hours"),
                row.getInt("weeks_to"),
                row.getInt("chance_millionths"),
                row.getLong("price"),
                row.getBoolean("paid_time"),
                row.getString("why")))
        .optional();
  }

  private List<MyPlan.Other> others(long plan, long person) {
    return jdbc.sql(
            """
            select a.programme_id, g.name, a.to_label, a.strategy, a.starts, a.shortfall_cents,
                   a.against
              from planning.alternative a
              join programmes.programme g on g.id = a.programme_id
             where a.plan_id = :plan
               and a.person_id = :person
             order by a.place
            """)
        .param("plan", plan)
        .param("person", person)
        .query((row, n) ->
            new MyPlan.Other(
                row.getLong("programme_id"),
                row.getString("name"),
                row.getString("to_label"),
                Strategy.of(row.getString("strategy")),
                row.getDate("starts").toLocalDate(),
                row.getLong("shortfall_cents"),
                row.getString("against")))
        .list();
  }

  private Optional<MyPlan.Without> without(long plan, long person) {
    return jdbc.sql(
            """
            select reason, change
              from planning.without_candidate
             where plan_id = :plan
               and person_id = :person
            """)
        .param("plan", plan)
        .param("person", person)
        .query((row, n) -> new MyPlan.Without(row.getString("reason"), row.getString("change")))
        .optional();
  }

  // ---- ways on

  /// A pathway from the role, with what the card says of it.
  ///
  /// @param label as a plan names the target
  /// @param payThereCents half there earn at least so much in a full-time year; empty under five
  /// @param studyMillionths chance that who starts completes and is placed
  private record Way(
      long id,
      String to,
      String label,
      boolean ownRole,
      boolean inside,
      long programme,
      String name,
      String provider,
      String prerequisites,
      boolean evening,
      Strategy strategy,
      boolean exact,
      int hours,
      int weeks,
      long priceCents,
      int studyMillionths,
      String chanceParts,
      OptionalLong payThereCents,
      OptionalInt moved,
      String fromRated,
      String toRated,
      String why) {
    String through() {
      return provider.isEmpty() ? name : name + ", " + provider;
    }

    String target() {
      return strategy.code() + " " + to;
    }
  }

  private List<Way> ways(int role) {
    return jdbc.sql(
            """
            select w.id, r.title as role_title, o.title as occupation_title,
                   w.to_role is not distinct from w.from_role as own_role,
                   w.programme_id, g.name, g.provider, g.prerequisites,
                   coalesce(g.evening, false) as evening, w.strategy, w.exact, w.hours, w.weeks,
                   w.price_cents, w.complete_millionths, w.place_millionths, w.chance_parts,
                   case when w.to_role is null then h.pay_cents + w.pay_change_cents
                        else t.pay_cents end as pay_there,
                   s.moved, h.rated_as as from_rated, w.why,
                   coalesce(t.rated_as, case when o.rated then o.code else o.nearest_rated end) as to_rated
              from pathways.pathway w
              join programmes.programme g on g.id = w.programme_id
              left join people.role r on r.id = w.to_role
              left join pathways.role h on h.role_id = w.from_role
              left join pathways.role t on t.role_id = w.to_role
              left join pathways.role_step s on s.from_role = w.from_role and s.to_role = w.to_role
              left join reference.occupation o on o.code = w.target_occupation
             where w.from_role = :role
             order by w.id
            """)
        .param("role", role)
        .query((row, n) -> way(row))
        .list();
  }

  private static Way way(ResultSet row) throws SQLException {
    String role = row.getString("role_title");
    String occupation = text(row.getString("occupation_title"));
    boolean inside = role != null;
    long place = row.getLong("place_millionths");
    Long pay = row.getObject("pay_there", Long.class);
    Integer moved = row.getObject("moved", Integer.class);
    String to = role == null ? occupation : role;
    return new Way(
        row.getLong("id"),
        to,
        inside ? to : occupation.isEmpty() ? "another employer" : "outside: " + occupation,
        row.getBoolean("own_role"),
        inside,
        row.getLong("programme_id"),
        row.getString("name"),
        row.getString("provider"),
        row.getString("prerequisites"),
        row.getBoolean("evening"),
        Strategy.of(row.getString("strategy")),
        row.getBoolean("exact"),
        row.getInt("hours"),
        row.getInt("weeks"),
        row.getLong("price_cents"),
        (int) (row.getLong("complete_millionths") * place / 1_000_000),
        row.getString("chance_parts"),
        pay == null ? OptionalLong.empty() : OptionalLong.of(pay),
        moved == null ? OptionalInt.empty() : OptionalInt.of(moved),
        text(row.getString("from_rated")),
        text(row.getString("to_rated")),
        row.getString("why"));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Optional<Way> find(
      List<Way> ways, long programme, String label, Strategy strategy) {
    return ways.stream()
        .filter(way ->
            way.programme() == programme && way.strategy() == strategy && way.label().equals(label))
        .findFirst();
  }

  /// For each target the programme with the best chance; targets by strategy, then by chance.
  private static List<Way> bestByTarget(List<Way> ways, Set<Long> shown) {
    Set<String> taken =
        ways.stream()
            .filter(way -> shown.contains(way.id()))
            .map(Way::target)
            .collect(Collectors.toCollection(HashSet::new));
    Map<String, Way> best = new LinkedHashMap<>();
    for (Way way : ways) {
      if (!taken.contains(way.target())) {
        best.merge(way.target(), way, (a, b) -> b.studyMillionths() > a.studyMillionths() ? b : a);
      }
    }
    // One of each strategy before the second of any, so that no strategy hides the others.
    Map<Strategy, Integer> order = new java.util.EnumMap<>(Strategy.class);
    record Placed(Way way, int round) {}
    return best.values().stream()
        .sorted(Comparator.comparingInt(Way::studyMillionths).reversed())
        .map(way -> new Placed(way, order.merge(way.strategy(), 1, Integer::sum)))
        .toList()
        .stream()
        .sorted(
            Comparator.comparingInt(Placed::round).thenComparing(placed -> placed.way().strategy()))
        .map(Placed::way)
        .toList();
  }

  private MyCard planned(
      Me me, MyPlan.Place place, List<Way> ways, Set<Long> shown, Set<MissingSkill> missing) {
    Optional<Way> way = find(ways, place.programme(), place.to(), place.strategy());
    way.ifPresent(found -> shown.add(found.id()));
    List<MyCard.Line> lines = new ArrayList<>();
    way.ifPresent(found -> lines.add(pay(me, found)));
    lines.add(
        new MyCard.Line(
            "Time",
            "%s in %s, from %s%s"
                .formatted(
                    Formats.counted(place.hours(), "hour", "hours"),
                    Formats.counted(place.weeks(), "week", "weeks"),
                    Formats.date(place.starts()),
                    place.paidTime() ? ", on paid time" : ", in your own time")));
    lines.add(
        new MyCard.Line(
            "You pay",
            way.map(found -> found.priceCents() - place.priceCents())
                .map(own ->
                    "%s of %s"
                        .formatted(
                            Formats.cents(Math.max(0, own)),
                            Formats.cents(Math.max(0, own) + place.priceCents())))
                .orElse("%s is paid for you".formatted(Formats.cents(place.priceCents())))));
    lines.add(
        way.map(this::chance)
            .orElse(
                new MyCard.Line(
                    "Chance",
                    "%s to accept, complete and be placed"
                        .formatted(Formats.percent(place.chanceMillionths() / 1e6)))));
    way.ifPresent(found -> lines.add(missing(found, missing)));
    List<String> speaks = new ArrayList<>();
    speaks.add(
        place.why().isBlank()
            ? "It is the way worth most that places and money allow."
            : place.why());
    way.flatMap(MyPath::moved).ifPresent(speaks::add);
    return new MyCard(
        place.to().replaceFirst("^outside: ", ""),
        "planned for you",
        "good",
        Optional.of(place.strategy()),
        place.provider().isEmpty() ? place.name() : place.name() + ", " + place.provider(),
        lines,
        way.map(this::origin).orElse(List.of()),
        speaks,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private MyCard card(
      Me me, Way way, Answer right, Optional<MyPlan.Other> weighed, Set<MissingSkill> missing) {
    boolean education = way.strategy() == Strategy.EDUCATION_BENEFIT;
    List<String> against = new ArrayList<>();
    List<String> change = new ArrayList<>();
    weighed.ifPresent(other -> {
      against.add("Not in this plan: " + other.against());
      change.add(
          other.shortfallCents() == 0
              ? "Nothing is missing: it is as good as what was chosen, and a tie was settled by"
                  + " order."
              : "It would be chosen with one more of what is scarce, or if it were worth %s more by a lower price or a higher chance."
                  .formatted(Formats.dollars(other.shortfallCents())));
    });
    String badge = "open to ask";
    String tone = "";
    boolean open = true;
    if (education && right instanceof Answer.CannotTell unknown) {
      badge = "cannot tell yet";
      tone = "warn";
      open = false;
      against.add("Missing in the file: " + String.join(", ", unknown.missing()));
      change.add("Challenge the hire date below and say what it is.");
    } else if (education && right instanceof Answer.No no) {
      badge = "not open yet";
      tone = "warn";
      open = false;
      against.add(no.reason());
      change.add(no.change());
    }
    if (!way.exact()) {
      against.add("The programme is for the broad group of occupations, not for this one alone.");
    }
    List<MyCard.Line> lines = new ArrayList<>();
    lines.add(pay(me, way));
    lines.add(
        new MyCard.Line(
            "Time",
            "%s in %s%s%s"
                .formatted(
                    Formats.counted(way.hours(), "hour", "hours"),
                    Formats.counted(way.weeks(), "week", "weeks"),
                    weighed.map(other -> ", from " + Formats.date(other.starts())).orElse(""),
                    way.evening() ? ", in the evening" : "")));
    lines.add(youPay(me, way));
    lines.add(chance(way));
    lines.add(missing(way, missing));
    if (!way.prerequisites().isBlank()) {
      lines.add(new MyCard.Line("To enter", shortened(way.prerequisites())));
    }
    List<String> speaks = new ArrayList<>();
    if (!way.why().isBlank()) {
      speaks.add(way.why());
    }
    moved(way).ifPresent(speaks::add);
    return new MyCard(
        way.ownRole()
            ? "More skill as " + way.to()
            : way.to() + (way.inside() ? "" : ", elsewhere"),
        badge,
        tone,
        Optional.of(way.strategy()),
        way.through(),
        lines,
        origin(way),
        speaks,
        against,
        change,
        open ? Optional.of("way-" + way.id()) : Optional.empty());
  }

  private static String shortened(String words) {
    String plain = words.strip();
    return plain.length() <= 160 ? plain : plain.substring(0, 157).strip() + "…";
  }

  private static MyCard.Line pay(Me me, Way way) {
    if (way.ownRole()) {
      return new MyCard.Line("Pay", "as now, %s".formatted(me.pay()));
    }
    return new MyCard.Line(
        "Pay",
        way.payThereCents().isEmpty()
            ? "not shown: fewer than five people hold it; now %s a year"
                .formatted(Formats.dollars(me.annualCents()))
            : way.inside()
                ? "half earn at least %s a year, full-time; now %s"
                    .formatted(
                        Formats.dollars(way.payThereCents().getAsLong()),
                        Formats.dollars(me.annualCents()))
                : "half in the country earn at least %s a year, full-time; now %s"
                    .formatted(
                        Formats.dollars(way.payThereCents().getAsLong()),
                        Formats.dollars(me.annualCents())));
  }

  private MyCard.Line youPay(Me me, Way way) {
    long own =
        way.strategy() == Strategy.EDUCATION_BENEFIT
            ? Math.max(0, way.priceCents() - cap(me, appeals.today()))
            : 0;
    return new MyCard.Line(
        "You pay",
        way.priceCents() == 0
            ? "nothing: it is free"
            : "%s of %s".formatted(Formats.cents(own), Formats.cents(way.priceCents())));
  }

  private MyCard.Line chance(Way way) {
    return new MyCard.Line(
        "Chance",
        (way.ownRole()
                ? "%s of those who start complete it"
                : "%s of those who start complete it and get the post")
            .formatted(Formats.percent(way.studyMillionths() / 1e6)));
  }

  private List<String> origin(Way way) {
    return ChanceOrigin.of(way.chanceParts(), rates).stream()
        .filter(part -> !part.line().startsWith("Accepts"))
        .map(part ->
            part.line()
                + (part.mark().isEmpty() ? "" : "; the first figure is " + part.mark())
                + ": "
                + part.source())
        .toList();
  }

  private static Optional<String> moved(Way way) {
    return way.moved().isPresent()
        ? Optional.of(
            "%s people here made this step before"
                .formatted(Formats.people(way.moved().getAsInt())))
        : Optional.empty();
  }

  private MyCard.Line missing(Way way, Set<MissingSkill> missing) {
    if (way.fromRated().isEmpty() || way.toRated().isEmpty()) {
      return new MyCard.Line(
          "Missing", "cannot tell: there are no skill levels for one of the two");
    }
    List<MissingSkill> found = pathways.missing(way.fromRated(), way.toRated(), FEW);
    missing.addAll(found);
    return new MyCard.Line(
        "Missing",
        found.isEmpty()
            ? "nothing by the levels usual there"
            : found.stream()
                .limit(3)
                .map(skill ->
                    "%s, level %s of %s"
                        .formatted(
                            skill.skill(),
                            Formats.decimal(skill.shown(), 1),
                            Formats.decimal(skill.needed(), 1)))
                .collect(Collectors.joining("; ")));
  }

  /// The nearest roles that are not open, and the smallest change that would open them.
  private List<MyCard> closed(Me me) {
    return jdbc.sql(
            """
            select r.title, t.pay_cents, s.against, s.change
              from pathways.role_step s
              join people.role r on r.id = s.to_role
              left join pathways.role t on t.role_id = s.to_role
             where s.from_role = :role
               and not s.open
             order by s.percentile desc, s.to_role
             limit :few
            """)
        .param("role", me.roleId())
        .param("few", CLOSED)
        .query((row, n) -> {
          Long pay = row.getObject("pay_cents", Long.class);
          String change = row.getString("change");
          List<String> against = new ArrayList<>();
          for (String reason : (String[]) row.getArray("against").getArray()) {
            against.add(reason + ".");
          }
          return new MyCard(
              row.getString("title"),
              "not open yet",
              "warn",
              Optional.empty(),
              "",
              List.of(
                  new MyCard.Line(
                      "Pay",
                      pay == null
                          ? "not shown: fewer than five people hold it"
                          : "half earn at least %s a year, full-time; now %s"
                              .formatted(Formats.dollars(pay), Formats.dollars(me.annualCents())))),
              List.of(),
              List.of(),
              against,
              change.isBlank() ? List.of() : List.of(change),
              Optional.empty());
        })
        .list();
  }

  // ---- the education benefit

  private Answer right(Me me, LocalDate today) {
    return new EducationRight(rules.on("education-benefit-service", today))
        .of(me.hourly(), me.serviceDays(), me.hired().isPresent());
  }

  private long cap(Me me, LocalDate today) {
    return rules
        .on("education-benefit-cap", today)
        .figure(me.fullTime() ? "full_time_cents" : "part_time_cents");
  }

  private MyBenefit benefit(Me me, Answer right, LocalDate today) {
    Rules.Version cap = rules.on("education-benefit-cap", today);
    String rule = "%s %s".formatted(right.clause().text(), cap.text());
    long cents = cap(me, today);
    List<String> change = new ArrayList<>();
    change.add(
        "On %s a new %s opens; what is not used does not carry over."
            .formatted(
                Formats.date(LocalDate.of(today.getYear() + 1, 1, 1)), Formats.cents(cents)));
    if (!me.fullTime()) {
      change.add(
          "Full-time the cap is %s.".formatted(Formats.cents(cap.figure("full_time_cents"))));
    }
    return switch (right) {
      case Answer.Yes yes when me.here() ->
          new MyBenefit(
              "Up to %s a year of schooling is open to you".formatted(Formats.cents(cents)),
              true,
              List.of(
                  new MyCard.Line(
                      "Yearly cap, " + (me.fullTime() ? "full-time" : "part-time"),
                      Formats.cents(cents)),
                  new MyCard.Line(
                      "Open until 31 Dec %d".formatted(today.getYear()), Formats.cents(cents))),
              rule + " Rung keeps no payments yet: what was paid this year is not taken off.",
              List.of(),
              change);
      case Answer.Yes yes ->
          new MyBenefit(
              "The education benefit is for people who work here",
              false,
              List.of(),
              rule,
              List.of("You are not in the file of the newest day."),
              List.of("Challenge it below if that is not so."));
      case Answer.No no ->
          new MyBenefit(
              "The education benefit is not open to you yet",
              false,
              List.of(),
              rule,
              List.of(no.reason()),
              List.of(no.change()));
      case Answer.CannotTell unknown ->
          new MyBenefit(
              "Cannot tell yet whether the education benefit is open to you",
              false,
              List.of(),
              rule,
              List.of(
                  "Your file does not give: %s".formatted(String.join(", ", unknown.missing()))),
              List.of("Challenge the hire date below and say what it is."));
    };
  }

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

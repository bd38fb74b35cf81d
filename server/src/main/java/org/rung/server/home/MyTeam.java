package org.rung.server.home;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.rung.server.database.LikePattern;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Strategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a manager may see of the people of some departments: who is planned for what and when, and
/// the hours away; never pay, worth or chance.
@Component
class MyTeam {
  static final int PAGE = 50;

  private static final String FROM =
      """
        from people.now e
        join people.department d on d.id = e.department_id
        join people.person p on p.id = e.person_id
        join people.role r on r.id = e.role_id
        left join planning.placement w on w.plan_id = :plan and w.person_id = e.person_id
        left join programmes.programme g on g.id = w.programme_id
       where e.department_id = any(:departments)
         and (:everybody or w.person_id is not null)
         and (:find = '' or p.employer_id ilike :pattern or r.title ilike :pattern
              or g.name ilike :pattern)
      """;

  private static final String COLUMNS =
      """
      select p.id, p.employer_id, r.title, d.name as department, g.name as programme, w.to_label,
             w.strategy, w.starts, g.weeks_to, g.hours, w.training_time_cents < 0 as paid_time,
             (select count(*)
                from planning.statement s
               where s.person_id = p.id
                 and s.plan_id = :plan
                 and s.taken_back_at is null) as against
      """;

  private final JdbcClient jdbc;

  MyTeam(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What is asked of the table.
  ///
  /// @param all everybody, else only who is planned
  /// @param order `person` or `starts`
  record Wanted(String find, boolean all, String order, boolean down, int page) {
    /// From what was given; what makes no sense counts as not given.
    static Wanted of(String find, boolean all, String order, boolean down, int page) {
      return new Wanted(
          find.strip().replace("\u0000", ""),
          all,
          order.equals("person") ? "person" : "starts",
          down,
          Math.clamp(page, 1, 1_000_000));
    }

    /// What the audit notes of it.
    String words() {
      return (all ? "everybody" : "planned") + (find.isEmpty() ? "" : ", “%s”".formatted(find));
    }
  }

  Team team(List<String> names, Wanted wanted) {
    Integer[] departments = departments(names);
    Optional<Team.Published> plan = plan();
    long number = plan.map(Team.Published::plan).orElse(-1L);
    Wanted everybody = new Wanted("", true, "person", false, 1);
    Wanted planned = new Wanted("", false, "person", false, 1);
    long found = count(number, departments, wanted);
    int pages = (int) Math.max(1, (found + PAGE - 1) / PAGE);
    Wanted shown =
        new Wanted(
            wanted.find(),
            wanted.all(),
            wanted.order(),
            wanted.down(),
            Math.clamp(wanted.page(), 1, pages));
    return new Team(
        names,
        plan,
        count(number, departments, everybody),
        plan.isEmpty() ? 0 : count(number, departments, planned),
        plan.isEmpty() ? List.of() : quarters(number, names),
        wanted.find(),
        wanted.all(),
        wanted.order(),
        wanted.down(),
        rows(number, departments, shown, PAGE),
        found,
        shown.page(),
        pages);
  }

  /// The rows of a page.
  List<Team.Row> rows(List<String> names, Wanted wanted, int size) {
    return rows(number(), departments(names), wanted, size);
  }

  /// How many rows the filter leaves.
  long count(List<String> names, Wanted wanted) {
    return count(number(), departments(names), wanted);
  }

  /// The published plan, -1 for none.
  private long number() {
    return plan().map(Team.Published::plan).orElse(-1L);
  }

  /// The published plan that asks somebody of the team to leave for training.
  ///
  /// @throws Refused when none does
  long release(Team.Row row) {
    return plan()
        .filter(now -> row.place().isPresent())
        .orElseThrow(() ->
            new Refused(
                "%s has no place in a published plan, so there is no release to speak against."
                    .formatted(row.name())))
        .plan();
  }

  /// Every row that the filter leaves.
  List<Team.Row> all(List<String> names, Wanted wanted) {
    return rows(names, wanted, 1_000_000);
  }

  /// Somebody of the team; empty for everybody else.
  Optional<Team.Row> person(List<String> names, long person) {
    return asked(
            COLUMNS + FROM + " and p.id = :person",
            plan().map(Team.Published::plan).orElse(-1L),
            departments(names),
            new Wanted("", true, "person", false, 1))
        .param("person", person)
        .query((row, n) -> row(row))
        .optional();
  }

  /// Somebody of the team by the employer's id; empty for everybody else.
  Optional<Team.Row> person(List<String> names, String employerId) {
    return asked(
            COLUMNS + FROM + " and p.employer_id = :employer",
            number(),
            departments(names),
            new Wanted("", true, "person", false, 1))
        .param("employer", employerId)
        .query((row, n) -> row(row))
        .optional();
  }

  Optional<Team.Published> plan() {
    return jdbc.sql(
            """
            select plan_id, published_by
              from planning.publication
             where withdrawn_at is null
            """)
        .query((row, n) -> new Team.Published(row.getLong(1), row.getString(2)))
        .optional();
  }

  private Integer[] departments(List<String> names) {
    return jdbc.sql("select id from people.department where name = any(:names) order by id")
        .param("names", names.toArray(String[]::new))
        .query((row, n) -> row.getInt(1))
        .list()
        .toArray(Integer[]::new);
  }

  private long count(long plan, Integer[] departments, Wanted wanted) {
    return asked("select count(*) " + FROM, plan, departments, wanted).query(Long.class).single();
  }

  private List<Team.Row> rows(long plan, Integer[] departments, Wanted wanted, int most) {
    String by = wanted.order().equals("starts") ? "w.starts" : "p.employer_id";
    return asked(
            COLUMNS
                + FROM
                + " order by %s %s nulls last, p.employer_id limit :most offset :from"
                    .formatted(by, wanted.down() ? "desc" : "asc"),
            plan,
            departments,
            wanted)
        .param("most", most)
        .param("from", (long) (wanted.page() - 1) * most)
        .query((row, n) -> row(row))
        .list();
  }

  private JdbcClient.StatementSpec asked(
      String sql, long plan, Integer[] departments, Wanted wanted) {
    return jdbc.sql(sql)
        .param("plan", plan)
        .param("departments", departments)
        .param("everybody", wanted.all())
        .param("find", wanted.find())
        .param("pattern", LikePattern.holding(wanted.find()));
  }

  private static Team.Row row(ResultSet row) throws SQLException {
    String programme = row.getString("programme");
    return new Team.Row(
        row.getLong("id"),
        row.getString("employer_id"),
        row.getString("title"),
        row.getString("department"),
        programme == null
            ? Optional.empty()
            : Optional.of(
                new Team.Place(
                    programme,
                    row.getString("to_label"),
                    Strategy.of(row.getString("strategy")),
                    row.getDate("starts").toLocalDate(),
                    row.getInt("weeks_to"),
                    row.getInt("hours"),
                    row.getBoolean("paid_time"))),
        row.getLong("against"));
  }

  /// The release limits of the departments, as the plan kept them.
  private List<Team.Quarter> quarters(long plan, List<String> names) {
    return jdbc.sql(
            """
            select n.name, right(l.label, 10)::date as starts, l.used, l.capacity
              from planning.limit_kept l
              join unnest(:names::text[]) n (name)
                on l.label = 'Hours of release, ' || n.name || ', quarter from ' || right(l.label, 10)
             where l.plan_id = :plan
               and l.kind = 'release'
             order by starts, n.name
            """)
        .param("plan", plan)
        .param("names", names.toArray(String[]::new))
        .query((row, n) ->
            new Team.Quarter(
                row.getDate("starts").toLocalDate(),
                row.getString("name"),
                row.getLong("used"),
                row.getLong("capacity")))
        .list();
  }
}

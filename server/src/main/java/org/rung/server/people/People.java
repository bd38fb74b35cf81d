package org.rung.server.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.rung.server.database.LikePattern;
import org.rung.server.decisions.Appeals;
import org.rung.server.decisions.Decisions;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// People one by one and by department, for the pages that show them. Whoever asks notes it in the
/// audit.
@Component
class People {
  static final int PAGE = 50;

  /// Of addresses of the API that name no person.
  private static final Set<String> WORDS = Set.of("departments", "changes");

  private static final String FROM =
      """
        from people.now e
        join people.person p on p.id = e.person_id
        join people.role r on r.id = e.role_id
        join people.department d on d.id = e.department_id
        join people.site s on s.id = e.site_id
       where (:id = '' or p.employer_id ilike :pattern)
         and (:role = '' or r.title = :role)
         and (:department = '' or d.name = :department)
         and (:time = '' or e.full_time = (:time = 'full'))
      """;

  private final JdbcClient jdbc;
  private final Decisions decisions;
  private final Appeals appeals;
  private final TransactionTemplate transaction;

  People(JdbcClient jdbc, Decisions decisions, Appeals appeals, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.decisions = decisions;
    this.appeals = appeals;
    this.transaction = transaction;
  }

  private JdbcClient.StatementSpec filtered(String sql, PeopleFilter filter) {
    return jdbc.sql(sql)
        .param("id", filter.id())
        .param("pattern", LikePattern.holding(filter.id()))
        .param("role", filter.role())
        .param("department", filter.department())
        .param("time", filter.time());
  }

  long count(PeopleFilter filter) {
    return filtered("select count(*) " + FROM, filter).query(Long.class).single();
  }

  List<PeoplePage.Row> rows(PeopleFilter filter) {
    return rows(filter, PAGE);
  }

  /// A page of the list.
  ///
  /// @param size rows of a page
  List<PeoplePage.Row> rows(PeopleFilter filter, int size) {
    return filtered(
            "select p.id, p.employer_id, r.title, d.name as department, s.name as site, e.full_time, e.hourly "
                + FROM
                + " order by "
                + filter.orderBy()
                + " limit :page offset :from",
            filter)
        .param("page", size)
        .param("from", (long) (filter.page() - 1) * size)
        .query(People::row)
        .list();
  }

  /// Every row that the filter leaves; streams.
  void all(PeopleFilter filter, CsvDownload.RowTo to) {
    // In a transaction, since the driver streams only there.
    transaction.executeWithoutResult(status ->
        filtered(
                "select p.id, p.employer_id, r.title, d.name as department, s.name as site, e.full_time, e.hourly "
                    + FROM
                    + " order by "
                    + filter.orderBy(),
                filter)
            .withFetchSize(5_000)
            .query(found -> {
              PeoplePage.Row row = row(found, 0);
              to.row(
                  row.id(),
                  row.role(),
                  row.department(),
                  row.site(),
                  row.fullTime() ? "full-time" : "part-time",
                  row.hourly() ? "hourly" : "salary");
            }));
  }

  private static PeoplePage.Row row(ResultSet row, int n) throws SQLException {
    return new PeoplePage.Row(
        row.getString("employer_id"),
        href(row.getString("employer_id"), row.getLong("id")),
        row.getString("title"),
        row.getString("department"),
        row.getString("site"),
        row.getBoolean("full_time"),
        row.getBoolean("hourly"));
  }

  /// The address of a person; by number where the id has signs that an address cannot carry, or is
  /// a word that stands for something else there.
  private static String href(String employerId, long person) {
    return "/people/"
        + (employerId.matches("[A-Za-z0-9._-]*[A-Za-z0-9_-]") && !WORDS.contains(employerId)
            ? URLEncoder.encode(employerId, StandardCharsets.UTF_8)
            : "~" + person);
  }

  List<String> roles() {
    return jdbc.sql(
            """
            select r.title
              from people.role r
             where exists (select 1 from people.now e where e.role_id = r.id)
             order by r.title
            """)
        .query((row, n) -> row.getString("title"))
        .list();
  }

  /// Departments now, the largest first. When only one is too small to be shown, the total would
  /// tell its size: the next one is not shown either.
  List<PeoplePage.Department> departments() {
    record Counted(int number, String name, long people) {}
    List<Counted> counted =
        jdbc.sql(
                """
                select d.id, d.name, count(*) as people
                  from people.now e
                  join people.department d on d.id = e.department_id
                 group by d.id, d.name
                 order by people desc, d.name
                """)
            .query((row, n) ->
                new Counted(row.getInt("id"), row.getString("name"), row.getLong("people")))
            .list();
    int shown = (int) counted.stream().filter(c -> !SmallGroups.hides(c.people())).count();
    boolean tells = shown == counted.size() - 1 && shown > 0;
    List<PeoplePage.Department> departments = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      Counted one = counted.get(i);
      boolean hidden = i >= shown;
      boolean beside = tells && i == shown - 1;
      departments.add(
          new PeoplePage.Department(
              one.number(),
              one.name(),
              beside ? "not shown" : Formats.people(one.people()),
              hidden || beside ? OptionalLong.empty() : OptionalLong.of(one.people()),
              hidden || beside ? 0 : one.people() * 100.0 / counted.getFirst().people()));
    }
    return departments;
  }

  /// A person by the id in the employer's files, or `~` and the number.
  Optional<Person> person(String key) {
    boolean byNumber = key.matches("~\\d{1,18}");
    record Found(long id, String employerId, boolean linked) {}
    Optional<Found> found =
        jdbc.sql(
                byNumber
                    ? "select id, employer_id, linked from people.person where id = :key"
                    : "select id, employer_id, linked from people.person where employer_id = :key")
            .param("key", byNumber ? (Object) Long.valueOf(key.substring(1)) : key)
            .query((row, n) ->
                new Found(
                    row.getLong("id"), row.getString("employer_id"), row.getBoolean("linked")))
            .optional();
    return found.flatMap(person -> person(person.id(), person.employerId(), person.linked()));
  }

  static NotFound nobody(String key) {
    return new NotFound("Nobody with the id “%s” is in any file that was imported.".formatted(key));
  }

  private Optional<Person> person(long person, String employerId, boolean linked) {
    List<Boolean> latest = new ArrayList<>();
    List<Optional<PersonPage.Manager>> managers = new ArrayList<>();
    List<Person.Day> days = new ArrayList<>();
    jdbc.sql(
            """
            select s.taken_on,
                   s.id = (select l.id from people.snapshot l order by l.taken_on desc limit 1) as latest,
                   r.title,
                   d.name as department,
                   t.name as site,
                   t.kind as site_kind,
                   e.full_time,
                   e.hourly,
                   e.weekly_minutes,
                   e.annual_pay_cents,
                   e.hourly_pay_cents,
                   e.hired_on,
                   m.id as manager,
                   m.employer_id as manager_id
              from people.employment e
              join people.snapshot s on s.id = e.snapshot_id
              join people.role r on r.id = e.role_id
              join people.department d on d.id = e.department_id
              join people.site t on t.id = e.site_id
              left join people.person m on m.id = e.manager_id
             where e.person_id = :person
             order by s.taken_on
            """)
        .param("person", person)
        .query(row -> {
          latest.add(row.getBoolean("latest"));
          String manager = row.getString("manager_id");
          managers.add(
              manager == null
                  ? Optional.empty()
                  : Optional.of(
                      new PersonPage.Manager(manager, href(manager, row.getLong("manager")))));
          days.add(day(row));
        });
    if (days.isEmpty()) {
      return Optional.empty();
    }
    LocalDate day =
        jdbc.sql("select max(taken_on) from people.snapshot")
            .query((row, n) -> row.getDate(1).toLocalDate())
            .single();
    return Optional.of(
        new Person(
            employerId,
            linked,
            latest.getLast(),
            day,
            days,
            managers.getLast(),
            decisions.about(person),
            appeals.of(person)));
  }

  private static Person.Day day(ResultSet row) throws SQLException {
    int minutes = row.getInt("weekly_minutes");
    long hourly = row.getLong("hourly_pay_cents");
    return new Person.Day(
        row.getDate("taken_on").toLocalDate(),
        row.getString("title"),
        row.getString("department"),
        row.getString("site"),
        row.getString("site_kind"),
        row.getBoolean("full_time"),
        row.getBoolean("hourly"),
        minutes == 0 ? OptionalInt.empty() : OptionalInt.of(minutes),
        row.getLong("annual_pay_cents"),
        hourly == 0 ? OptionalLong.empty() : OptionalLong.of(hourly),
        Optional.ofNullable(row.getDate("hired_on")).map(java.sql.Date::toLocalDate));
  }
}

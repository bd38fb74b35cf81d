package org.rung.server.timesheets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Viewer;
import org.rung.server.database.LikePattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who is who, for hours.
@Component
class Staff {
  private static final String SELECT =
      """
      select p.id, p.employer_id, coalesce(d.name, '') as department, coalesce(z.zone, '') as zone
        from people.person p
        left join people.now e on e.person_id = p.id
        left join people.department d on d.id = e.department_id
        left join classes.site_zone z on z.site_id = e.site_id
      """;

  private final JdbcClient jdbc;

  Staff(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The person whose account asks; empty when it is nobody's.
  Optional<Employed> me(Viewer viewer) {
    return viewer
        .employerId()
        .flatMap(name ->
            jdbc.sql(SELECT + " where p.employer_id = :name")
                .param("name", name)
                .query(Staff::employed)
                .optional());
  }

  /// The number of the person whose account asks, for who may not rule on the own.
  OptionalLong self(Viewer viewer) {
    return me(viewer).map(me -> OptionalLong.of(me.person())).orElse(OptionalLong.empty());
  }

  /// Those of them whom a file has, by the employer's id.
  Map<String, Employed> named(Collection<String> names) {
    Map<String, Employed> found = new HashMap<>();
    jdbc.sql(SELECT + " where p.employer_id = any (:names)")
        .param("names", names.toArray(String[]::new))
        .query(Staff::employed)
        .list()
        .forEach(one -> found.put(one.name(), one));
    return found;
  }

  /// Those of them whom a file has, by number.
  Map<Long, Employed> numbered(Collection<Long> numbers) {
    Map<Long, Employed> found = new HashMap<>();
    jdbc.sql(SELECT + " where p.id = any (:numbers)")
        .param("numbers", numbers.toArray(Long[]::new))
        .query(Staff::employed)
        .list()
        .forEach(one -> found.put(one.person(), one));
    return found;
  }

  /// People of the newest file, by the employer's id.
  ///
  /// @param after the last id that was seen, empty to begin
  List<Employed> page(Reach reach, String after, int most) {
    return reach
        .on(
            jdbc.sql(
                SELECT
                    + """
                     where e.person_id is not null
                       and p.employer_id > :after
                       and (:everybody or d.name = any (:departments))
                     order by p.employer_id
                     limit :most
                    """))
        .param("after", after)
        .param("most", most)
        .query(Staff::employed)
        .list();
  }

  /// How many there are in the newest file.
  ///
  /// @param find what their ids hold; empty for all
  long count(Reach reach, String find) {
    return reach
        .on(
            jdbc.sql(
                """
                select count(*)
                  from people.now e
                  join people.person p on p.id = e.person_id
                  join people.department d on d.id = e.department_id
                 where (:everybody or d.name = any (:departments))
                   and (:find = '' or p.employer_id ilike :pattern)
                """))
        .param("find", find)
        .param("pattern", LikePattern.holding(find))
        .query(Long.class)
        .single();
  }

  /// A page of them by the employer's id.
  ///
  /// @param find what their ids hold; empty for all
  /// @param page from 0
  List<Employed> page(Reach reach, String find, int page, int size) {
    return reach
        .on(
            jdbc.sql(
                SELECT
                    + """
                     where e.person_id is not null
                       and (:everybody or d.name = any (:departments))
                       and (:find = '' or p.employer_id ilike :pattern)
                     order by p.employer_id
                     limit :size offset :from
                    """))
        .param("find", find)
        .param("pattern", LikePattern.holding(find))
        .param("size", size)
        .param("from", (long) page * size)
        .query(Staff::employed)
        .list();
  }

  private static Employed employed(ResultSet row, int n) throws SQLException {
    String zone = row.getString("zone");
    return new Employed(
        row.getLong("id"),
        row.getString("employer_id"),
        row.getString("department"),
        zone.isEmpty() ? employer() : ZoneId.of(zone));
  }

  /// The clock of who is at no site, or at one without a clock of its own.
  static ZoneId employer() {
    return ZoneId.systemDefault();
  }
}

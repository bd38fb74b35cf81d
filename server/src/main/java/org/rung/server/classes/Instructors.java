package org.rung.server.classes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who teaches: people of the employer's, and partners' by name.
@Component
class Instructors {
  private static final String SELECT =
      """
      select x.id, x.name, p.employer_id, x.provider, x.closed_at,
             (select count(*)
                from classes.session s
               where s.instructor_id = x.id
                 and s.state = 'planned'
                 and s.ends_at > :now) as sessions
        from classes.instructor x
        left join people.person p on p.id = x.person_id
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  Instructors(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /// All, own people first, by name.
  List<Instructor> all() {
    return asked(SELECT + " order by x.provider nulls first, x.name, x.id")
        .query((row, n) -> of(row))
        .list();
  }

  Optional<Instructor> find(long id) {
    return asked(SELECT + " where x.id = :id")
        .param("id", id)
        .query((row, n) -> of(row))
        .optional();
  }

  private JdbcClient.StatementSpec asked(String sql) {
    return jdbc.sql(sql).param("now", Timestamp.from(clock.instant()));
  }

  private static Instructor of(ResultSet row) throws SQLException {
    return new Instructor(
        row.getLong("id"),
        row.getString("name"),
        Optional.ofNullable(row.getString("employer_id")),
        Optional.ofNullable(row.getString("provider")),
        row.getTimestamp("closed_at") != null,
        row.getInt("sessions"));
  }

  /// The schools that instructors can be of, by name.
  List<String> providers() {
    return jdbc.sql(
            """
            select distinct provider
              from programmes.programme
             where delivered_by = 'partner'
             order by provider
            """)
        .query((row, n) -> row.getString("provider"))
        .list();
  }

  /// Adds somebody who teaches: either a person of the employer's or one of a provider's.
  ///
  /// @param employerId empty for a partner's
  /// @param provider as the programmes name it, empty for an own person
  /// @return the number
  /// @throws Refused when both or none are given, or nobody is known by them
  long add(String name, String employerId, String provider) {
    String called = name.strip();
    if (called.isEmpty() || called.length() > Rooms.LONGEST) {
      throw new Refused(
          "The name has %d letters. Give 1 to %d.".formatted(called.length(), Rooms.LONGEST));
    }
    if (employerId.isBlank() == provider.isBlank()) {
      throw new Refused(
          "An instructor is either a person of yours, by the employer's id, or a partner's. Give one"
              + " of the two.");
    }
    Optional<Long> person =
        employerId.isBlank()
            ? Optional.empty()
            : Optional.of(
                jdbc.sql("select id from people.person where employer_id = :id")
                    .param("id", employerId.strip())
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() ->
                        new Refused(
                            "Nobody with the id “%s” is in any file that was imported."
                                .formatted(employerId.strip()))));
    if (!provider.isBlank() && !providers().contains(provider.strip())) {
      throw new Refused(
          "No programme is taught by “%s”. Give the provider as the programmes name it."
              .formatted(provider.strip()));
    }
    try {
      long id =
          jdbc.sql(
                  """
                  insert into classes.instructor (name, person_id, provider)
                  values (:name, :person::bigint, nullif(:provider, ''))
                  returning id
                  """)
              .param("name", called)
              .param("person", person.map(String::valueOf).orElse(null))
              .param("provider", provider.strip())
              .query(Long.class)
              .single();
      audit.change("instructor", "instructor %d, added".formatted(id));
      return id;
    } catch (DuplicateKeyException e) {
      throw new Refused("“%s” is on the list already.".formatted(called));
    }
  }

  /// Gives no new session to somebody from now on, or gives them again. What is planned stays.
  ///
  /// @throws NotFound when there is nobody
  void close(long id, boolean closed) {
    int changed =
        jdbc.sql("update classes.instructor set closed_at = :at where id = :id")
            .param("at", closed ? Timestamp.from(clock.instant()) : null)
            .param("id", id)
            .update();
    if (changed == 0) {
      throw none(id);
    }
    audit.change(
        "instructor", "instructor %d, %s".formatted(id, closed ? "closed" : "opened again"));
  }

  static NotFound none(long id) {
    return new NotFound("There is no instructor %d. See Instructors.".formatted(id));
  }
}

package org.rung.server.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.rung.server.pages.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The runs that people have seats in.
@Component
public class Intakes {
  private static final String SELECT =
      """
      select i.id, i.programme_id, g.name, g.provider, i.starts, i.starts + 7 * g.weeks_to as ends,
             i.seats, i.planned, i.taken, i.fiscal_year, i.cost_centre, i.minimum, i.state,
             i.cancelled_why, i.applications,
             (select count(*) from enrolment.offer o
               where o.intake_id = i.id and o.state = 'prepared') as prepared,
             (select count(*) from enrolment.offer o
               where o.intake_id = i.id and o.state = 'open') as open,
             (select count(*) from enrolment.enrolment x
               where x.intake_id = i.id
                 and x.state not in ('waiting', 'withdrawn', 'refused')) as enrolled,
             (select count(*) from enrolment.enrolment x
               where x.intake_id = i.id and x.state = 'waiting') as waiting
        from enrolment.intake i
        join programmes.programme g on g.id = i.programme_id
      """;

  private final JdbcClient jdbc;

  Intakes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// All of them, in time.
  public List<Intake> all() {
    return jdbc.sql(SELECT + " order by i.starts, g.name, i.id").query(Intakes::intake).list();
  }

  /// One.
  ///
  /// @throws NotFound when there is none with this number
  public Intake get(long id) {
    return jdbc.sql(SELECT + " where i.id = :id")
        .param("id", id)
        .query(Intakes::intake)
        .optional()
        .orElseThrow(() ->
            new NotFound("There is no intake %d. Go to Offers for all there are.".formatted(id)));
  }

  private static Intake intake(ResultSet row, int n) throws SQLException {
    return new Intake(
        row.getLong("id"),
        row.getLong("programme_id"),
        row.getString("name"),
        row.getString("provider"),
        row.getDate("starts").toLocalDate(),
        row.getDate("ends").toLocalDate(),
        row.getInt("seats"),
        row.getInt("planned"),
        row.getInt("taken"),
        row.getInt("prepared"),
        row.getInt("open"),
        row.getInt("enrolled"),
        row.getInt("waiting"),
        row.getInt("fiscal_year"),
        row.getString("cost_centre"),
        row.getInt("minimum"),
        row.getString("state"),
        row.getString("cancelled_why"),
        row.getBoolean("applications"));
  }
}

package org.rung.server.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads offers.
@Component
class OfferRows {
  private static final String SELECT =
      """
      select x.id, x.person_id, p.employer_id, x.wave, x.holds_seat, x.why, x.state, x.sends_on,
             x.answer_by, x.sent_at, x.answered_at, x.reason,
             %s
        from enrolment.offer x
        join enrolment.intake i on i.id = x.intake_id
        join programmes.programme g on g.id = i.programme_id
        join people.person p on p.id = x.person_id
      """
          .formatted(Place.COLUMNS);

  private final JdbcClient jdbc;

  OfferRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Offer> find(long id) {
    return one(" where x.id = :id", id);
  }

  /// One whose state nobody else changes until the transaction ends.
  Optional<Offer> locked(long id) {
    return one(" where x.id = :id for no key update of x", id);
  }

  private Optional<Offer> one(String condition, long id) {
    return jdbc.sql(SELECT + condition).param("id", id).query((row, n) -> of(row)).optional();
  }

  /// What a person was sent, the newest first.
  List<Offer> sentTo(long person) {
    return jdbc.sql(
            SELECT
                + """
                where x.person_id = :person
                  and x.sent_at is not null
                order by x.sent_at desc, x.id desc
                """)
        .param("person", person)
        .query((row, n) -> of(row))
        .list();
  }

  /// The offers of an intake, by wave and number.
  List<Offer> in(long intake) {
    return jdbc.sql(SELECT + " where x.intake_id = :intake order by x.wave, x.id")
        .param("intake", intake)
        .query((row, n) -> of(row))
        .list();
  }

  private static Offer of(ResultSet row) throws SQLException {
    return new Offer(
        row.getLong("id"),
        row.getLong("person_id"),
        row.getString("employer_id"),
        Place.of(row),
        row.getInt("wave"),
        row.getBoolean("holds_seat"),
        row.getString("why"),
        OfferState.of(row.getString("state")),
        row.getDate("sends_on").toLocalDate(),
        row.getDate("answer_by").toLocalDate(),
        Optional.ofNullable(row.getTimestamp("sent_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("answered_at")).map(Timestamp::toInstant),
        row.getString("reason"));
  }
}

package org.rung.server.planning;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.rung.server.programmes.Strategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Places that people accepted. Every later plan keeps them: who has one is given no other, and its
/// seat, money, opening and release time are no longer there to be planned with. Whoever runs the
/// places tells them here, in the same transaction.
@Component
public class AcceptedPlaces {
  private final JdbcClient jdbc;

  AcceptedPlaces(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One of them.
  ///
  /// @param toRole id of the role it leads to, empty outside the employer
  /// @param priceCents what the employer pays
  /// @param paidTime whether it is on the employer's time
  public record AcceptedPlace(
      long person,
      long programme,
      LocalDate starts,
      OptionalInt toRole,
      Strategy strategy,
      long priceCents,
      boolean paidTime) {}

  /// Keeps a place from now on; again it changes nothing.
  public void keep(AcceptedPlace place) {
    jdbc.sql(
            """
            insert into planning.accepted_place
                   (person_id, programme_id, starts, to_role, strategy, price_cents, paid_time)
            values (:person, :programme, :starts::date, :role::int, :strategy, :price, :paid)
                on conflict do nothing
            """)
        .param("person", place.person())
        .param("programme", place.programme())
        .param("starts", place.starts().toString())
        .param(
            "role", place.toRole().isPresent() ? Integer.toString(place.toRole().getAsInt()) : null)
        .param("strategy", place.strategy().code())
        .param("price", place.priceCents())
        .param("paid", place.paidTime())
        .update();
  }

  /// The place came to nothing, or the person is in the new role.
  public void letGo(long person, long programme, LocalDate starts) {
    jdbc.sql(
            """
            delete from planning.accepted_place
             where (person_id, programme_id, starts) = (:person, :programme, :starts::date)
            """)
        .param("person", person)
        .param("programme", programme)
        .param("starts", starts.toString())
        .update();
  }

  /// All of them, by person.
  List<AcceptedPlace> all() {
    return jdbc.sql(
            """
            select person_id, programme_id, starts, to_role, strategy, price_cents, paid_time
              from planning.accepted_place
             order by person_id, programme_id, starts
            """)
        .query((row, n) -> {
          int role = row.getInt("to_role");
          return new AcceptedPlace(
              row.getLong("person_id"),
              row.getLong("programme_id"),
              row.getDate("starts").toLocalDate(),
              role == 0 ? OptionalInt.empty() : OptionalInt.of(role),
              Strategy.of(row.getString("strategy")),
              row.getLong("price_cents"),
              row.getBoolean("paid_time"));
        })
        .list();
  }
}

package org.rung.server.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;

/// What a person is offered or enrolled in: a dated run of a programme and where it leads.
///
/// @param intake its number
/// @param ends the last day to plan with
/// @param hours of teaching
/// @param to the role or occupation it leads to, as the plan names it
/// @param priceCents what the employer pays
/// @param paidTime whether it is on the employer's time, so that a manager releases
public record Place(
    long intake,
    long programme,
    String name,
    String provider,
    LocalDate starts,
    LocalDate ends,
    int hours,
    OptionalInt toRole,
    String to,
    Strategy strategy,
    long priceCents,
    boolean paidTime) {
  /// The columns that [#of] reads, of `i` (intake), `g` (programme) and `x` (offer or enrolment).
  static final String COLUMNS =
      """
      i.id as intake_id, i.programme_id, g.name as programme, g.provider, i.starts,
      i.starts + 7 * g.weeks_to as ends, g.hours, x.to_role, x.to_label, x.strategy, x.price_cents,
      x.paid_time
      """;

  static Place of(ResultSet row) throws SQLException {
    int role = row.getInt("to_role");
    return new Place(
        row.getLong("intake_id"),
        row.getLong("programme_id"),
        row.getString("programme"),
        row.getString("provider"),
        row.getDate("starts").toLocalDate(),
        row.getDate("ends").toLocalDate(),
        row.getInt("hours"),
        role == 0 ? OptionalInt.empty() : OptionalInt.of(role),
        row.getString("to_label"),
        Strategy.of(row.getString("strategy")),
        row.getLong("price_cents"),
        row.getBoolean("paid_time"));
  }

  /// In a line, for decisions and letters.
  String words() {
    return "%s, from %s, towards %s".formatted(name, Formats.date(starts), to);
  }
}

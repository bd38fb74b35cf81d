package org.rung.server.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.programmes.Strategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a made plan says of one person: the one reader for planners' pages and the person's own.
/// Every question is answered by an index.
@Component
public class PersonReading {
  private final JdbcClient jdbc;

  PersonReading(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The place of a person in a plan.
  ///
  /// @param to the target as the plan names it
  /// @param weeks to plan with
  /// @param priceCents what the employer pays for the programme
  /// @param paidTime whether the training is on the employer's time
  public record Place(
      long programme,
      String name,
      String provider,
      String to,
      Strategy strategy,
      LocalDate starts,
      int hours,
      int weeks,
      int chanceMillionths,
      long priceCents,
      long worthCents,
      boolean paidTime,
      String why) {
    /// The last day to plan with.
    public LocalDate ends() {
      return starts.plusWeeks(weeks);
    }
  }

  /// What else was weighed for a person.
  ///
  /// @param change what would make it as good as what was chosen
  public record Other(
      long programme,
      String name,
      String to,
      Strategy strategy,
      LocalDate starts,
      long worthCents,
      WouldChange change,
      String against) {}

  /// Why nothing could be weighed, and what would change it.
  public record Without(String reason, String change) {}

  /// The place of a person, empty without one.
  public Optional<Place> place(long plan, long person) {
    return jdbc.sql(
            """
            select w.programme_id, g.name, g.provider, w.to_label, w.strategy, w.starts, g.hours,
                   g.weeks_to, w.chance_millionths, -w.price_cents as price, w.worth_cents,
                   w.training_time_cents < 0 as paid_time, w.why
              from planning.placement w
              join programmes.programme g on g.id = w.programme_id
             where w.plan_id = :plan
               and w.person_id = :person
            """)
        .param("plan", plan)
        .param("person", person)
        .query((row, n) ->
            new Place(
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
                row.getLong("worth_cents"),
                row.getBoolean("paid_time"),
                row.getString("why")))
        .optional();
  }

  /// What else was weighed, the nearest first.
  public List<Other> others(long plan, long person) {
    return jdbc.sql(
            """
            select a.programme_id, g.name, a.to_label, a.strategy, a.starts, a.worth_cents,
                   a.shortfall_cents, a.against, a.price_less_cents, a.chance_wanted_millionths,
                   a.one_more
              from planning.alternative a
              join programmes.programme g on g.id = a.programme_id
             where a.plan_id = :plan
               and a.person_id = :person
             order by a.place
            """)
        .param("plan", plan)
        .param("person", person)
        .query((row, n) ->
            new Other(
                row.getLong("programme_id"),
                row.getString("name"),
                row.getString("to_label"),
                Strategy.of(row.getString("strategy")),
                row.getDate("starts").toLocalDate(),
                row.getLong("worth_cents"),
                change(row),
                row.getString("against")))
        .list();
  }

  private static WouldChange change(ResultSet row) throws SQLException {
    Long price = row.getObject("price_less_cents", Long.class);
    Integer chance = row.getObject("chance_wanted_millionths", Integer.class);
    return new WouldChange(
        row.getLong("shortfall_cents"),
        price == null ? OptionalLong.empty() : OptionalLong.of(price),
        chance == null ? OptionalInt.empty() : OptionalInt.of(chance),
        row.getString("one_more"));
  }

  /// Why nothing was weighed, empty when something was.
  public Optional<Without> without(long plan, long person) {
    return jdbc.sql(
            """
            select reason, change
              from planning.without_candidate
             where plan_id = :plan
               and person_id = :person
            """)
        .param("plan", plan)
        .param("person", person)
        .query((row, n) -> new Without(row.getString("reason"), row.getString("change")))
        .optional();
  }

  /// The parts of the worth of the person's place, summing to it; empty without a place.
  List<PlanReading.Part> parts(long plan, long person) {
    return jdbc.sql(
            """
            select hire_cents, severance_cents, retention_cents, pay_gain_cents, backfill_cents,
                   price_cents, training_time_cents
              from planning.placement
             where plan_id = :plan
               and person_id = :person
            """)
        .param("plan", plan)
        .param("person", person)
        .query((row, n) ->
            List.of(
                new PlanReading.Part("Outside hire avoided", row.getLong(1)),
                new PlanReading.Part("Severance avoided", row.getLong(2)),
                new PlanReading.Part("Retention", row.getLong(3)),
                new PlanReading.Part("Pay gain, weighted", row.getLong(4)),
                new PlanReading.Part("Filling the place left", row.getLong(5)),
                new PlanReading.Part("Price of the programme", row.getLong(6)),
                new PlanReading.Part("Paid training time", row.getLong(7))))
        .optional()
        .orElse(List.of());
  }
}

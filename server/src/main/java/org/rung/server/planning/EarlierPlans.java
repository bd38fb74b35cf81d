package org.rung.server.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.rung.server.programmes.Strategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads what a plan starts from.
@Component
class EarlierPlans {
  private final JdbcClient jdbc;

  EarlierPlans(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A made plan.
  EarlierPlan read(long plan) {
    Map<String, EarlierPlan.Limit> limits = new HashMap<>();
    jdbc.sql(
            """
            select kind, label, price_millionths, capacity, used
              from planning.limit_kept
             where plan_id = :plan
            """)
        .param("plan", plan)
        .query(row -> {
          limits.put(
              EarlierPlan.limitKey(row.getString(1), row.getString(2)),
              new EarlierPlan.Limit(row.getLong(3), row.getLong(4), row.getLong(5)));
        });
    Map<String, EarlierPlan.Intake> intakes = new HashMap<>();
    jdbc.sql(
            """
            select programme_id, starts, open, seat_price_millionths, minimum_price_millionths, seats,
                   taken
              from planning.intake
             where plan_id = :plan
            """)
        .param("plan", plan)
        .query(row -> {
          intakes.put(
              EarlierPlan.intakeKey(
                  row.getLong(1), row.getDate(2).toLocalDate(), row.getBoolean(3)),
              new EarlierPlan.Intake(
                  row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)));
        });
    return new EarlierPlan(plan, elsewhere(plan), limits, intakes, held(plan));
  }

  /// Who had which place in a plan.
  Map<Long, EarlierPlan.Held> held(long plan) {
    Map<Long, EarlierPlan.Held> held = new HashMap<>();
    jdbc.sql(
            """
            select w.person_id, w.programme_id, g.name, w.to_label, w.strategy, w.starts, w.worth_cents,
                   w.stability_cents
              from planning.placement w
              join programmes.programme g on g.id = w.programme_id
             where w.plan_id = :plan
            """)
        .param("plan", plan)
        .query(row -> {
          held.put(
              row.getLong(1),
              new EarlierPlan.Held(
                  row.getLong(2),
                  row.getString(3),
                  row.getString(4),
                  Strategy.of(row.getString(5)),
                  row.getDate(6).toLocalDate(),
                  row.getLong(7),
                  row.getLong(8)));
        });
    return held;
  }

  /// The places of the published plan, where keeping them counts.
  ///
  /// @param plan the published one
  Kept kept(Optional<Long> plan, long cents) {
    if (cents == 0 || plan.isEmpty()) {
      return Kept.NOTHING;
    }
    Map<String, Kept.Place> places = new HashMap<>();
    jdbc.sql(
            """
            select p.employer_id, w.programme_id, g.name, w.to_label, w.strategy, w.starts
              from planning.placement w
              join people.person p on p.id = w.person_id
              join programmes.programme g on g.id = w.programme_id
             where w.plan_id = :plan
            """)
        .param("plan", plan.get())
        .query(row -> {
          places.put(
              row.getString(1),
              new Kept.Place(
                  OptionalLong.of(row.getLong(2)),
                  row.getString(3),
                  row.getString(4),
                  Strategy.of(row.getString(5)),
                  row.getDate(6).toLocalDate()));
        });
    return new Kept(plan, places, cents);
  }

  /// Everybody of the plan's workforce file, unless it is the newest.
  private Optional<Set<Long>> elsewhere(long plan) {
    return jdbc.sql(
            """
            select p.snapshot_id
              from planning.plan p
             where p.id = :plan
               and p.snapshot_id is not null
               and p.snapshot_id <> (select id from people.snapshot order by taken_on desc limit 1)
            """)
        .param("plan", plan)
        .query(Integer.class)
        .optional()
        .map(snapshot ->
            new HashSet<>(
                jdbc.sql("select person_id from people.employment where snapshot_id = :snapshot")
                    .param("snapshot", snapshot)
                    .query(Long.class)
                    .list()));
  }

  /// What else was weighed for some people in a plan, nearest first.
  Map<Long, List<EarlierPlan.Weighed>> weighed(long plan, Set<Long> people) {
    Map<Long, List<EarlierPlan.Weighed>> weighed = new HashMap<>();
    jdbc.sql(
            """
            select person_id, programme_id, to_label, strategy, worth_cents
              from planning.alternative
             where plan_id = :plan
               and person_id = any(:people)
             order by person_id, place
            """)
        .param("plan", plan)
        .param("people", people.toArray(Long[]::new))
        .query(row -> {
          weighed
              .computeIfAbsent(row.getLong(1), person -> new ArrayList<>())
              .add(
                  new EarlierPlan.Weighed(
                      row.getLong(2),
                      row.getString(3),
                      Strategy.of(row.getString(4)),
                      row.getLong(5)));
        });
    return weighed;
  }
}

package org.rung.server.planning;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rung.matching.Instance;
import org.rung.matching.Prices;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Asks how a plan fares under other forecasts and answers what came of it.
@Component
class Regrets {
  private static final String LOW = "Low end of the forecast";
  private static final String HIGH = "High end of the forecast";

  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final Plans plans;
  private final Scenarios scenarios;
  private final FollowUps followUps;

  Regrets(JdbcClient jdbc, Jobs jobs, Plans plans, Scenarios scenarios, FollowUps followUps) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.plans = plans;
    this.scenarios = scenarios;
    this.followUps = followUps;
  }

  /// Asks for what is missing. Asked again while the work goes on, it is the same work.
  ///
  /// @return the job
  /// @throws org.rung.server.pages.Refused if the plan was not made, or all is there
  long ask(long plan, String by) {
    return followUps.ask(
        plan,
        new FollowUps.Wanted(
            RegretWork.KIND,
            "Forecasts beside plan " + plan,
            "plans/" + plan + "/regret",
            "planning.regret",
            "Plan %d was not made, so there is nothing to hold against other forecasts."
                .formatted(plan)),
        by,
        () -> {
          Regret now = of(plan);
          return new FollowUps.Standing(now.job(), refusal(now));
        });
  }

  private static Optional<String> refusal(Regret now) {
    if (now.wanted() < 2) {
      return Optional.of(
          "Plan %d knows one forecast alone. Name others in a copy of its scenario, under “Forecasts of openings”, and make a plan there."
              .formatted(now.plan()));
    }
    if (now.whole()) {
      return Optional.of(
          "Plan %d was held against every forecast already; the plan never changes, and so this does not."
              .formatted(now.plan()));
    }
    return Optional.empty();
  }

  /// How it stands.
  Regret of(long plan) {
    Optional<Job> job =
        jdbc.sql("select job_id from planning.regret where plan_id = :plan and job_id is not null")
            .param("plan", plan)
            .query(Long.class)
            .optional()
            .flatMap(jobs::find);
    List<Regret.Forecast> forecasts =
        jdbc.sql(
                """
                select number, name, openings, people, worth_cents, bound_cents, reason
                  from planning.forecast_plan
                 where plan_id = :plan
                 order by number
                """)
            .param("plan", plan)
            .query((row, n) ->
                new Regret.Forecast(
                    row.getInt(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getInt(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getString(7)))
            .list();
    Map<Integer, Map<Integer, Regret.Cell>> cells = new TreeMap<>();
    jdbc.sql(
            """
            select made_for, under, people, worth_cents
              from planning.forecast_cell
             where plan_id = :plan
            """)
        .param("plan", plan)
        .query(row -> {
          cells
              .computeIfAbsent(row.getInt(1), made -> new TreeMap<>())
              .put(row.getInt(2), new Regret.Cell(row.getInt(3), row.getLong(4)));
        });
    return new Regret(plan, job, wanted(plan).size(), forecasts, cells);
  }

  /// A forecast: the slots of every limit that counts them.
  ///
  /// @param slots by the limit's number
  record Wanted(int number, String name, Map<Integer, Long> slots) {
    /// Of all roles, at the end of the last year.
    long all(Map<Integer, String> lastOfRole) {
      return lastOfRole.keySet().stream().mapToLong(limit -> slots.getOrDefault(limit, 0L)).sum();
    }
  }

  /// The forecasts of a plan: its own, both ends of it where they are known, those of its scenario.
  List<Wanted> wanted(long plan) {
    record Slot(int number, long capacity, Optional<Long> low, Optional<Long> high) {}
    List<Slot> slots =
        jdbc.sql(
                """
                select number, capacity, capacity_low, capacity_high
                  from planning.limit_kept
                 where plan_id = :plan
                   and kind = 'slot'
                 order by number
                """)
            .param("plan", plan)
            .query((row, n) ->
                new Slot(
                    row.getInt(1),
                    row.getLong(2),
                    Optional.ofNullable(row.getObject(3, Long.class)),
                    Optional.ofNullable(row.getObject(4, Long.class))))
            .list();
    List<Wanted> wanted = new ArrayList<>();
    Map<Integer, Long> own = new TreeMap<>();
    slots.forEach(slot -> own.put(slot.number(), slot.capacity()));
    wanted.add(new Wanted(0, "As planned", own));
    if (!slots.isEmpty()
        && slots.stream().allMatch(slot -> slot.low().isPresent() && slot.high().isPresent())) {
      Map<Integer, Long> low = new TreeMap<>();
      Map<Integer, Long> high = new TreeMap<>();
      for (Slot slot : slots) {
        low.put(slot.number(), slot.low().orElseThrow());
        high.put(slot.number(), slot.high().orElseThrow());
      }
      wanted.add(new Wanted(wanted.size(), LOW, low));
      wanted.add(new Wanted(wanted.size(), HIGH, high));
    }
    for (Scenario.Forecast forecast :
        scenarios.get(plans.get(plan).scenarioId()).scenario().otherForecasts()) {
      Map<Integer, Long> share = new TreeMap<>();
      own.forEach((number, capacity) ->
          share.put(number, Math.round(capacity * forecast.openings().value())));
      wanted.add(new Wanted(wanted.size(), forecast.name(), share));
    }
    return slots.isEmpty() ? wanted.subList(0, 1) : wanted;
  }

  /// The limits that count each role's slots up to the last year: what they hold is what there is
  /// in all.
  Map<Integer, String> lastOfRole(long plan) {
    Map<Integer, String> last = new TreeMap<>();
    jdbc.sql(
            """
            select distinct on (role_id) number, label
              from planning.limit_kept
             where plan_id = :plan
               and kind = 'slot'
             order by role_id, year desc
            """)
        .param("plan", plan)
        .query(row -> {
          last.put(row.getInt(1), row.getString(2));
        });
    return last;
  }

  /// A plan for a forecast, as it is needed to hold it against others.
  record Made(int number, int[] choice, Prices prices) {}

  /// Keeps what was found for a forecast; what is there stays.
  void keep(long plan, Regret.Forecast forecast, Optional<Made> made) {
    jdbc.sql(
            """
            insert into planning.forecast_plan
                   (plan_id, number, name, openings, people, worth_cents, bound_cents, reason,
                    choice, prices)
            values (:plan, :number, :name, :openings, :people, :worth, :bound, :reason, :choice,
                    :prices)
                on conflict do nothing
            """)
        .param("plan", plan)
        .param("number", forecast.number())
        .param("name", forecast.name())
        .param("openings", forecast.openings())
        .param("people", forecast.people())
        .param("worth", forecast.worthCents())
        .param("bound", forecast.boundCents())
        .param("reason", forecast.reason())
        .param("choice", made.map(one -> bytes(one.choice())).orElse(null), java.sql.Types.BINARY)
        .param("prices", made.map(one -> bytes(one.prices())).orElse(null), java.sql.Types.BINARY)
        .update();
  }

  void keep(long plan, int madeFor, int under, FallOut left) {
    jdbc.sql(
            """
            insert into planning.forecast_cell (plan_id, made_for, under, people, worth_cents)
            values (:plan, :made, :under, :people, :worth)
                on conflict do nothing
            """)
        .param("plan", plan)
        .param("made", madeFor)
        .param("under", under)
        .param("people", left.people())
        .param("worth", left.worthCents())
        .update();
  }

  /// The plans that were found so far.
  List<Made> made(long plan, Instance instance) {
    return jdbc.sql(
            """
            select number, choice, prices
              from planning.forecast_plan
             where plan_id = :plan
               and choice is not null
             order by number
            """)
        .param("plan", plan)
        .query((row, n) ->
            new Made(
                row.getInt(1),
                ints(row.getBytes(2)),
                prices(instance, ByteBuffer.wrap(row.getBytes(3)))))
        .list();
  }

  private static byte[] bytes(int[] choice) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * choice.length);
    for (int candidate : choice) {
      bytes.putInt(candidate);
    }
    return bytes.array();
  }

  private static int[] ints(byte[] bytes) {
    int[] ints = new int[bytes.length / 4];
    ByteBuffer.wrap(bytes).asIntBuffer().get(ints);
    return ints;
  }

  private static byte[] bytes(Prices prices) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * (prices.limitCount() + 2 * prices.intakeCount()));
    for (int j = 0; j < prices.limitCount(); j++) {
      bytes.putLong(prices.limit(j));
    }
    for (int c = 0; c < prices.intakeCount(); c++) {
      bytes.putLong(prices.seat(c));
    }
    for (int c = 0; c < prices.intakeCount(); c++) {
      bytes.putLong(prices.minimum(c));
    }
    return bytes.array();
  }

  private static Prices prices(Instance instance, ByteBuffer bytes) {
    return Prices.of(
        instance,
        longs(bytes, instance.limitCount()),
        longs(bytes, instance.intakeCount()),
        longs(bytes, instance.intakeCount()));
  }

  private static long[] longs(ByteBuffer bytes, int count) {
    long[] longs = new long[count];
    for (int i = 0; i < count; i++) {
      longs[i] = bytes.getLong();
    }
    return longs;
  }
}

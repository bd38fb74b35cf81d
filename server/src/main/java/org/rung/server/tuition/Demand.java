package org.rung.server.tuition;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.growth.Growth;
import org.rung.server.growth.RoleGrowth;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Occupations in demand: computed from the employer's own growth and the public projections,
/// published with their data by a named person. The newest list holds.
@Component
class Demand {
  static final String RULE = "education-benefit-demand";

  private final JdbcClient jdbc;
  private final Growth growth;
  private final Rules rules;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Demand(
      JdbcClient jdbc,
      Growth growth,
      Rules rules,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.growth = growth;
    this.rules = rules;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What the rule makes of today's data; nothing is published by it.
  List<InDemand> computed(LocalDate today) {
    Rules.Version rule = rules.on(RULE, today);
    Set<String> own = new HashSet<>();
    for (RoleGrowth role : growth.roles()) {
      if (role.grows() && !role.severalJobs()) {
        role.occupation().ifPresent(code -> own.add(code.substring(0, 7)));
      }
    }
    return jdbc
        .sql(
            """
            select soc, title, change_percent, openings_per_year
              from reference.projection
             order by openings_per_year desc nulls last, soc
            """)
        .query((row, n) ->
            new InDemand(
                row.getString("soc"),
                row.getString("title"),
                own.contains(row.getString("soc")),
                decimal(row.getObject("change_percent", Double.class)),
                whole(row.getObject("openings_per_year", Long.class))))
        .list()
        .stream()
        .filter(occupation ->
            occupation.own()
                || occupation.marketGrowth().orElse(-100) >= rule.figure("growth_percent")
                    && occupation.openings().orElse(0) >= rule.figure("openings"))
        .toList();
  }

  /// Publishes today's list; the one before stays, but no longer holds.
  void publish(String by) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    List<InDemand> occupations = computed(today);
    transaction.executeWithoutResult(status -> {
      long list =
          jdbc.sql(
                  """
                  insert into tuition.demand_list (clause, published_by, published_at)
                  values (:clause, :by, :at::timestamptz)
                  returning id
                  """)
              .param("clause", rules.on(RULE, today).text())
              .param("by", by)
              .param("at", clock.instant().toString())
              .query(Long.class)
              .single();
      for (InDemand occupation : occupations) {
        jdbc.sql(
                """
                insert into tuition.demand (list_id, soc, title, own, market_growth, openings)
                values (:list, :soc, :title, :own, :growth::double precision, :openings::bigint)
                """)
            .param("list", list)
            .param("soc", occupation.soc())
            .param("title", occupation.title())
            .param("own", occupation.own())
            .param(
                "growth",
                occupation.marketGrowth().isPresent()
                    ? occupation.marketGrowth().getAsDouble()
                    : null)
            .param(
                "openings",
                occupation.openings().isPresent() ? occupation.openings().getAsLong() : null)
            .update();
      }
      audit.change("tuition", "occupations in demand, list %d".formatted(list));
    });
  }

  /// The list that holds.
  Optional<DemandList> now() {
    record Head(long id, String clause, String by, Instant at) {}
    return jdbc.sql(
            """
            select id, clause, published_by, published_at
              from tuition.demand_list
             order by id desc
             limit 1
            """)
        .query((row, n) ->
            new Head(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant()))
        .optional()
        .map(head ->
            new DemandList(
                head.clause(),
                head.by(),
                head.at(),
                jdbc.sql(
                        """
                        select soc, title, own, market_growth, openings
                          from tuition.demand
                         where list_id = :list
                         order by openings desc nulls last, soc
                        """)
                    .param("list", head.id())
                    .query((row, n) ->
                        new InDemand(
                            row.getString(1),
                            row.getString(2),
                            row.getBoolean(3),
                            decimal(row.getObject(4, Double.class)),
                            whole(row.getObject(5, Long.class))))
                    .list()));
  }

  /// The occupations of the list that holds to which a programme leads, with why they are on it.
  Map<String, String> of(long programme) {
    Map<String, String> demanded = new TreeMap<>();
    jdbc.sql(
            """
            select d.soc, d.title, d.own, d.market_growth, d.openings
              from tuition.demand d
              join programmes.target t on t.soc = d.soc
             where d.list_id = (select max(id) from tuition.demand_list)
               and t.programme_id = :programme
            """)
        .param("programme", programme)
        .query(row -> {
          InDemand occupation =
              new InDemand(
                  row.getString(1),
                  row.getString(2),
                  row.getBoolean(3),
                  decimal(row.getObject(4, Double.class)),
                  whole(row.getObject(5, Long.class)));
          demanded.put("In demand: " + occupation.title(), occupation.why());
        });
    return demanded;
  }

  boolean published() {
    return jdbc.sql("select exists (select from tuition.demand_list)")
        .query(Boolean.class)
        .single();
  }

  private static OptionalLong whole(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalDouble decimal(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}

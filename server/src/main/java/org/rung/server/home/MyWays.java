package org.rung.server.home;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.server.programmes.Strategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The ways on from a role.
@Component
class MyWays {
  private final JdbcClient jdbc;

  MyWays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Every way on, with what a card says of it.
  List<MyWay> from(int role) {
    return jdbc.sql(
            """
            select w.id, r.title as role_title, o.title as occupation_title,
                   w.to_role is not distinct from w.from_role as own_role,
                   w.programme_id, g.name, g.provider, g.prerequisites,
                   coalesce(g.evening, false) as evening, w.strategy, w.exact, w.hours, w.weeks,
                   w.price_cents, w.accept_millionths, w.complete_millionths, w.place_millionths, w.chance_parts,
                   case when w.to_role is null then h.pay_cents + w.pay_change_cents
                        else t.pay_cents end as pay_there,
                   s.moved, h.rated_as as from_rated, w.why,
                   coalesce(t.rated_as, case when o.rated then o.code else o.nearest_rated end) as to_rated
              from pathways.pathway w
              join programmes.programme g on g.id = w.programme_id
              left join people.role r on r.id = w.to_role
              left join pathways.role h on h.role_id = w.from_role
              left join pathways.role t on t.role_id = w.to_role
              left join pathways.role_step s on s.from_role = w.from_role and s.to_role = w.to_role
              left join reference.occupation o on o.code = w.target_occupation
             where w.from_role = :role
             order by w.id
            """)
        .param("role", role)
        .query((row, n) -> way(row))
        .list();
  }

  private static MyWay way(ResultSet row) throws SQLException {
    String role = row.getString("role_title");
    String occupation = text(row.getString("occupation_title"));
    boolean inside = role != null;
    long place = row.getLong("place_millionths");
    Long pay = row.getObject("pay_there", Long.class);
    Integer moved = row.getObject("moved", Integer.class);
    String to = role == null ? occupation : role;
    return new MyWay(
        row.getLong("id"),
        to,
        inside ? to : occupation.isEmpty() ? "another employer" : "outside: " + occupation,
        row.getBoolean("own_role"),
        inside,
        row.getLong("programme_id"),
        row.getString("name"),
        row.getString("provider"),
        row.getString("prerequisites"),
        row.getBoolean("evening"),
        Strategy.of(row.getString("strategy")),
        row.getBoolean("exact"),
        row.getInt("hours"),
        row.getInt("weeks"),
        row.getLong("price_cents"),
        row.getInt("accept_millionths"),
        (int) (row.getLong("complete_millionths") * place / 1_000_000),
        row.getString("chance_parts"),
        pay == null ? OptionalLong.empty() : OptionalLong.of(pay),
        moved == null ? OptionalInt.empty() : OptionalInt.of(moved),
        text(row.getString("from_rated")),
        text(row.getString("to_rated")),
        row.getString("why"));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// The way that a plan names so.
  static Optional<MyWay> find(List<MyWay> ways, long programme, String label, Strategy strategy) {
    return ways.stream()
        .filter(way ->
            way.programme() == programme && way.strategy() == strategy && way.label().equals(label))
        .findFirst();
  }

  /// For each target the programme with the best chance; targets by strategy, then by chance.
  static List<MyWay> bestByTarget(List<MyWay> ways, Set<Long> shown) {
    Set<String> taken =
        ways.stream()
            .filter(way -> shown.contains(way.id()))
            .map(MyWay::target)
            .collect(Collectors.toCollection(HashSet::new));
    Map<String, MyWay> best = new LinkedHashMap<>();
    for (MyWay way : ways) {
      if (!taken.contains(way.target())) {
        best.merge(way.target(), way, (a, b) -> b.studyMillionths() > a.studyMillionths() ? b : a);
      }
    }
    // One of each strategy before the second of any, so that no strategy hides the others.
    Map<Strategy, Integer> order = new java.util.EnumMap<>(Strategy.class);
    record Placed(MyWay way, int round) {}
    return best.values().stream()
        .sorted(Comparator.comparingInt(MyWay::studyMillionths).reversed())
        .map(way -> new Placed(way, order.merge(way.strategy(), 1, Integer::sum)))
        .toList()
        .stream()
        .sorted(
            Comparator.comparingInt(Placed::round).thenComparing(placed -> placed.way().strategy()))
        .map(Placed::way)
        .toList();
  }
}

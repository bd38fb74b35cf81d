package org.rung.server.openings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What planners and files set instead of the forecast: everything that was ever said, of which the
/// newest holds.
@Component
class OpeningSettings {
  private final JdbcClient jdbc;

  OpeningSettings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Everything that was ever set for a role, newest first.
  List<Openings.Setting> history(int role) {
    return jdbc.sql(
            """
            select id, role_id, year, openings, reason, origin, set_by, set_at
              from openings.setting
             where role_id = :role
             order by id desc
            """)
        .param("role", role)
        .query((row, n) -> setting(row))
        .list();
  }

  /// What holds now, by role and year.
  Map<Integer, Map<Integer, Openings.Setting>> now() {
    Map<Integer, Map<Integer, Openings.Setting>> settings = new HashMap<>();
    jdbc.sql(
            """
            select id, role_id, year, openings, reason, origin, set_by, set_at
              from openings.setting_now
             order by role_id, year
            """)
        .query((row, n) -> Map.entry(row.getInt("role_id"), setting(row)))
        .list()
        .forEach(entry ->
            settings
                .computeIfAbsent(entry.getKey(), role -> new HashMap<>())
                .put(entry.getValue().year(), entry.getValue()));
    return settings;
  }

  /// The openings by site of each setting that has any.
  Map<Long, Map<Integer, Integer>> sites() {
    Map<Long, Map<Integer, Integer>> sites = new HashMap<>();
    jdbc.sql(
            """
            select s.setting_id, s.site_id, s.openings
              from openings.setting_site s
              join openings.setting_now n on n.id = s.setting_id
             order by s.setting_id, s.site_id
            """)
        .query(row -> {
          sites
              .computeIfAbsent(row.getLong("setting_id"), id -> new TreeMap<>())
              .put(row.getInt("site_id"), row.getInt("openings"));
        });
    return sites;
  }

  private static Openings.Setting setting(ResultSet row) throws SQLException {
    return new Openings.Setting(
        row.getLong("id"),
        row.getInt("year"),
        Optional.ofNullable(row.getObject("openings", Integer.class)),
        row.getString("reason"),
        row.getString("origin").equals("file"),
        row.getString("set_by"),
        row.getTimestamp("set_at").toInstant());
  }

  /// Nobody overwrites what they have not seen.
  void checkSeen(int role, int year, long seen) {
    jdbc.sql("lock table openings.setting in share row exclusive mode").update();
    long now =
        jdbc.sql(
                """
                select coalesce(max(case when openings is null then 0 else id end), 0)
                  from openings.setting_now
                 where role_id = :role
                   and year = :year
                """)
            .param("role", role)
            .param("year", year)
            .query(Long.class)
            .single();
    if (now != seen) {
      throw new Refused(
          "Somebody changed the openings of %d meanwhile. Look at them again, then change them."
              .formatted(year));
    }
  }

  long add(
      int role, int year, @Nullable Integer openings, String reason, String origin, String by) {
    return jdbc.sql(
            """
            insert into openings.setting (role_id, year, openings, reason, origin, set_by)
            values (:role, :year, :openings, :reason, :origin, :by)
            returning id
            """)
        .param("role", role)
        .param("year", year)
        .param("openings", openings)
        .param("reason", reason)
        .param("origin", origin)
        .param("by", by)
        .query(Long.class)
        .single();
  }
}

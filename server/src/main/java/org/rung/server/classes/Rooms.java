package org.rung.server.classes;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Rooms and the clocks of their sites.
@Component
class Rooms {
  static final int MOST_SEATS = 10_000;
  static final int LONGEST = 200;

  private static final String SELECT =
      """
      select r.id, r.site_id, t.name as site, r.name, r.seats, z.zone, r.closed_at,
             (select count(*)
                from classes.session s
               where s.room_id = r.id
                 and s.state = 'planned'
                 and s.ends_at > :now) as sessions
        from classes.room r
        join people.site t on t.id = r.site_id
        left join classes.site_zone z on z.site_id = r.site_id
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  Rooms(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /// The clock of what is at no site.
  static ZoneId employer() {
    return ZoneId.systemDefault();
  }

  /// All, by site and name.
  List<Room> all() {
    return asked(SELECT + " order by t.name, r.name, r.id").query((row, n) -> of(row)).list();
  }

  Optional<Room> find(long id) {
    return asked(SELECT + " where r.id = :id")
        .param("id", id)
        .query((row, n) -> of(row))
        .optional();
  }

  private JdbcClient.StatementSpec asked(String sql) {
    return jdbc.sql(sql).param("now", Timestamp.from(clock.instant()));
  }

  private static Room of(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Room(
        row.getLong("id"),
        row.getInt("site_id"),
        row.getString("site"),
        row.getString("name"),
        row.getInt("seats"),
        zone(row.getString("zone")),
        row.getTimestamp("closed_at") != null,
        row.getInt("sessions"));
  }

  private static ZoneId zone(@org.jspecify.annotations.Nullable String id) {
    return id == null ? employer() : ZoneId.of(id);
  }

  /// Every site, by name.
  List<Site> sites() {
    return jdbc.sql(
            """
            select t.id, t.name, z.zone
              from people.site t
              left join classes.site_zone z on z.site_id = t.id
             order by t.name
            """)
        .query((row, n) ->
            new Site(
                row.getInt("id"),
                row.getString("name"),
                zone(row.getString("zone")),
                row.getString("zone") != null))
        .list();
  }

  /// Adds a room.
  ///
  /// @return its number
  /// @throws Refused when the site is not there, or has a room of this name
  long add(int site, String name, int seats) {
    String called = name.strip();
    if (called.isEmpty() || called.length() > LONGEST) {
      throw new Refused(
          "The room's name has %d letters. Give 1 to %d.".formatted(called.length(), LONGEST));
    }
    if (seats < 1 || seats > MOST_SEATS) {
      throw new Refused("%d is no number of seats. Give 1 to %d.".formatted(seats, MOST_SEATS));
    }
    known(site);
    try {
      long id =
          jdbc.sql(
                  """
                  insert into classes.room (site_id, name, seats)
                  values (:site, :name, :seats)
                  returning id
                  """)
              .param("site", site)
              .param("name", called)
              .param("seats", seats)
              .query(Long.class)
              .single();
      audit.change("room", "room %d, added".formatted(id));
      return id;
    } catch (DuplicateKeyException e) {
      throw new Refused("This site has a room called “%s” already.".formatted(called));
    }
  }

  /// Takes no new session in a room from now on, or takes them again. What is planned stays.
  ///
  /// @throws NotFound when there is none
  void close(long id, boolean closed) {
    int changed =
        jdbc.sql("update classes.room set closed_at = :at where id = :id")
            .param("at", closed ? Timestamp.from(clock.instant()) : null)
            .param("id", id)
            .update();
    if (changed == 0) {
      throw none(id);
    }
    audit.change("room", "room %d, %s".formatted(id, closed ? "closed" : "opened again"));
  }

  /// Sets the clock of a site. Sessions that are planned keep their moments.
  ///
  /// @throws Refused when there is no such site or time zone
  void setZone(int site, String zone) {
    known(site);
    String id = zone.strip();
    try {
      if (!ZoneId.getAvailableZoneIds().contains(ZoneId.of(id).getId())) {
        throw new DateTimeException(id);
      }
    } catch (DateTimeException e) {
      throw new Refused("“%s” is no time zone. Give one like America/Chicago.".formatted(id));
    }
    jdbc.sql(
            """
            insert into classes.site_zone (site_id, zone) values (:site, :zone)
                on conflict (site_id) do update set zone = excluded.zone
            """)
        .param("site", site)
        .param("zone", id)
        .update();
    audit.change("site", "site %d, time zone %s".formatted(site, id));
  }

  private void known(int site) {
    if (!jdbc.sql("select exists (select 1 from people.site where id = :site)")
        .param("site", site)
        .query(Boolean.class)
        .single()) {
      throw new Refused("There is no site %d. Choose one of the list.".formatted(site));
    }
  }

  static NotFound none(long id) {
    return new NotFound("There is no room %d. See Rooms.".formatted(id));
  }
}

package org.rung.server.timesheets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The corrections that people ask for. Everything is written in the transaction of the caller.
@Component
class CorrectionsAsked {
  private static final String SELECT =
      """
      select a.id, a.entry_id, a.person_id, a.starts_at, a.minutes, a.zone, a.reason, a.asked_by,
             a.asked_at, a.answer, a.answered_by, a.answered_at, a.answer_why
        from timesheets.asked a
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  CorrectionsAsked(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Asks; asked again in the same words it is the same.
  ///
  /// @param minutes 0 where there was nothing
  /// @throws Refused when another correction of the entry is open
  long ask(
      long entry, long person, Instant starts, int minutes, ZoneId zone, String reason, String by) {
    Optional<Long> asked =
        jdbc.sql(
                """
                insert into timesheets.asked
                       (entry_id, person_id, starts_at, minutes, zone, reason, asked_by, asked_at)
                values (:entry, :person, :starts::timestamptz, :minutes, :zone, :reason, :by,
                        :now::timestamptz)
                    on conflict (entry_id) where answer is null do nothing
                returning id
                """)
            .param("entry", entry)
            .param("person", person)
            .param("starts", starts.toString())
            .param("minutes", minutes)
            .param("zone", zone.getId())
            .param("reason", reason)
            .param("by", by)
            .param("now", clock.instant().toString())
            .query(Long.class)
            .optional();
    if (asked.isPresent()) {
      return asked.get();
    }
    return of(List.of(entry)).values().stream()
        .filter(AskedCorrection::open)
        .filter(open ->
            open.starts().equals(starts)
                && open.minutes() == minutes
                && open.reason().equals(reason))
        .map(AskedCorrection::id)
        .findFirst()
        .orElseThrow(() ->
            new Refused(
                "A correction of these hours waits for an answer already. Take it back first."));
  }

  /// One, held until the end of the transaction.
  ///
  /// @throws NotFound when there is none
  AskedCorrection locked(long id) {
    return jdbc.sql(SELECT + " where a.id = :id for update")
        .param("id", id)
        .query(CorrectionsAsked::asked)
        .optional()
        .orElseThrow(() -> new NotFound("Nobody asked for a correction %d.".formatted(id)));
  }

  /// Closes one that is open.
  void answer(long id, String code, String why, String by) {
    jdbc.sql(
            """
            update timesheets.asked
               set answer = :code, answered_by = :by, answered_at = :now::timestamptz,
                   answer_why = :why
             where id = :id
               and answer is null
            """)
        .param("code", code)
        .param("by", by)
        .param("now", clock.instant().toString())
        .param("why", why)
        .param("id", id)
        .update();
  }

  /// The last one of each entry, by the entry.
  Map<Long, AskedCorrection> of(Collection<Long> entries) {
    Map<Long, AskedCorrection> last = new HashMap<>();
    if (!entries.isEmpty()) {
      jdbc.sql(SELECT + " where a.entry_id = any (:entries) order by a.id")
          .param("entries", entries.toArray(Long[]::new))
          .query(CorrectionsAsked::asked)
          .list()
          .forEach(one -> last.put(one.entry(), one));
    }
    return last;
  }

  /// Those of a person, the newest first.
  List<AskedCorrection> by(long person, int most) {
    return jdbc.sql(SELECT + " where a.person_id = :person order by a.id desc limit :most")
        .param("person", person)
        .param("most", most)
        .query(CorrectionsAsked::asked)
        .list();
  }

  /// Open ones, the oldest first.
  List<AskedCorrection> open(Reach reach, int most) {
    return reach
        .on(
            jdbc.sql(
                SELECT
                    + """
                     where a.answer is null
                       and (:everybody
                            or exists (select 1
                                         from people.now e
                                         join people.department d on d.id = e.department_id
                                        where e.person_id = a.person_id
                                          and d.name = any (:departments)))
                     order by a.id
                     limit :most
                    """))
        .param("most", most)
        .query(CorrectionsAsked::asked)
        .list();
  }

  private static AskedCorrection asked(ResultSet row, int n) throws SQLException {
    String answer = row.getString("answer");
    return new AskedCorrection(
        row.getLong("id"),
        row.getLong("entry_id"),
        row.getLong("person_id"),
        moment(row, "starts_at"),
        row.getInt("minutes"),
        ZoneId.of(row.getString("zone")),
        row.getString("reason"),
        row.getString("asked_by"),
        moment(row, "asked_at"),
        answer == null
            ? Optional.empty()
            : Optional.of(
                new AskedCorrection.Answer(
                    answer,
                    row.getString("answered_by"),
                    moment(row, "answered_at"),
                    row.getString("answer_why"))));
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}

package org.rung.server.enrolment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Where and how intakes were announced, and how many took it up.
@Component
public class Announcements {
  /// Ways to announce, as people read them.
  public static final List<String> CHANNELS =
      List.of("e-mail", "intranet", "notice board", "team talk", "other");

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  Announcements(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /// One announcement with its take-up.
  ///
  /// @param site empty for everywhere
  /// @param reached people who work there now
  /// @param applied of all people, how many applied and named it
  public record Announcement(
      long id,
      String channel,
      Optional<String> site,
      String words,
      LocalDate on,
      String by,
      int reached,
      int applied) {}

  /// A site to announce at.
  public record Site(int id, String name) {}

  /// Sites with people, by name.
  public List<Site> sites() {
    return jdbc.sql(
            """
            select s.id, s.name
              from people.site s
             where exists (select 1 from people.now e where e.site_id = s.id)
             order by s.name
            """)
        .query((row, n) -> new Site(row.getInt("id"), row.getString("name")))
        .list();
  }

  /// Those of an intake, the newest first.
  public List<Announcement> of(long intake) {
    return jdbc.sql(
            """
            select a.id, a.channel, s.name as site, a.words, a.posted_on, a.made_by,
                   (select count(*) from people.now e
                     where a.site_id is null or e.site_id = a.site_id) as reached,
                   (select count(*) from enrolment.enrolment x
                     where x.announcement_id = a.id) as applied
              from enrolment.announcement a
              left join people.site s on s.id = a.site_id
             where a.intake_id = :intake
             order by a.posted_on desc, a.id desc
            """)
        .param("intake", intake)
        .query((row, n) ->
            new Announcement(
                row.getLong("id"),
                row.getString("channel"),
                Optional.ofNullable(row.getString("site")),
                row.getString("words"),
                row.getDate("posted_on").toLocalDate(),
                row.getString("made_by"),
                row.getInt("reached"),
                row.getInt("applied")))
        .list();
  }

  /// Notes an announcement; from now on people may apply for the intake by themselves.
  ///
  /// @param site empty for everywhere
  /// @throws Refused for another channel, a site that is not there, or words that are missing or
  ///   too long
  @Transactional
  public void announce(
      long intake, String channel, Optional<Integer> site, String words, LocalDate on, String by) {
    String given = Enrolments.reason(words, "Give the words of the announcement");
    if (!CHANNELS.contains(channel)) {
      throw new Refused("Choose how it was announced: " + String.join(", ", CHANNELS) + ".");
    }
    if (site.isPresent() && sites().stream().noneMatch(there -> there.id() == site.get())) {
      throw new Refused("Nobody works at this site. Choose one of the list, or everywhere.");
    }
    jdbc.sql(
            """
            insert into enrolment.announcement
                   (intake_id, channel, site_id, words, posted_on, made_by, made_at)
            values (:intake, :channel, :site::int, :words, :on::date, :by, :at::timestamptz)
            """)
        .param("intake", intake)
        .param("channel", channel)
        .param("site", site.map(id -> Integer.toString(id)).orElse(null))
        .param("words", given)
        .param("on", on.toString())
        .param("by", by)
        .param("at", clock.instant().toString())
        .update();
    openFor(intake, true, by);
  }

  /// Opens an intake for applications, or closes it to them.
  @Transactional
  public void openFor(long intake, boolean applications, String by) {
    int changed =
        jdbc.sql(
                "update enrolment.intake set applications = :open where id = :id and applications <> :open")
            .param("open", applications)
            .param("id", intake)
            .update();
    if (changed > 0) {
      audit.change(
          by,
          "intake",
          "intake %d, %s applications".formatted(intake, applications ? "open for" : "closed to"));
    }
  }
}

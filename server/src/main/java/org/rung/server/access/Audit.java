package org.rung.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rung.server.pages.Frames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Notes every read and every change of personal data: who, what, when, which rows; never the data.
@Component
public class Audit {
  private final JdbcClient jdbc;

  /// Notes in this database.
  public Audit(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The person signed in looked at personal data.
  ///
  /// @param what the kind of data, for example `people`
  /// @param subject which rows: an id, or the filter that was asked for
  public void read(String what, String subject) {
    note(Frames.viewer(), "read", what, subject);
  }

  /// The person signed in changed personal data.
  public void change(String what, String subject) {
    note(Frames.viewer(), "change", what, subject);
  }

  /// Work in the background changed personal data for somebody.
  public void change(String who, String what, String subject) {
    note(who, "change", what, subject);
  }

  /// One entry.
  public record Entry(Instant at, String who, String deed, String what, String subject) {}

  /// Entries on a page.
  static final int PAGE = 50;

  /// The page of a list that a filter asks for; past the end it is the last.
  AuditPage page(AuditFilter asked) {
    long found =
        asked("select count(*) from access.audit" + WHERE, asked).query(Long.class).single();
    int pages = (int) Math.max(1, (found + PAGE - 1) / PAGE);
    AuditFilter filter =
        new AuditFilter(
            asked.who(),
            asked.deed(),
            asked.what(),
            asked.which(),
            asked.from(),
            asked.to(),
            asked.order(),
            asked.descending(),
            Math.min(asked.page(), pages));
    List<Entry> entries =
        asked(
                "%s%s order by %s limit %d offset %d"
                    .formatted(SELECT, WHERE, filter.orderBy(), PAGE, (filter.page() - 1) * PAGE),
                filter)
            .query(Audit::entry)
            .list();
    return new AuditPage(
        filter,
        entries,
        found,
        jdbc.sql("select count(*) from access.audit").query(Long.class).single(),
        pages,
        jdbc.sql("select distinct what from access.audit order by what")
            .query((row, n) -> row.getString("what"))
            .list());
  }

  /// An entry and its number.
  record Numbered(long id, Entry entry) {}

  /// Entries with a smaller number that a filter lets through, the newest first.
  List<Numbered> before(AuditFilter filter, long seen, int most) {
    return asked(
            "select id, at, who, deed, what, subject from access.audit"
                + WHERE
                + " and id < :seen order by id desc limit :most",
            filter)
        .param("seen", seen)
        .param("most", most)
        .query((row, n) -> new Numbered(row.getLong("id"), entry(row, n)))
        .list();
  }

  /// Every entry that a filter lets through, in its order.
  void all(AuditFilter filter, Consumer<Entry> to) {
    try (Stream<Entry> entries =
        asked("%s%s order by %s".formatted(SELECT, WHERE, filter.orderBy()), filter)
            .query(Audit::entry)
            .stream()) {
      entries.forEach(to);
    }
  }

  private static final String SELECT = "select at, who, deed, what, subject from access.audit";

  private static final String WHERE =
      """
       where (:who = '' or strpos(lower(who), lower(:who)) > 0)
         and (:deed = '' or deed = :deed)
         and (:what = '' or what = :what)
         and (:which = '' or strpos(lower(subject), lower(:which)) > 0)
         and at >= :from
         and at < :to
      """;

  private JdbcClient.StatementSpec asked(String sql, AuditFilter filter) {
    ZoneId zone = ZoneId.systemDefault();
    return jdbc.sql(sql)
        .param("who", filter.who())
        .param("deed", filter.deed())
        .param("what", filter.what())
        .param("which", filter.which())
        .param(
            "from",
            Timestamp.from(
                filter.from().orElse(LocalDate.of(1970, 1, 2)).atStartOfDay(zone).toInstant()))
        .param(
            "to",
            Timestamp.from(
                filter
                    .to()
                    .orElse(LocalDate.of(9998, 1, 1))
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant()));
  }

  private static Entry entry(ResultSet row, int n) throws SQLException {
    return new Entry(
        row.getTimestamp("at").toInstant(),
        row.getString("who"),
        row.getString("deed"),
        row.getString("what"),
        row.getString("subject"));
  }

  private void note(String who, String deed, String what, String subject) {
    jdbc.sql(
            """
            insert into access.audit (who, deed, what, subject)
            values (:who, :deed, :what, :subject)
            """)
        .param("who", who.isEmpty() ? "nobody" : who)
        .param("deed", deed)
        .param("what", what)
        .param("subject", subject)
        .update();
  }
}

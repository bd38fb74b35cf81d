package org.rung.server.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.rung.server.pages.Frames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Notes every read and every change of personal data: who, what, when, which rows; never the data.
@Component
public class Audit {
  private final JdbcClient jdbc;

  Audit(JdbcClient jdbc) {
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

  /// The newest entries, at most so many.
  List<Entry> newest(int most) {
    return jdbc.sql(
            """
            select at, who, deed, what, subject
              from access.audit
             order by at desc, id desc
             limit :most
            """)
        .param("most", most)
        .query((row, n) ->
            new Entry(
                instant(row.getTimestamp("at")),
                row.getString("who"),
                row.getString("deed"),
                row.getString("what"),
                row.getString("subject")))
        .list();
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp.toInstant();
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

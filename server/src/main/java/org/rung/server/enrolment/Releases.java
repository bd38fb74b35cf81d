package org.rung.server.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Managers release people for training on the employer's time. A "no" needs a reason and goes to a
/// planner, as does what nobody answers in time; the planner's answer counts.
@Component
public class Releases {
  private static final String SELECT =
      """
      select enrolment_id, department, asked_at, answer_by, answer, answered_by, answered_at, reason,
             escalated_at, settled, settled_by, settled_at, settled_why
        from enrolment.release
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Enrolments enrolments;
  private final NextPerson next;
  private final Deciding deciding;
  private final Audit audit;
  private final Clock clock;

  Releases(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Enrolments enrolments,
      NextPerson next,
      Deciding deciding,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.enrolments = enrolments;
    this.next = next;
    this.deciding = deciding;
    this.audit = audit;
    this.clock = clock;
  }

  /// A release that was asked for.
  ///
  /// @param department whose manager is asked
  /// @param answer the manager's
  /// @param escalated since when it waits for a planner; empty while it does not
  /// @param settled the planner's answer
  public record Release(
      Enrolment enrolment,
      String department,
      Instant askedAt,
      LocalDate answerBy,
      Optional<Said> answer,
      Optional<Instant> escalated,
      Optional<Said> settled) {
    /// Whether the manager can still answer.
    public boolean forManager() {
      return enrolment.state() == State.ASKED && answer.isEmpty() && settled.isEmpty();
    }

    /// Whether a planner is to answer.
    public boolean forPlanner() {
      return enrolment.state() == State.ASKED && escalated.isPresent() && settled.isEmpty();
    }
  }

  /// An answer.
  ///
  /// @param why empty for a yes without words
  public record Said(boolean yes, String by, Instant at, String why) {}

  /// The release of an enrolment, if one was asked for.
  public Optional<Release> of(long enrolment) {
    return jdbc.sql(SELECT + " where enrolment_id = :enrolment")
        .param("enrolment", enrolment)
        .query((row, n) -> release(row))
        .optional();
  }

  /// What managers of these departments were asked, open ones first.
  public List<Release> ofTeam(List<String> departments) {
    return jdbc.sql(
            SELECT
                + """
                where department = any(:departments)
                order by (answer is null and settled is null) desc, answer_by, enrolment_id
                limit 500
                """)
        .param("departments", departments.toArray(String[]::new))
        .query((row, n) -> release(row))
        .list();
  }

  /// What waits for a planner, the longest first.
  public List<Release> escalated() {
    return jdbc
        .sql(
            SELECT
                + """
                where escalated_at is not null
                  and settled is null
                order by escalated_at
                limit 500
                """)
        .query((row, n) -> release(row))
        .list()
        .stream()
        .filter(Release::forPlanner)
        .toList();
  }

  /// How many wait for a planner.
  public long waiting() {
    return jdbc.sql(
            """
            select count(*)
              from enrolment.release r
              join enrolment.enrolment x on x.id = r.enrolment_id
             where r.escalated_at is not null
               and r.settled is null
               and x.state = 'asked'
            """)
        .query(Long.class)
        .single();
  }

  /// A manager answers. The same answer again changes nothing.
  ///
  /// @param departments the manager's
  /// @throws NotFound when nobody of these departments is asked for
  /// @throws Refused when it was answered otherwise, is over, or a "no" has no reason
  void answer(List<String> departments, long enrolment, boolean yes, String why, String by) {
    String reason = yes ? why.replace("\u0000", "").strip() : Enrolments.reason(why, "Say why not");
    transaction.executeWithoutResult(status -> {
      Enrolment now = enrolments.locked(enrolment);
      Release release =
          of(enrolment)
              .filter(asked -> departments.contains(asked.department()))
              .orElseThrow(() -> Enrolments.noSuch(enrolment));
      if (release.answer().filter(said -> said.yes() == yes).isPresent()) {
        return;
      }
      if (!release.forManager()) {
        throw new Refused(
            release.answer().isPresent()
                ? "This was answered already, by %s.".formatted(release.answer().orElseThrow().by())
                : "Nobody is asked any more: it stands at “%s”.".formatted(now.state().label()));
      }
      jdbc.sql(
              """
              update enrolment.release
                 set answer = :answer,
                     answered_by = :by,
                     answered_at = :now::timestamptz,
                     reason = :reason,
                     escalated_at = case when :answer = 'no' then coalesce(escalated_at, :now::timestamptz)
                                         else escalated_at end
               where enrolment_id = :enrolment
              """)
          .param("answer", yes ? "yes" : "no")
          .param("by", by)
          .param("now", clock.instant().toString())
          .param("reason", reason)
          .param("enrolment", enrolment)
          .update();
      if (yes) {
        release(now, by, "Released by " + by);
      } else {
        deciding.tell(
            now,
            "Your manager did not release you for " + now.place().words(),
            List.of(reason, "A planner looks at it now and decides."),
            by);
      }
      audit.change(
          by,
          "release",
          "enrolment %d of person %s, %s"
              .formatted(enrolment, now.personName(), yes ? "released" : "not released"));
    });
  }

  /// A planner settles what a manager refused or did not answer.
  ///
  /// @throws Refused when it does not wait for a planner, or a "no" has no reason
  void settle(long enrolment, boolean yes, String why, String by) {
    String reason = Enrolments.reason(why, "Say why");
    long intake =
        java.util.Objects.requireNonNull(
            transaction.execute(status -> {
              Enrolment now = enrolments.locked(enrolment);
              Release release = of(enrolment).orElseThrow(() -> Enrolments.noSuch(enrolment));
              if (release.settled().filter(said -> said.yes() == yes).isPresent()) {
                return now.place().intake();
              }
              if (!release.forPlanner()) {
                throw new Refused(
                    "This does not wait for a planner: it stands at “%s”."
                        .formatted(now.state().label()));
              }
              jdbc.sql(
                      """
                      update enrolment.release
                         set settled = :answer,
                             settled_by = :by,
                             settled_at = :now::timestamptz,
                             settled_why = :why
                       where enrolment_id = :enrolment
                      """)
                  .param("answer", yes ? "yes" : "no")
                  .param("by", by)
                  .param("now", clock.instant().toString())
                  .param("why", reason)
                  .param("enrolment", enrolment)
                  .update();
              if (yes) {
                release(now, by, reason);
              } else {
                enrolments.move(now, State.REFUSED, by, reason);
                enrolments.letGo(now, by);
                deciding.tell(now, "Not released for " + now.place().words(), List.of(reason), by);
              }
              audit.change(
                  by,
                  "release",
                  "enrolment %d of person %s, settled: %s"
                      .formatted(enrolment, now.personName(), yes ? "released" : "not released"));
              return now.place().intake();
            }));
    if (!yes) {
      next.fill(intake);
    }
  }

  /// What no manager answered in time goes to a planner.
  ///
  /// @return how many
  int escalate(LocalDate today) {
    return jdbc.sql(
            """
            update enrolment.release r
               set escalated_at = :now::timestamptz
              from enrolment.enrolment x
             where x.id = r.enrolment_id
               and x.state = 'asked'
               and r.answer is null
               and r.settled is null
               and r.escalated_at is null
               and r.answer_by < :today::date
            """)
        .param("now", clock.instant().toString())
        .param("today", today.toString())
        .update();
  }

  private void release(Enrolment enrolment, String by, String reason) {
    enrolments.move(enrolment, State.ENROLLED, by, reason);
    deciding.tell(
        enrolment, "Released and enrolled: " + enrolment.place().words(), List.of(reason), by);
  }

  private Release release(ResultSet row) throws SQLException {
    return new Release(
        enrolments.find(row.getLong("enrolment_id")).orElseThrow(),
        row.getString("department"),
        row.getTimestamp("asked_at").toInstant(),
        row.getDate("answer_by").toLocalDate(),
        said(row, "answer", "answered_by", "answered_at", "reason"),
        Optional.ofNullable(row.getTimestamp("escalated_at")).map(java.sql.Timestamp::toInstant),
        said(row, "settled", "settled_by", "settled_at", "settled_why"));
  }

  private static Optional<Said> said(ResultSet row, String yes, String by, String at, String why)
      throws SQLException {
    @Nullable String answer = row.getString(yes);
    return answer == null
        ? Optional.empty()
        : Optional.of(
            new Said(
                answer.equals("yes"),
                row.getString(by),
                row.getTimestamp(at).toInstant(),
                row.getString(why)));
  }
}

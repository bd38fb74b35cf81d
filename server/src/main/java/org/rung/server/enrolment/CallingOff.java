package org.rung.server.enrolment;

import java.time.Clock;
import java.util.List;
import org.rung.server.access.Audit;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Calls off a run that has not begun: from then on it takes nobody; its offers end, who is in it
/// or waits is told why, seats and money are let go. Each person is done in a transaction of their
/// own, and what a killed server leaves is done by the next round of [Due].
@Component
class CallingOff {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Intakes intakes;
  private final Offers offers;
  private final Enrolments enrolments;
  private final Deciding deciding;
  private final ObjectProvider<CalledOff> others;
  private final Audit audit;
  private final Clock clock;

  CallingOff(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Intakes intakes,
      Offers offers,
      Enrolments enrolments,
      Deciding deciding,
      ObjectProvider<CalledOff> others,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.intakes = intakes;
    this.offers = offers;
    this.enrolments = enrolments;
    this.deciding = deciding;
    this.others = others;
    this.audit = audit;
    this.clock = clock;
  }

  /// Calls it off. Called off already, it stays so, with the first reason.
  ///
  /// @param why in words for the people in it
  /// @throws org.rung.server.pages.NotFound when there is no such intake
  /// @throws Refused when it has begun, or the reason is missing
  void callOff(long intake, String why, String by) {
    String given = Enrolments.reason(why, "Say why it is called off; the people in it read it");
    transaction.executeWithoutResult(status -> {
      Intake now = intakes.get(intake);
      int changed =
          jdbc.sql(
                  """
                  update enrolment.intake
                     set state = 'cancelled',
                         applications = false,
                         cancelled_by = :by,
                         cancelled_at = :at::timestamptz,
                         cancelled_why = :why
                   where id = :id
                     and state = 'open'
                     and starts > :today::date
                  """)
              .param("by", by)
              .param("at", clock.instant().toString())
              .param("why", given)
              .param("id", intake)
              .param("today", enrolments.today().toString())
              .update();
      if (changed == 1) {
        audit.change(by, "intake", "intake %d, called off".formatted(intake));
      } else if (!intakes.get(intake).state().equals("cancelled")) {
        throw new Refused(
            "%s has begun. Report for each person in it how it ended.".formatted(now.name()));
      }
    });
    settle();
  }

  private record Cancelled(long intake, String by, String why) {}

  /// Does what is left to do for runs that were called off.
  void settle() {
    List<Cancelled> open =
        jdbc.sql(
                """
                select i.id, i.cancelled_by, i.cancelled_why
                  from enrolment.intake i
                 where i.state = 'cancelled'
                   and i.starts > :today::date - 1
                 order by i.id
                """)
            .param("today", enrolments.today().toString())
            .query((row, n) ->
                new Cancelled(
                    row.getLong("id"),
                    row.getString("cancelled_by"),
                    row.getString("cancelled_why")))
            .list();
    for (Cancelled run : open) {
      offers.callOff(run.intake(), "The class was called off: " + run.why());
      for (long enrolment : standing(run.intake())) {
        transaction.executeWithoutResult(status -> letGo(enrolment, run));
      }
      others.orderedStream().forEach(other -> other.undo(run.intake(), run.why(), run.by()));
    }
  }

  private List<Long> standing(long intake) {
    return jdbc.sql(
            """
            select id
              from enrolment.enrolment
             where intake_id = :intake
               and state in ('waiting', 'asked', 'enrolled')
             order by id
            """)
        .param("intake", intake)
        .query((row, n) -> row.getLong(1))
        .list();
  }

  private void letGo(long enrolment, Cancelled run) {
    Enrolment now = enrolments.locked(enrolment);
    if (now.state() != State.WAITING
        && now.state() != State.ASKED
        && now.state() != State.ENROLLED) {
      return;
    }
    enrolments.move(now, State.WITHDRAWN, run.by(), run.why());
    enrolments.letGo(now, run.by());
    deciding.tell(
        now,
        "Called off: " + now.place().words(),
        List.of(run.why(), "It does not count against you, and you can be offered another place."),
        run.by());
  }
}

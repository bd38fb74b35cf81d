package org.rung.server.enrolment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes seats and frees them, in the transaction of the caller. The database itself keeps an
/// intake from being oversold; here it is found out before, so that the caller can go on.
@Component
class Seats {
  private final JdbcClient jdbc;

  Seats(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Takes a seat for a person, unless none is free or the intake takes nobody any more. Whoever
  /// asks for a seat of the same intake at the same time waits for the end of this transaction.
  boolean take(long intake, long person) {
    // Without waiting first: a rush on an intake that is full does not queue up.
    return free(intake, "") > 0
        && free(intake, "for no key update") > 0
        && jdbc.sql(
                    """
                    insert into enrolment.seat (intake_id, person_id) values (:intake, :person)
                        on conflict do nothing
                    """)
                .param("intake", intake)
                .param("person", person)
                .update()
            == 1;
  }

  /// Frees the seat of a person, if there is one.
  void free(long intake, long person) {
    jdbc.sql("delete from enrolment.seat where intake_id = :intake and person_id = :person")
        .param("intake", intake)
        .param("person", person)
        .update();
  }

  private int free(long intake, String lock) {
    return jdbc.sql(
            """
            select seats - taken
              from enrolment.intake
             where id = :intake
               and state = 'open'
            """
                + lock)
        .param("intake", intake)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }
}

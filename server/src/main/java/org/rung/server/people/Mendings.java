package org.rung.server.people;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.rung.server.access.Audit;
import org.rung.server.files.HeldList;
import org.rung.server.files.MendForm;
import org.rung.server.pages.Refused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Held rows that people mend or leave out on the page of their import. A row is checked again by
/// the rules of the import and taken when it is sound; what is settled at once is one deed and can
/// be undone. A form that saw an older version of a row changes nothing of it.
@Component
class Mendings {
  private final JdbcClient jdbc;
  private final ImportStore store;
  private final HeldRows heldRows;
  private final OnePerson onePerson;
  private final OneHire oneHire;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Mendings(
      JdbcClient jdbc,
      ImportStore store,
      HeldRows heldRows,
      OnePerson onePerson,
      OneHire oneHire,
      Audit audit,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.heldRows = heldRows;
    this.onePerson = onePerson;
    this.oneHire = oneHire;
    this.audit = audit;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What became of a form.
  ///
  /// @param deed by which it can be undone, empty when no row was settled
  /// @param taken rows that are in now
  /// @param leftOut rows that are not to be taken
  /// @param before rows that were settled so already: the form was sent twice
  /// @param kept values that were taken while the row still waits
  /// @param problems values that were not taken
  record Outcome(
      Optional<Long> deed,
      int taken,
      int leftOut,
      int before,
      int kept,
      List<HeldList.Problem> problems) {}

  /// Takes what was typed.
  ///
  /// @param out the version of the row to leave out that the person saw
  /// @throws Refused when the import was taken back, or another import holds the tables
  Outcome mend(long importId, MendForm form, int out, String by) {
    Outcome outcome =
        alone(() -> {
          MendingDeed deed = deed(importId, by);
          if (form.out().isPresent()) {
            deed.leaveOut(form.out().getAsLong(), out);
          } else {
            form.rows().forEach(deed::mend);
          }
          return deed.close();
        });
    if (outcome.taken() > 0) {
      events.publishEvent(new PeopleImported(importId, by));
    }
    return outcome;
  }

  /// Lets the rows of a deed wait again; people and pay are as before.
  ///
  /// @return the number of rows that wait again
  /// @throws Refused when it was undone already or one of its rows was changed since
  int undo(long importId, long deed, String by) {
    try {
      return alone(() -> deed(importId, by).undo(deed));
    } catch (DataIntegrityViolationException e) {
      throw new Refused(
          "This cannot be undone: something that was made since, such as a plan, stands on these people.");
    }
  }

  private MendingDeed deed(long importId, String by) {
    return new MendingDeed(jdbc, heldRows, onePerson, oneHire, audit, clock, open(importId), by);
  }

  private ImportFile.Stored open(long importId) {
    String state =
        jdbc.sql("select state from people.import where id = :id for update")
            .param("id", importId)
            .query(String.class)
            .single();
    if (!state.equals("done")) {
      throw new Refused(
          "The rows of an import that was undone cannot be mended. Send the file again.");
    }
    return store.find(importId).orElseThrow();
  }

  /// One import or mending after the other; a person does not wait long for an import.
  private <T> T alone(Supplier<T> work) {
    try {
      return Objects.requireNonNull(
          transaction.execute(status -> {
            jdbc.sql("set local lock_timeout = '5s'").update();
            jdbc.sql("lock table people.snapshot in share row exclusive mode").update();
            jdbc.sql("lock table people.hiring in share row exclusive mode").update();
            return work.get();
          }));
    } catch (PessimisticLockingFailureException e) {
      throw new Refused(
          "An import is being written just now. Nothing was changed; send the values again when it is done.");
    }
  }
}

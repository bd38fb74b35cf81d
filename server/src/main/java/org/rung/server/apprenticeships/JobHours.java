package org.rung.server.apprenticeships;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.LegalStatus;
import org.rung.server.hours.NotEntered;
import org.rung.server.hours.Stint;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Rules;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Hours on the job: entered and corrected by the apprentice, approved or refused by a mentor. Each
/// deed and what follows from it, a raise for instance, stand or fall together.
@Component
class JobHours {
  private static final int LONGEST_HOURS = 16;

  private final Hours hours;
  private final Agreements agreements;
  private final RecordOfHours record;
  private final Raises raises;
  private final Rules rules;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  JobHours(
      Hours hours,
      Agreements agreements,
      RecordOfHours record,
      Raises raises,
      Rules rules,
      TransactionTemplate transaction,
      Audit audit,
      Clock clock) {
    this.hours = hours;
    this.agreements = agreements;
    this.record = record;
    this.raises = raises;
    this.rules = rules;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /// Hours that somebody says were done.
  ///
  /// @param to on the next day where it is not after `from`
  record Said(long process, LocalDate day, LocalTime from, LocalTime to) {}

  /// Enters hours, which wait for a mentor. The same form sent twice is one entry.
  ///
  /// @param key names the form
  /// @throws Refused when they cannot be
  void enter(long agreement, String key, Said said, String by) {
    run(
        agreement,
        now -> {
          Stint stint = stint(now, said, "apprenticeship " + now.id(), "form " + key);
          if (hours.enter(List.of(stint), by) > 0) {
            audit.change(
                by,
                "apprentice hours",
                "agreement %d of person %s, %d minutes"
                    .formatted(now.id(), now.personName(), stint.minutes()));
          }
        });
  }

  /// Puts other hours, or none, in the place of an entry; it waits for a mentor again.
  ///
  /// @param right empty where there was nothing
  void correct(long agreement, long entry, Optional<Said> right, String why, String by) {
    String reason = Agreements.reason(why, "Say why it is corrected");
    run(
        agreement,
        now -> {
          Entry wrong = own(now, entry);
          hours.correct(
              entry,
              right.map(
                  said -> stint(now, said, wrong.stint().source(), "correction of entry " + entry)),
              reason,
              by);
          audit.change(
              by,
              "apprentice hours",
              "entry %d of person %s, corrected".formatted(entry, now.personName()));
        });
  }

  /// A mentor approves. Approved already, nothing changes.
  ///
  /// @param mentor the number of the mentor in `people`
  /// @throws NotFound when it is no entry of an apprentice of this mentor
  void approve(long mentor, long entry, String by) {
    Agreement of = agreementOf(mentor, entry);
    run(
        of.id(),
        now -> {
          hours.approve(entry, by, OptionalLong.of(mentor));
          audit.change(
              by,
              "apprentice hours",
              "entry %d of person %s, approved".formatted(entry, now.personName()));
        });
  }

  /// A mentor refuses. Refused already, nothing changes.
  void refuse(long mentor, long entry, String why, String by) {
    String reason = Agreements.reason(why, "Say why not: the apprentice reads it");
    Agreement of = agreementOf(mentor, entry);
    run(
        of.id(),
        now -> {
          Entry before = hours.get(entry);
          if (!before.stands() && !before.reason().isEmpty() && !corrected(now, entry)) {
            return;
          }
          hours.refuse(entry, reason, by, OptionalLong.of(mentor));
          audit.change(
              by,
              "apprentice hours",
              "entry %d of person %s, refused".formatted(entry, now.personName()));
        });
  }

  private boolean corrected(Agreement agreement, long entry) {
    return record.entries(agreement).stream()
        .anyMatch(other -> other.corrects().filter(wrong -> wrong == entry).isPresent());
  }

  /// What waits for a mentor, the oldest first.
  List<Entry> waiting(Agreement agreement) {
    return record.entries(agreement).stream()
        .filter(entry -> entry.stands() && !entry.approved())
        .sorted(Comparator.comparing(entry -> entry.stint().startsAt()))
        .toList();
  }

  private Agreement agreementOf(long mentor, long entry) {
    Entry found;
    try {
      found = hours.get(entry);
    } catch (NotEntered none) {
      throw none(entry);
    }
    return agreements.of(found.stint().person()).stream()
        .filter(one -> one.processOf(found.stint().about()).isPresent())
        .filter(one -> one.mentors().stream().anyMatch(it -> it.person() == mentor))
        .findFirst()
        .orElseThrow(() -> none(entry));
  }

  private static NotFound none(long entry) {
    return new NotFound("There is no entry %d of an apprentice of yours.".formatted(entry));
  }

  private Entry own(Agreement agreement, long entry) {
    return record.entries(agreement).stream()
        .filter(one -> one.number() == entry)
        .findFirst()
        .orElseThrow(
            () -> new NotFound("You have no entry %d in this apprenticeship.".formatted(entry)));
  }

  /// What is done with an agreement under its lock, and what follows from it.
  private interface Deed {
    void on(Agreement agreement);
  }

  private void run(long agreement, Deed deed) {
    try {
      transaction.executeWithoutResult(status -> {
        deed.on(agreements.locked(agreement));
        raises.reckon(agreement);
      });
    } catch (NotEntered refused) {
      throw new Refused(words(refused));
    } catch (DataIntegrityViolationException overlap) {
      // Another writer, such as a file of timesheets, was faster with the same minutes.
      throw new Refused(
          "Some of these minutes were entered at the same moment by another way. Open the page again.");
    }
  }

  private static String words(NotEntered refused) {
    return switch (refused.why()) {
      case NotEntered.Overlaps overlaps ->
          "Some of these minutes stand in your record already, in entry %d. Correct that one, or enter the rest."
              .formatted(overlaps.entry());
      case NotEntered.OtherBefore other ->
          "This form was sent before with other hours: entry %d. Open the page again for a new one."
              .formatted(other.entry());
      default -> refused.why().words();
    };
  }

  private Stint stint(Agreement agreement, Said said, String source, String key) {
    if (!AgreementState.LEARNING.contains(agreement.state())) {
      throw new Refused(
          "Hours are entered while the apprenticeship runs; it is %s."
              .formatted(agreement.state().label()));
    }
    Standards.WorkProcess process =
        agreement
            .process(said.process())
            .orElseThrow(() -> new Refused("Choose a work process of your apprenticeship."));
    if (said.day().isBefore(agreement.firstDay())) {
      throw new Refused(
          "%s is before the first day, %s. Hours of before are given as credit."
              .formatted(Formats.date(said.day()), Formats.date(agreement.firstDay())));
    }
    if (said.day().isAfter(LocalDate.ofInstant(clock.instant(), agreement.zone()))) {
      throw new Refused("These hours are not over yet. Enter them once they are done.");
    }
    ZonedDateTime start = said.day().atTime(said.from()).atZone(agreement.zone());
    ZonedDateTime end =
        said.day()
            .plusDays(said.to().isAfter(said.from()) ? 0 : 1)
            .atTime(said.to())
            .atZone(agreement.zone());
    Instant begin = start.toInstant();
    long minutes = Duration.between(begin, end.toInstant()).toMinutes();
    if (minutes < 1 || minutes > LONGEST_HOURS * 60L) {
      throw new Refused(
          "From %s to %s are %s. Give 1 minute to %d hours at once."
              .formatted(
                  said.from(),
                  said.to(),
                  Formats.counted(minutes, "minute", "minutes"),
                  LONGEST_HOURS));
    }
    if (end.toInstant().isAfter(clock.instant())) {
      throw new Refused("These hours are not over yet. Enter them once they are done.");
    }
    return new Stint(
        agreement.person(),
        Stint.Kind.ON_THE_JOB,
        begin,
        Math.toIntExact(minutes),
        agreement.zone(),
        agreement.about(process),
        LegalStatus.of(Stint.Kind.ON_THE_JOB, LegalStatus.Instruction.NONE, rules, said.day()),
        source,
        key);
  }
}

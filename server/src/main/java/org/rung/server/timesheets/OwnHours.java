package org.rung.server.timesheets;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.LegalStatus;
import org.rung.server.hours.NotEntered;
import org.rung.server.hours.Stint;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Rules;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What people enter and correct of their own hours. All of it waits until somebody else approves
/// it; what was approved, or others entered, is corrected by who approves, whom the person asks.
@Component
class OwnHours {
  /// The most letters of a reason, and of what the hours were for.
  static final int LONGEST = 500;

  private final Hours hours;
  private final HourRows rows;
  private final CorrectionsAsked asked;
  private final Rules rules;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  OwnHours(
      Hours hours,
      HourRows rows,
      CorrectionsAsked asked,
      Rules rules,
      TransactionTemplate transaction,
      Audit audit,
      Clock clock) {
    this.hours = hours;
    this.rows = rows;
    this.asked = asked;
    this.rules = rules;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /// What somebody fills in.
  ///
  /// @param about what for, may be empty
  record Typed(String day, String from, String to, String minutes, String about) {
    Typed {
      about = about.replace("\u0000", "").strip();
    }
  }

  /// Enters work; the same form sent twice is one entry.
  ///
  /// @param key of the form
  /// @return the number of the entry
  /// @throws SiteTime.Unclear when a field cannot be read
  /// @throws Refused when something is in the way
  long enter(Employed me, Typed typed, String key, String by) {
    if (key.isBlank() || key.length() > 100) {
      throw new Refused("The form has no key. Open the page again.");
    }
    SiteTime.When when = when(me.zone(), typed);
    Stint stint = stint(me.person(), when.starts(), when.minutes(), me.zone(), typed.about(), key);
    return done(() -> {
      if (hours.enter(List.of(stint), by) == 0) {
        return hours.told(Sources.OWN, key).map(Entry::number).orElseThrow();
      }
      audit.change(by, "hours", "person %s, %s".formatted(me.name(), Amount.of(when.minutes())));
      return hours.told(Sources.OWN, key).map(Entry::number).orElseThrow();
    });
  }

  private SiteTime.When when(ZoneId zone, Typed typed) {
    if (typed.about().length() > LONGEST) {
      throw new SiteTime.Unclear(
          "about",
          "These are %d letters. Give at most %d.".formatted(typed.about().length(), LONGEST));
    }
    SiteTime.When when =
        SiteTime.read(typed.day(), typed.from(), typed.to(), typed.minutes(), zone);
    past(when, clock.instant());
    return when;
  }

  /// @throws SiteTime.Unclear when it is not over yet, or longer ago than anybody can know
  static void past(SiteTime.When when, Instant now) {
    if (when.starts().plusSeconds(when.minutes() * 60L).isAfter(now)) {
      throw new SiteTime.Unclear("to", "It is not over yet. Enter hours when they are done.");
    }
    if (when.starts().isBefore(Instant.parse("1990-01-01T00:00:00Z"))) {
      throw new SiteTime.Unclear("day", "That is before 1990. Look at the year again.");
    }
  }

  private Stint stint(
      long person, Instant starts, int minutes, ZoneId zone, String about, String key) {
    LocalDate day = LocalDate.ofInstant(starts, zone);
    return new Stint(
        person,
        Stint.Kind.WORK,
        starts,
        minutes,
        zone,
        about,
        LegalStatus.of(Stint.Kind.WORK, LegalStatus.Instruction.NONE, rules, day),
        Sources.OWN,
        key);
  }

  /// What became of a correction.
  ///
  /// @param made whether it stands at once; else somebody has to answer
  record Corrected(boolean made, long number) {}

  /// Corrects own hours, or asks for it. The same form sent twice is one correction.
  ///
  /// @param nothing whether there were no hours at all
  /// @throws NotFound when the entry is not the person's
  /// @throws SiteTime.Unclear when a field cannot be read
  /// @throws Refused when something is in the way, or the reason is missing
  Corrected correct(
      Employed me, long number, boolean nothing, Typed typed, String reason, String by) {
    HourRow row = row(me, number);
    Stint wrong = row.entry().stint();
    String why = reason(reason, "Say why it is wrong: whoever approves it reads it.");
    Optional<SiteTime.When> right =
        nothing ? Optional.empty() : Optional.of(when(wrong.zone(), typed));
    boolean same =
        right
            .map(
                when -> when.starts().equals(wrong.startsAt()) && when.minutes() == wrong.minutes())
            .orElse(wrong.minutes() == 0);
    if (row.number() != number) {
      if (same && row.entry().reason().equals(why)) {
        // The form came twice.
        return new Corrected(true, row.number());
      }
      throw new Refused("These hours were corrected meanwhile. Look at them as they are now.");
    }
    if (same) {
      throw new Refused("These are the hours as they stand. Give what is right.");
    }
    return done(() -> {
      boolean now = row.correctable();
      long made =
          now
              ? hours.correct(
                  number,
                  right.map(when ->
                      new Stint(
                          wrong.person(),
                          wrong.kind(),
                          when.starts(),
                          when.minutes(),
                          wrong.zone(),
                          wrong.about(),
                          wrong.status(),
                          wrong.source(),
                          wrong.key())),
                  why,
                  by)
              : ask(row, right, why, by);
      audit.change(
          by,
          "hours",
          "entry %d of person %s, correction%s"
              .formatted(number, me.name(), now ? "" : " asked for"));
      return new Corrected(now, made);
    });
  }

  private long ask(HourRow row, Optional<SiteTime.When> right, String why, String by) {
    Stint wrong = row.entry().stint();
    if (wrong.kind() == Stint.Kind.CLASS) {
      throw new Refused(
          "Hours of a class follow its attendance. Tell whoever teaches it: they correct it there.");
    }
    if (row.mentored()) {
      throw new Refused("Hours of an apprenticeship are corrected where they are entered.");
    }
    if (!row.entry().stands()) {
      throw new Refused("These hours do not stand any more. Look at them as they are now.");
    }
    return asked.ask(
        row.number(),
        wrong.person(),
        right.map(SiteTime.When::starts).orElse(wrong.startsAt()),
        right.map(SiteTime.When::minutes).orElse(0),
        wrong.zone(),
        why,
        by);
  }

  /// An entry of the person's.
  ///
  /// @throws NotFound when there is none with this number
  HourRow row(Employed me, long number) {
    return rows.of(List.of(number)).stream()
        .filter(row -> row.entry().stint().person() == me.person())
        .findFirst()
        .orElseThrow(() -> new NotFound("You have no hours with the number %d.".formatted(number)));
  }

  /// Takes a correction back that was asked for; one that was answered stays.
  ///
  /// @throws NotFound when the person did not ask for it
  void takeBack(Employed me, long id, String by) {
    done(() -> {
      AskedCorrection open = asked.locked(id);
      if (open.person() != me.person()) {
        throw new NotFound("You asked for no correction %d.".formatted(id));
      }
      if (open.open()) {
        asked.answer(id, "taken back", "", by);
        audit.change(
            by, "hours", "correction %d of person %s, taken back".formatted(id, me.name()));
      }
      return id;
    });
  }

  static String reason(String reason, String missing) {
    String why = reason.replace("\u0000", "").strip();
    if (why.isEmpty()) {
      throw new Refused(missing);
    }
    if (why.length() > LONGEST) {
      throw new Refused(
          "The reason has %d letters. Give at most %d.".formatted(why.length(), LONGEST));
    }
    return why;
  }

  private <T> T done(java.util.function.Supplier<T> work) {
    return written(transaction, work);
  }

  /// In a transaction; what is in the way is told in words.
  static <T> T written(TransactionTemplate transaction, java.util.function.Supplier<T> work) {
    try {
      return Objects.requireNonNull(transaction.execute(status -> work.get()));
    } catch (NotEntered e) {
      throw new Refused(e.why().words());
    } catch (DataIntegrityViolationException | PessimisticLockingFailureException e) {
      // The database keeps what was looked at before: somebody was faster in between.
      throw new Refused(
          "Somebody entered or changed the same hours at this moment. Look at them again.");
    }
  }
}

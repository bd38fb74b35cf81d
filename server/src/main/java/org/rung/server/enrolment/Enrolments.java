package org.rung.server.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.planning.AcceptedPlaces;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// People in programmes: where each stands, and the ways from one state to the next. Every step is
/// written down with who made it and why, and told to the person as a decision.
@Component
public class Enrolments {
  /// The most characters of a reason.
  public static final int MOST_CHARACTERS = 1_000;

  private static final String SELECT =
      """
      select x.id, x.person_id, p.employer_id, x.offer_id, x.paid_as, x.state, x.since, x.made_at,
             %s
        from enrolment.enrolment x
        join enrolment.intake i on i.id = x.intake_id
        join programmes.programme g on g.id = i.programme_id
        join people.person p on p.id = x.person_id
      """
          .formatted(Place.COLUMNS);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Seats seats;
  private final Funding funding;
  private final AcceptedPlaces accepted;
  private final Rules rules;
  private final Deciding deciding;
  private final Audit audit;
  private final Clock clock;

  Enrolments(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Seats seats,
      Funding funding,
      AcceptedPlaces accepted,
      Rules rules,
      Deciding deciding,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.seats = seats;
    this.funding = funding;
    this.accepted = accepted;
    this.rules = rules;
    this.deciding = deciding;
    this.audit = audit;
    this.clock = clock;
  }

  // ---- asking

  /// One by its number.
  public Optional<Enrolment> find(long id) {
    return jdbc.sql(SELECT + " where x.id = :id")
        .param("id", id)
        .query((row, n) -> of(row))
        .optional();
  }

  /// All of a person, the newest first.
  public List<Enrolment> of(long person) {
    return jdbc.sql(SELECT + " where x.person_id = :person order by x.made_at desc, x.id desc")
        .param("person", person)
        .query((row, n) -> of(row))
        .list();
  }

  /// All of an intake, in the order they came.
  public List<Enrolment> in(long intake) {
    return jdbc.sql(SELECT + " where x.intake_id = :intake order by x.made_at, x.id")
        .param("intake", intake)
        .query((row, n) -> of(row))
        .list();
  }

  /// What happened to an enrolment.
  ///
  /// @param state that it had from then on
  public record Step(State state, String by, Instant at, String reason) {}

  /// What happened, the oldest first.
  public List<Step> steps(long enrolment) {
    return jdbc.sql(
            """
            select state, made_by, made_at, reason
              from enrolment.step
             where enrolment_id = :enrolment
             order by id
            """)
        .param("enrolment", enrolment)
        .query((row, n) ->
            new Step(
                State.of(row.getString("state")),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant(),
                row.getString("reason")))
        .list();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  // ---- beginning, in the caller's transaction

  /// Somebody gets in: with a seat, which the caller took, or onto the waiting list.
  ///
  /// @param paidAs what the ledger knows the committed money as, empty without money
  Enrolment begin(
      Place place,
      long person,
      Optional<Long> offer,
      String paidAs,
      boolean seated,
      String by,
      String reason) {
    State state = !seated ? State.WAITING : place.paidTime() ? State.ASKED : State.ENROLLED;
    String now = clock.instant().toString();
    long id =
        jdbc.sql(
                """
                insert into enrolment.enrolment
                       (intake_id, person_id, offer_id, to_role, to_label, strategy, price_cents,
                        paid_time, paid_as, state, since, made_at)
                values (:intake, :person, :offer::bigint, :role::int, :label, :strategy, :price, :paid,
                        :as, :state, :now::timestamptz, :now::timestamptz)
                returning id
                """)
            .param("intake", place.intake())
            .param("person", person)
            .param("offer", offer.map(number -> Long.toString(number)).orElse(null))
            .param(
                "role",
                place.toRole().isPresent() ? Integer.toString(place.toRole().getAsInt()) : null)
            .param("label", place.to())
            .param("strategy", place.strategy().code())
            .param("price", place.priceCents())
            .param("paid", place.paidTime())
            .param("as", paidAs)
            .param("state", state.code())
            .param("now", now)
            .query(Long.class)
            .single();
    note(id, state, by, reason);
    if (state == State.ASKED) {
      askForRelease(id);
    }
    Enrolment made = find(id).orElseThrow();
    tellPlans(made, state);
    return made;
  }

  /// Somebody on the waiting list has a seat now, which the caller took, with its money committed
  /// as `enrolment` and the number.
  void seated(Enrolment waiting, String reason, String by) {
    boolean paidTime = waiting.place().paidTime();
    jdbc.sql("update enrolment.enrolment set paid_as = :as where id = :id")
        .param("as", waiting.place().priceCents() == 0 ? "" : "enrolment " + waiting.id())
        .param("id", waiting.id())
        .update();
    move(waiting, paidTime ? State.ASKED : State.ENROLLED, by, reason);
    if (paidTime) {
      askForRelease(waiting.id());
    }
  }

  /// Asks the manager of the person's department.
  private void askForRelease(long enrolment) {
    jdbc.sql(
            """
            insert into enrolment.release (enrolment_id, department, asked_at, answer_by)
            select x.id, d.name, :now::timestamptz, :by::date
              from enrolment.enrolment x
              join people.now e on e.person_id = x.person_id
              join people.department d on d.id = e.department_id
             where x.id = :enrolment
                on conflict do nothing
            """)
        .param("now", clock.instant().toString())
        .param(
            "by", today().plusDays(rules.on("release-answer", today()).figure("days")).toString())
        .param("enrolment", enrolment)
        .update();
  }

  /// A new state, if the enrolment still has the one it was read with.
  ///
  /// @throws Refused when somebody else moved it meanwhile
  void move(Enrolment enrolment, State to, String by, String reason) {
    int moved =
        jdbc.sql(
                """
                update enrolment.enrolment
                   set state = :to,
                       since = :now::timestamptz,
                       version = version + 1
                 where id = :id
                   and state = :from
                """)
            .param("to", to.code())
            .param("now", clock.instant().toString())
            .param("id", enrolment.id())
            .param("from", enrolment.state().code())
            .update();
    if (moved == 0) {
      throw new Refused(
          "Somebody else changed this enrolment meanwhile. Look at how it stands now, then decide again.");
    }
    note(enrolment.id(), to, by, reason);
    tellPlans(enrolment, to);
  }

  /// Later plans keep the place from the seat on until the person is in the new role, or it came to
  /// nothing.
  private void tellPlans(Enrolment enrolment, State state) {
    Place place = enrolment.place();
    if (State.STANDING.contains(state) || state == State.COMPLETED) {
      accepted.keep(
          new AcceptedPlaces.AcceptedPlace(
              enrolment.person(),
              place.programme(),
              place.starts(),
              place.toRole(),
              place.strategy(),
              place.priceCents(),
              place.paidTime()));
    } else {
      accepted.letGo(enrolment.person(), place.programme(), place.starts());
    }
  }

  private void note(long enrolment, State state, String by, String reason) {
    jdbc.sql(
            """
            insert into enrolment.step (enrolment_id, state, made_by, made_at, reason)
            values (:enrolment, :state, :by, :at::timestamptz, :reason)
            """)
        .param("enrolment", enrolment)
        .param("state", state.code())
        .param("by", by)
        .param("at", clock.instant().toString())
        .param("reason", reason)
        .update();
  }

  /// The seat and the money of an enrolment that comes to nothing before its first day.
  void letGo(Enrolment enrolment, String by) {
    seats.free(enrolment.place().intake(), enrolment.person());
    funding.release(enrolment.paidAs(), by);
  }

  // ---- through

  /// Everybody who is enrolled in a run that has begun is learning, and their places are paid.
  ///
  /// @return how many
  int start(LocalDate today) {
    int started = 0;
    for (Enrolment due :
        jdbc.sql(
                SELECT
                    + """
                    where x.state = 'enrolled'
                      and i.starts <= :today::date
                      and i.state in ('open', 'running')
                    order by x.id
                    """)
            .param("today", today.toString())
            .query((row, n) -> of(row))
            .list()) {
      started +=
          Boolean.TRUE.equals(
                  transaction.execute(status -> {
                    Enrolment now = locked(due.id());
                    if (now.state() != State.ENROLLED) {
                      return false;
                    }
                    move(now, State.LEARNING, Due.ACCOUNT, "");
                    funding.pay(now.paidAs(), Due.ACCOUNT);
                    return true;
                  }))
              ? 1
              : 0;
    }
    jdbc.sql(
            "update enrolment.intake set state = 'running' where state = 'open' and starts <= :today::date")
        .param("today", today.toString())
        .update();
    // Who has no result yet keeps it running.
    jdbc.sql(
            """
            update enrolment.intake i
               set state = 'ended'
              from programmes.programme g
             where i.state = 'running'
               and g.id = i.programme_id
               and i.starts + 7 * g.weeks_to < :today::date
               and not exists (select 1
                                 from enrolment.enrolment x
                                where x.intake_id = i.id
                                  and x.state in ('asked', 'enrolled', 'learning'))
            """)
        .param("today", today.toString())
        .update();
    return started;
  }

  /// How a person's time in a programme ended. The same result a second time changes nothing.
  ///
  /// @param on the day it ended, from the first day of the run to today
  /// @param words why, for a failure or somebody who left; may be empty for a completion
  /// @throws NotFound when there is no such enrolment
  /// @throws Refused when it has not begun or ended otherwise, for a day outside, without words
  public void finish(long enrolment, Result result, LocalDate on, String words, String by) {
    String given = words.replace("\u0000", "").strip();
    transaction.executeWithoutResult(status -> {
      Enrolment now = locked(enrolment);
      State to = State.valueOf(result.name());
      if (now.state() == to || now.state() == State.PLACED && result == Result.COMPLETED) {
        return;
      }
      if (now.state() != State.LEARNING) {
        throw new Refused(
            "It stands at “%s”: nobody has a result before it has begun, and a result stands once it is given."
                .formatted(now.state().label()));
      }
      if (on.isBefore(now.place().starts()) || on.isAfter(today())) {
        throw new Refused(
            "%s is not between the first day, %s, and today. Give the day it ended."
                .formatted(Formats.date(on), Formats.date(now.place().starts())));
      }
      if (result != Result.COMPLETED && given.isEmpty() || given.length() > MOST_CHARACTERS) {
        throw new Refused("Say why in at most 1,000 characters: the person reads it.");
      }
      move(now, to, by, given);
      deciding.tell(
          now,
          switch (result) {
            case COMPLETED ->
                "Completed: %s, on %s".formatted(now.place().name(), Formats.date(on));
            case FAILED -> "Not passed: %s, on %s".formatted(now.place().name(), Formats.date(on));
            case WITHDRAWN -> "Left: %s, on %s".formatted(now.place().name(), Formats.date(on));
          },
          List.of(given.isEmpty() ? "The result that was reported by %s.".formatted(by) : given),
          by);
      audit.change(
          by,
          "enrolment",
          "enrolment %d of person %s, %s".formatted(enrolment, now.personName(), result.code()));
    });
  }

  /// A person steps back, before the first day or during the programme.
  ///
  /// @throws NotFound when it is not the person's
  /// @throws Refused when it is over already, or the reason is missing
  void withdraw(long person, long enrolment, String why, String by) {
    String given = reason(why, "Say why you step back");
    transaction.executeWithoutResult(status -> {
      Enrolment now = locked(enrolment);
      if (now.person() != person) {
        throw noSuch(enrolment);
      }
      if (now.state() == State.WITHDRAWN) {
        return;
      }
      if (now.state() != State.WAITING && !State.STANDING.contains(now.state())) {
        throw new Refused("It is over already: %s.".formatted(now.state().label()));
      }
      move(now, State.WITHDRAWN, by, given);
      if (now.state() != State.LEARNING) {
        letGo(now, by);
      }
      deciding.of(now, "You stepped back from " + now.place().words(), List.of(given), by);
      audit.change(
          by,
          "enrolment",
          "enrolment %d of person %s, withdrawn".formatted(enrolment, now.personName()));
    });
  }

  /// Somebody who completed is in the new role.
  ///
  /// @param on since when, not in the future
  /// @throws Refused when nothing is completed, it leads to no role here, or the day lies ahead
  void place(long enrolment, LocalDate on, String by) {
    transaction.executeWithoutResult(status -> {
      Enrolment now = locked(enrolment);
      if (now.state() == State.PLACED) {
        return;
      }
      if (now.state() != State.COMPLETED) {
        throw new Refused(
            "Only who completed it can be placed; this stands at “%s”."
                .formatted(now.state().label()));
      }
      if (now.place().toRole().isEmpty()) {
        throw new Refused(
            "It leads to %s, which is no role of this employer.".formatted(now.place().to()));
      }
      if (on.isAfter(today())) {
        throw new Refused(
            "%s lies ahead. Place somebody on the day the new role begins, or after it."
                .formatted(Formats.date(on)));
      }
      move(now, State.PLACED, by, "since " + on);
      deciding.tell(
          now,
          "Placed: %s, since %s".formatted(now.place().to(), Formats.date(on)),
          List.of("You completed %s.".formatted(now.place().name())),
          by);
      audit.change(
          by,
          "enrolment",
          "enrolment %d of person %s, placed".formatted(enrolment, now.personName()));
    });
  }

  // ---- rows

  /// One whose state nobody else changes until the transaction ends.
  Enrolment locked(long id) {
    return jdbc.sql(SELECT + " where x.id = :id for no key update of x")
        .param("id", id)
        .query((row, n) -> of(row))
        .optional()
        .orElseThrow(() -> noSuch(id));
  }

  static NotFound noSuch(long id) {
    return new NotFound("There is no enrolment %d here.".formatted(id));
  }

  static String reason(String words, String ask) {
    String given = words.replace("\u0000", "").strip();
    if (given.isEmpty() || given.length() > MOST_CHARACTERS) {
      throw new Refused(ask + ", in at most 1,000 characters.");
    }
    return given;
  }

  private static Enrolment of(ResultSet row) throws SQLException {
    return new Enrolment(
        row.getLong("id"),
        row.getLong("person_id"),
        row.getString("employer_id"),
        Place.of(row),
        Optional.ofNullable(row.getObject("offer_id", Long.class)),
        row.getString("paid_as"),
        State.of(row.getString("state")),
        row.getTimestamp("since").toInstant(),
        row.getTimestamp("made_at").toInstant());
  }
}

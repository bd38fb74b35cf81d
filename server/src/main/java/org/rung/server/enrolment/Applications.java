package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.rung.server.access.Audit;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.EntryRule;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Programmes;
import org.rung.server.rules.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// People apply by themselves for the intakes that a planner opened for it, under the rules a plan
/// keeps, too: a pathway must lead on from the own role through the programme, and its entry rules
/// must be met.
@Component
public class Applications {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Programmes programmes;
  private final Enrolments enrolments;
  private final EntryTests tests;
  private final Seats seats;
  private final Funding funding;
  private final Deciding deciding;
  private final Audit audit;

  Applications(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Programmes programmes,
      Enrolments enrolments,
      EntryTests tests,
      Seats seats,
      Funding funding,
      Deciding deciding,
      Audit audit) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.programmes = programmes;
    this.enrolments = enrolments;
    this.tests = tests;
    this.seats = seats;
    this.funding = funding;
    this.deciding = deciding;
    this.audit = audit;
  }

  /// An intake as one person may apply for it.
  ///
  /// @param place what it would be for the person
  /// @param free seats that nobody has
  /// @param answers of the entry rules, with their clauses
  public record Opening(Place place, int free, List<Answer> answers) {
    public Opening {
      answers = List.copyOf(answers);
    }

    /// Whether every entry rule is met.
    public boolean open() {
      return answers.stream().allMatch(Answer.Yes.class::isInstance);
    }

    /// What stands against it, each with what would change it.
    public List<String> against() {
      List<String> against = new ArrayList<>();
      for (Answer answer : answers) {
        switch (answer) {
          case Answer.Yes yes -> {}
          case Answer.No no -> against.add(no.reason() + " What would change it: " + no.change());
          case Answer.CannotTell unknown ->
              against.add(
                  "%s Cannot tell: the files do not give %s."
                      .formatted(unknown.clause().text(), String.join(", ", unknown.missing())));
        }
      }
      return against;
    }
  }

  /// What a person may apply for, in time: a pathway leads through it from the own role, and the
  /// person is not in it already.
  public List<Opening> open(long person) {
    return openings(person, Optional.empty());
  }

  /// Applies. Again it is the same enrolment.
  ///
  /// @param announcement by which the person heard of it, empty for none
  /// @return with a seat, or on the waiting list
  /// @throws NotFound when it is not open for applications to this person
  /// @throws Refused when an entry rule is not met; the decision is recorded with its reason
  public Enrolment apply(long person, long intake, Optional<Long> announcement, String by) {
    Optional<Enrolment> standing = standing(person, intake);
    if (standing.isPresent()) {
      return standing.get();
    }
    Opening opening =
        openings(person, Optional.of(intake)).stream()
            .findFirst()
            .orElseThrow(() ->
                new NotFound(
                    "Intake %d is not open for you to apply for. Go to Apply for all that are."
                        .formatted(intake)));
    if (!opening.open()) {
      throw new Refused(String.join(" ", opening.against()));
    }
    return Objects.requireNonNull(
        transaction.execute(status -> {
          // One after the other for a person, so that two clicks are one enrolment.
          jdbc.sql("select id from people.person where id = :person for no key update")
              .param("person", person)
              .query((row, n) -> row.getLong(1))
              .single();
          Optional<Enrolment> meanwhile = standing(person, intake);
          return meanwhile.isPresent() ? meanwhile.get() : enrol(person, opening, announcement, by);
        }));
  }

  private Enrolment enrol(long person, Opening opening, Optional<Long> announcement, String by) {
    Place place = opening.place();
    boolean seat = !someoneWaits(place.intake()) && seats.take(place.intake(), person);
    Enrolment made = enrolments.begin(place, person, Optional.empty(), "", false, by, "Applied.");
    announcement.ifPresent(heard ->
        jdbc.sql(
                """
                update enrolment.enrolment
                   set announcement_id = (select id from enrolment.announcement
                                           where id = :heard and intake_id = :intake)
                 where id = :id
                """)
            .param("heard", heard)
            .param("intake", place.intake())
            .param("id", made.id())
            .update());
    Optional<String> noMoney =
        seat
            ? funding.commit("enrolment " + made.id(), place.intake(), place.priceCents(), by)
            : Optional.empty();
    if (seat && noMoney.isEmpty()) {
      enrolments.seated(made, "A seat was free.", by);
      deciding.of(
          made,
          (place.paidTime() ? "Applied, release asked for: " : "Enrolled: ") + place.words(),
          List.of(
              "You applied, every entry rule is met, and a seat was free.",
              place.paidTime()
                  ? "It is on the employer's time, so your manager is asked to release you."
                  : "It needs no release."),
          by);
    } else {
      if (seat) {
        seats.free(place.intake(), person);
      }
      deciding.of(
          made,
          "On the waiting list: " + place.words(),
          List.of(
              noMoney.orElse("No seat was free, or others wait already."),
              "You are told as soon as a seat is yours."),
          by);
    }
    audit.change(
        by,
        "enrolment",
        "person %s applied for intake %d".formatted(made.personName(), place.intake()));
    return enrolments.find(made.id()).orElseThrow();
  }

  private boolean someoneWaits(long intake) {
    return jdbc.sql(
            "select exists (select 1 from enrolment.enrolment where intake_id = :intake and state = 'waiting')")
        .param("intake", intake)
        .query(Boolean.class)
        .single();
  }

  private Optional<Enrolment> standing(long person, long intake) {
    return enrolments.of(person).stream()
        .filter(made ->
            made.place().intake() == intake
                && (made.state() == State.WAITING
                    || State.STANDING.contains(made.state())
                    || made.state() == State.COMPLETED
                    || made.state() == State.PLACED))
        .findFirst();
  }

  private List<Opening> openings(long person, Optional<Long> intake) {
    Optional<EntryCheck.Facts> facts = facts(person);
    if (facts.isEmpty()) {
      return List.of();
    }
    LocalDate today = enrolments.today();
    record Row(Place place, int free) {}
    List<Row> rows =
        jdbc.sql(
                """
                select i.seats - i.taken as free, %s
                  from enrolment.intake i
                  join programmes.programme g on g.id = i.programme_id
                  join people.now e on e.person_id = :person
                  join lateral (
                    select w.to_role, coalesce(r.title, 'outside: ' || o.title) as to_label, w.strategy,
                           w.price_cents,
                           exists (select 1
                                     from planning.publication b
                                     join planning.placement p on p.plan_id = b.plan_id
                                    where b.withdrawn_at is null
                                      and p.strategy = w.strategy
                                      and p.training_time_cents < 0) as paid_time
                      from pathways.pathway w
                      left join people.role r on r.id = w.to_role
                      left join reference.occupation o on o.code = w.target_occupation
                     where w.from_role = e.role_id
                       and w.programme_id = i.programme_id
                       and w.strategy <> 'education_benefit'
                     order by w.chance_millionths desc, w.id
                     limit 1) x on true
                 where i.applications
                   and i.state = 'open'
                   and i.starts > :today::date
                   and (:intake::bigint is null or i.id = :intake::bigint)
                   and not exists (select 1
                                     from enrolment.enrolment s
                                    where s.intake_id = i.id
                                      and s.person_id = :person
                                      and s.state not in ('withdrawn', 'refused', 'failed'))
                   and not exists (select 1
                                     from enrolment.offer f
                                    where f.intake_id = i.id
                                      and f.person_id = :person
                                      and f.state in ('prepared', 'open'))
                 order by i.starts, g.name, i.id
                """
                    .formatted(Place.COLUMNS))
            .param("person", person)
            .param("today", today.toString())
            .param("intake", intake.map(number -> Long.toString(number)).orElse(null))
            .query((row, n) -> new Row(Place.of(row), row.getInt("free")))
            .list();
    List<Opening> openings = new ArrayList<>();
    for (Row row : rows) {
      List<EntryRule> entry =
          programmes.find(row.place().programme()).map(Programme::entry).orElse(List.of());
      openings.add(
          new Opening(
              row.place(),
              row.free(),
              Stream.concat(
                      entry.stream()
                          .map(rule -> EntryCheck.of(rule, facts.get(), row.place().name(), today)),
                      tests.answer(person, row.place().programme(), today).stream())
                  .toList()));
    }
    return openings;
  }

  private Optional<EntryCheck.Facts> facts(long person) {
    return jdbc.sql(
            """
            select e.hired_on, e.hourly, e.full_time, o.soc, coalesce(o.job_zone, 0) as job_zone
              from people.now e
              left join skills.role_occupation s on s.role_id = e.role_id
              left join reference.occupation o on o.code = s.occupation
             where e.person_id = :person
            """)
        .param("person", person)
        .query((row, n) ->
            new EntryCheck.Facts(
                Optional.ofNullable(row.getDate("hired_on")).map(java.sql.Date::toLocalDate),
                row.getBoolean("hourly"),
                row.getBoolean("full_time"),
                Optional.ofNullable(row.getString("soc"))
                    .map(soc -> soc.startsWith("15-") || soc.startsWith("17-")),
                row.getInt("job_zone") == 0
                    ? OptionalInt.empty()
                    : OptionalInt.of(row.getInt("job_zone"))))
        .optional();
  }
}

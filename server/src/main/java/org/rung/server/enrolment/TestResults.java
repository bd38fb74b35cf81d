package org.rung.server.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes results of entry tests: each is a decision that the person reads, and who has no try left
/// before an offer's last day has its seat go to the next.
@Component
class TestResults {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final EntryTests tests;
  private final Offers offers;
  private final Deciding deciding;
  private final Audit audit;
  private final Clock clock;

  TestResults(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      EntryTests tests,
      Offers offers,
      Deciding deciding,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.tests = tests;
    this.offers = offers;
    this.deciding = deciding;
    this.audit = audit;
    this.clock = clock;
  }

  /// Takes a result. The same again changes nothing.
  ///
  /// @param personName as the employer's files have it
  /// @return whether it was new
  /// @throws Refused with what is wrong: nobody of this name, a day ahead, points outside, too
  ///   early after the try before, no try left, or another result of that day, which is corrected
  ///   instead
  boolean take(long programme, String personName, LocalDate on, int points, String by) {
    EntryTest test = tests.get(programme);
    Person person = person(personName);
    boolean taken =
        Boolean.TRUE.equals(
            transaction.execute(status -> {
              lock(person.id());
              List<TestResult> before = tests.results(programme, person.id());
              Optional<TestResult> sameDay =
                  before.stream().filter(result -> result.on().equals(on)).findFirst();
              if (sameDay.filter(result -> result.points() == points).isPresent()) {
                return false;
              }
              check(test, before, sameDay, on, points);
              insert(test, person, on, points, Optional.empty(), "", by);
              decide(test, person, on, points, "", by);
              return true;
            }));
    if (taken) {
      followUp(test, person);
    }
    return taken;
  }

  private void check(
      EntryTest test,
      List<TestResult> before,
      Optional<TestResult> sameDay,
      LocalDate on,
      int points) {
    checkPoints(test, points);
    if (on.isAfter(tests.today())) {
      throw new Refused("%s lies ahead. Give the day it was taken.".formatted(Formats.date(on)));
    }
    if (ChronoUnit.DAYS.between(on, tests.today()) >= test.validDays()) {
      throw new Refused(
          "%s is too long ago: a result counts for %s."
              .formatted(Formats.date(on), Formats.counted(test.validDays(), "day", "days")));
    }
    if (sameDay.isPresent()) {
      throw new Refused(
          "%s stand for that day already. Correct that result, with a reason."
              .formatted(Formats.counted(sameDay.get().points(), "point", "points")));
    }
    if (!test.asked()) {
      throw new Refused("This test is no longer asked for. Ask for it again first.");
    }
    requireTry(test, earlier(before, on), on, "");
    // A report that comes late may take the try of a later one.
    List<TestResult> with = new ArrayList<>(before);
    with.add(
        new TestResult(
            0,
            0,
            "",
            on,
            points,
            test.most(),
            test.pass(),
            points >= test.pass(),
            "",
            "",
            Instant.MIN));
    for (TestResult later : before) {
      if (later.on().isAfter(on)) {
        requireTry(
            test,
            earlier(with, later.on()),
            later.on(),
            "With it the try of %s would be one too many. ".formatted(Formats.date(later.on())));
      }
    }
  }

  private static List<TestResult> earlier(List<TestResult> results, LocalDate than) {
    return results.stream().filter(one -> one.on().isBefore(than)).toList();
  }

  /// @param lead said before what is wrong
  private static void requireTry(
      EntryTest test, List<TestResult> earlier, LocalDate on, String lead) {
    switch (TestStanding.of(test, earlier, on)) {
      case TestStanding.UsedUp none ->
          throw new Refused(
              "%sNo try was left on that day: %s. The next is from %s on."
                  .formatted(lead, test.repeats(), Formats.date(none.again())));
      case TestStanding.ToTake open -> {
        if (on.isBefore(open.from())) {
          throw new Refused(
              "%sIt is too early after the try before: %s. The next is from %s on."
                  .formatted(lead, test.repeats(), Formats.date(open.from())));
        }
      }
      case TestStanding.Passed passed ->
          throw new Refused(
              "%sIt was passed on %s already, and that counts until %s."
                  .formatted(
                      lead, Formats.date(passed.result().on()), Formats.date(passed.until())));
      case TestStanding.NotAsked none -> {}
    }
  }

  private static void checkPoints(EntryTest test, int points) {
    if (points < 0 || points > test.most()) {
      throw new Refused("Give points from 0 to %s.".formatted(Formats.count(test.most())));
    }
  }

  /// Puts another result in the place of one that was reported wrong; both stay in the record. The
  /// same correction again changes nothing.
  ///
  /// @param reason for the person
  /// @throws NotFound when the test has no such result
  /// @throws Refused when it was corrected otherwise meanwhile, without a reason, points outside
  void correct(long programme, long result, int points, String reason, String by) {
    EntryTest test = tests.get(programme);
    String why = Enrolments.reason(reason, "Say why the result is corrected; the person reads it");
    checkPoints(test, points);
    record Row(long person, String name, LocalDate on) {}
    Row wrong =
        jdbc.sql(
                """
                select r.person_id, p.employer_id, r.taken_on
                  from enrolment.test_result r
                  join people.person p on p.id = r.person_id
                 where r.id = :id
                   and r.programme_id = :programme
                """)
            .param("id", result)
            .param("programme", programme)
            .query((row, n) ->
                new Row(
                    row.getLong("person_id"),
                    row.getString("employer_id"),
                    row.getDate("taken_on").toLocalDate()))
            .optional()
            .orElseThrow(() -> new NotFound("This test has no result %d.".formatted(result)));
    Person person = new Person(wrong.person(), wrong.name());
    transaction.executeWithoutResult(status -> {
      lock(person.id());
      TestResult now =
          tests.results(programme, person.id()).stream()
              .filter(one -> one.on().equals(wrong.on()))
              .findFirst()
              .orElseThrow();
      if (now.points() == points) {
        return;
      }
      if (now.id() != result) {
        throw new Refused(
            "Somebody else corrected this result meanwhile. Look at how it stands now.");
      }
      insert(test, person, wrong.on(), points, Optional.of(result), why, by);
      decide(test, person, wrong.on(), points, why, by);
    });
    followUp(test, person);
  }

  private record Person(long id, String name) {}

  private Person person(String name) {
    return jdbc.sql("select id from people.person where employer_id = :id")
        .param("id", name)
        .query((row, n) -> new Person(row.getLong(1), name))
        .optional()
        .orElseThrow(() -> new Refused("Nobody is “%s” in the employer's files.".formatted(name)));
  }

  /// One after the other for a person, so that two reports are not two tries too many.
  private void lock(long person) {
    jdbc.sql("select id from people.person where id = :person for no key update")
        .param("person", person)
        .query((row, n) -> row.getLong(1))
        .single();
  }

  private void insert(
      EntryTest test,
      Person person,
      LocalDate on,
      int points,
      Optional<Long> corrects,
      String reason,
      String by) {
    jdbc.sql(
            """
            insert into enrolment.test_result
                   (programme_id, person_id, taken_on, points, most, pass, corrects, reason, reported_by,
                    reported_at)
            values (:programme, :person, :on::date, :points, :most, :pass, :corrects::bigint, :reason, :by,
                    :at::timestamptz)
            """)
        .param("programme", test.programme())
        .param("person", person.id())
        .param("on", on.toString())
        .param("points", points)
        .param("most", test.most())
        .param("pass", test.pass())
        .param("corrects", corrects.map(id -> Long.toString(id)).orElse(null))
        .param("reason", reason)
        .param("by", by)
        .param("at", clock.instant().toString())
        .update();
    audit.change(
        by,
        "entry test",
        "programme %d, result of person %s%s"
            .formatted(test.programme(), person.name(), reason.isEmpty() ? "" : ", corrected"));
  }

  private void decide(
      EntryTest test, Person person, LocalDate on, int points, String correction, String by) {
    boolean passed = points >= test.pass();
    TestStanding stands = tests.of(person.id(), test.programme(), tests.today());
    deciding.told(
        person.id(),
        person.name(),
        "entry test",
        Long.toString(test.programme()),
        "%s: %s for %s"
            .formatted(
                passed ? "Entry test passed" : "Entry test not passed",
                test.name(),
                test.programmeName()),
        java.util.stream.Stream.of(
                correction.isEmpty() ? "" : "An earlier result was corrected: " + correction,
                "You have %s; at least %s are needed."
                    .formatted(Formats.counted(points, "point", "points"), test.needed()),
                stands.words())
            .filter(line -> !line.isEmpty())
            .toList(),
        Map.of(
            "taken on", Formats.date(on),
            "points", Integer.toString(points),
            "points that pass", Integer.toString(test.pass())),
        by);
  }

  /// Who can no longer pass before the last day of an offer has its seat go on.
  private void followUp(EntryTest test, Person person) {
    LocalDate next =
        switch (tests.of(person.id(), test.programme(), tests.today())) {
          case TestStanding.ToTake open -> open.from();
          case TestStanding.UsedUp none -> none.again();
          default -> LocalDate.MIN;
        };
    if (next.equals(LocalDate.MIN)) {
      return;
    }
    offers.failed(
        person.id(),
        test.programme(),
        next,
        "The entry test is not passed, and the next try is after the last day to answer.");
  }
}

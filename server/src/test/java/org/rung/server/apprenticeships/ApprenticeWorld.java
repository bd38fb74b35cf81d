package org.rung.server.apprenticeships;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.rung.server.ManyPeople;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.LegalStatus;
import org.rung.server.hours.Stint;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Programmes;
import org.rung.server.rules.RulesAsShipped;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Apprenticeships at a made-up employer: the people of [ManyPeople], of whom M-n and M-(n + 40)
/// work at the same site.
final class ApprenticeWorld {
  static final String ZONE = "America/Chicago";
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final StandardsBook book;
  private final Agreements agreements;
  private final Raises raises;
  private final RecordOfHours record;
  private final Hours hours;
  private final Programmes programmes;

  ApprenticeWorld(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      StandardsBook book,
      Agreements agreements,
      Raises raises,
      RecordOfHours record,
      Hours hours,
      Programmes programmes) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.book = book;
    this.agreements = agreements;
    this.raises = raises;
    this.record = record;
    this.hours = hours;
    this.programmes = programmes;
    ManyPeople.load(jdbc, transaction, 600);
  }

  /// What a planner would send: two work processes of 2,000 hours, three steps, 500 hours of
  /// probation, no instruction.
  static Map<String, String> form() {
    return new LinkedHashMap<>(
        Map.ofEntries(
            Map.entry("process1", "Wiring"),
            Map.entry("hours1", "1200"),
            Map.entry("process2", "Testing"),
            Map.entry("hours2", "800"),
            Map.entry("instruction", "0"),
            Map.entry("journey", "30.00"),
            Map.entry("share1", "60"),
            Map.entry("share2", "75"),
            Map.entry("after2", "100"),
            Map.entry("share3", "90"),
            Map.entry("after3", "1000"),
            Map.entry("probation", "500"),
            Map.entry("unit", "hours"),
            Map.entry("apprentices", "1"),
            Map.entry("mentors", "1")));
  }

  /// A programme on the job of a year, without standards.
  long programme() {
    int n = NEXT.incrementAndGet();
    return jdbc.sql(
            """
            insert into programmes.programme
                   (code, name, provider, strategy, form, delivered_by, counted_cents, apart_cents, hours,
                    weeks_from, weeks_to, credential, prerequisites, description, location, digest)
            values (:code, :name, 'The employer', 'reskilling', 'on_the_job', 'own', 0, 0, 2000, 52, 52,
                    '', '', '', '', :code)
            returning id
            """)
        .param("code", "APP-" + n)
        .param("name", "Electrician " + n)
        .query(Long.class)
        .single();
  }

  Standards standards(long programme, Map<String, String> form) {
    Programme of = programmes.find(programme).orElseThrow();
    StandardsForm.Read read =
        StandardsForm.read(form, of, RulesAsShipped.in("US"), LocalDate.of(2026, 11, 20));
    if (!read.errors().isEmpty()) {
      throw new AssertionError(read.errors().toString());
    }
    return book.set(
        read.draft().orElseThrow(),
        book.newest(programme).map(Standards::version).orElse(0),
        "pia@example.org");
  }

  /// A programme with standards.
  Standards standards(Map<String, String> form) {
    return standards(programme(), form);
  }

  long person(String employerId) {
    return jdbc.sql("select id from people.person where employer_id = :id")
        .param("id", employerId)
        .query(Long.class)
        .single();
  }

  long propose(Standards standards, String person, String firstDay, String... mentors) {
    List<Long> numbers = new ArrayList<>();
    for (String mentor : mentors) {
      book.name(standards.programme(), mentor, "pia@example.org");
      numbers.add(person(mentor));
    }
    return agreements.propose(
        new Agreements.Proposal(
            standards.programme(),
            person,
            OptionalLong.empty(),
            LocalDate.parse(firstDay),
            ZONE,
            numbers,
            Map.of(),
            0,
            false),
        "pia@example.org");
  }

  /// An agreement that both signed and whose first day has come.
  Agreement begun(Standards standards, String person, String firstDay, String mentor) {
    long id = propose(standards, person, firstDay, mentor);
    agreements.sign(id, true, person + "@example.org");
    agreements.sign(id, false, "pia@example.org");
    raises.reckon(id);
    return agreements.get(id);
  }

  /// Hours by another way than the page: one entry, which waits.
  long enter(Agreement agreement, int process, Instant start, int minutes) {
    Standards.WorkProcess of = agreement.standards().processes().get(process);
    String key = "k" + NEXT.incrementAndGet();
    transaction.executeWithoutResult(status ->
        hours.enter(
            List.of(
                new Stint(
                    agreement.person(),
                    Stint.Kind.ON_THE_JOB,
                    start,
                    minutes,
                    agreement.zone(),
                    agreement.about(of),
                    new LegalStatus(true, "learning on the job"),
                    "test " + agreement.id(),
                    key)),
            "test"));
    return record.entries(agreement).stream()
        .filter(entry -> entry.stint().key().equals(key))
        .map(Entry::number)
        .findFirst()
        .orElseThrow();
  }

  /// So many hours a day from a day on, approved, ten hours at once.
  void done(Agreement agreement, int process, LocalDate from, int hoursToDo) {
    for (int day = 0; day * 10 < hoursToDo; day++) {
      long entry =
          enter(
              agreement,
              process,
              from.plusDays(day).atTime(8, 0).atZone(agreement.zone()).toInstant(),
              60 * Math.min(10, hoursToDo - day * 10));
      approve(entry);
    }
  }

  /// Approved by another way than the page.
  void approve(long entry) {
    transaction.executeWithoutResult(
        status -> hours.approve(entry, "mentor", OptionalLong.empty()));
  }

  /// A run of a programme, for its classes.
  long intake(long programme) {
    return jdbc.sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, fiscal_year, cost_centre, opened_by, opened_at)
            values (:programme, '2026-03-02', 20, 2026, 'test', 'test', now())
            returning id
            """)
        .param("programme", programme)
        .query(Long.class)
        .single();
  }

  /// A class that a person attended, as the attendance tells it to the record of hours.
  void attended(long intake, Agreement agreement, Instant starts, int minutes) {
    String key = "k" + NEXT.incrementAndGet();
    transaction.executeWithoutResult(status ->
        hours.enter(
            List.of(
                new Stint(
                    agreement.person(),
                    Stint.Kind.CLASS,
                    starts,
                    minutes,
                    agreement.zone(),
                    "intake " + intake,
                    new LegalStatus(false, "29 CFR 785.32"),
                    "class",
                    key)),
            "test"));
    approve(
        jdbc.sql("select id from hours.entry where source = 'class' and source_key = :key")
            .param("key", key)
            .query(Long.class)
            .single());
  }
}

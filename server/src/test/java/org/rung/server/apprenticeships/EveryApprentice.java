package org.rung.server.apprenticeships;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.rung.server.ManyPeople;
import org.rung.server.hours.Hours;
import org.rung.server.programmes.Programmes;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Apprenticeships in every state that a page shows: M-600 learns under M-640, with hours that
/// wait, were refused and corrected, and a question; others are to sign and have a certificate.
public final class EveryApprentice {
  private EveryApprentice() {}

  /// @param bare a programme on the job without standards
  public record Shown(
      long programme, long bare, long learning, long proposed, long completed, String mentor) {}

  public static Shown load(ApplicationContext context) {
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    Agreements agreements = context.getBean(Agreements.class);
    JobHours hours = context.getBean(JobHours.class);
    RecordOfHours record = context.getBean(RecordOfHours.class);
    Raises raises = context.getBean(Raises.class);
    StandardsBook book = context.getBean(StandardsBook.class);
    ApprenticeWorld world =
        new ApprenticeWorld(
            jdbc,
            context.getBean(TransactionTemplate.class),
            book,
            agreements,
            raises,
            record,
            context.getBean(Hours.class),
            context.getBean(Programmes.class));
    Map<String, String> form = ApprenticeWorld.form();
    form.put("probation", "490");
    Standards standards = world.standards(form);
    book.name(standards.programme(), "M-640", "pia@example.org");
    book.name(standards.programme(), "M-680", "pia@example.org");
    book.name(standards.programme(), "M-720", "pia@example.org");
    LocalDate today = LocalDate.now(ZoneId.of(ApprenticeWorld.ZONE));
    Agreement learning = world.begun(standards, "M-600", today.minusDays(40).toString(), "M-640");
    world.done(learning, 0, today.minusDays(39), 110);
    raises.reckon(learning.id());
    long struck = record.entries(learning).getFirst().number();
    long mentor = world.person("M-640");
    long refused = world.enter(learning, 1, at(today.minusDays(10)), 240);
    hours.refuse(mentor, refused, "You were at the school that day.", "m640@example.org");
    world.enter(learning, 1, at(today.minusDays(9)), 480);
    world.enter(learning, 0, at(today.minusDays(8)), 450);
    hours.correct(learning.id(), struck, Optional.empty(), "I was ill.", "m600@example.org");
    long second = record.entries(learning).get(2).number();
    hours.correct(learning.id(), second, Optional.empty(), "Wrong day.", "m600@example.org");
    long proposed = world.propose(standards, "M-760", today.plusDays(7).toString(), "M-680");
    Agreement full = world.begun(standards, "M-800", today.minusDays(360).toString(), "M-720");
    world.done(full, 0, today.minusDays(360), 1_200);
    world.done(full, 1, today.minusDays(200), 800);
    context.getBean(Certificates.class).issue(full.id(), "planner@example.org");
    ManyPeople.account(jdbc, "m640@example.org", "EMPLOYEE", "M-640", "");
    ManyPeople.account(jdbc, "m760@example.org", "EMPLOYEE", "M-760", "");
    ManyPeople.account(jdbc, "m800@example.org", "EMPLOYEE", "M-800", "");
    return new Shown(
        standards.programme(),
        world.programme(),
        learning.id(),
        proposed,
        full.id(),
        "m640@example.org");
  }

  private static Instant at(LocalDate day) {
    return day.atTime(8, 0).atZone(ZoneId.of(ApprenticeWorld.ZONE)).toInstant();
  }
}

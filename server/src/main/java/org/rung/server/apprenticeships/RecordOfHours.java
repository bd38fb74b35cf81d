package org.rung.server.apprenticeships;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.Stint;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads what an apprentice has done from the record of hours: work on the job, and related
/// instruction from the hours of the classes of the programme.
@Component
class RecordOfHours {
  private final Hours hours;
  private final JdbcClient jdbc;
  private final Clock clock;

  RecordOfHours(Hours hours, JdbcClient jdbc, Clock clock) {
    this.hours = hours;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Every entry of an agreement on the job, in time; what was corrected or refused, too.
  List<Entry> entries(Agreement agreement) {
    return onTheJob(agreement, all(agreement));
  }

  private static List<Entry> onTheJob(Agreement agreement, List<Entry> all) {
    return all.stream()
        .filter(entry -> entry.stint().kind() == Stint.Kind.ON_THE_JOB)
        .filter(entry -> agreement.processOf(entry.stint().about()).isPresent())
        .toList();
  }

  private List<Entry> all(Agreement agreement) {
    return hours.of(
        agreement.person(),
        agreement.firstDay(),
        LocalDate.ofInstant(clock.instant(), agreement.zone()).plusDays(1));
  }

  /// What counts.
  Done done(Agreement agreement) {
    List<Entry> all = all(agreement);
    return new Done(
        agreement, counted(onTheJob(agreement, all)), counted(instruction(agreement, all)));
  }

  private static List<Stretch> counted(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.stands() && entry.approved())
        .map(entry -> new Stretch(entry.stint().startsAt(), entry.stint().minutes()))
        .toList();
  }

  /// Classes of the intakes of the programme, from the first day on; those of before are given as
  /// credit. Hours of a class name their intake.
  private List<Entry> instruction(Agreement agreement, List<Entry> all) {
    List<Entry> classes =
        all.stream().filter(entry -> entry.stint().kind() == Stint.Kind.CLASS).toList();
    if (classes.isEmpty()) {
      return classes;
    }
    List<String> intakes =
        jdbc.sql("select id from enrolment.intake where programme_id = :programme")
            .param("programme", agreement.standards().programme())
            .query((row, n) -> "intake " + row.getLong("id"))
            .list();
    return classes.stream().filter(entry -> intakes.contains(entry.stint().about())).toList();
  }
}

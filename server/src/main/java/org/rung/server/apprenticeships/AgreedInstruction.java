package org.rung.server.apprenticeships;

import java.time.LocalDate;
import java.util.OptionalLong;
import org.rung.server.hours.LegalStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells the record of hours which classes are related instruction: those of the programme of an
/// agreement that both signed, on the days on which it holds.
@Component
class AgreedInstruction implements org.rung.server.hours.Agreements {
  private final JdbcClient jdbc;

  AgreedInstruction(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public LegalStatus.Instruction of(long person, OptionalLong intake, LocalDate day) {
    if (intake.isEmpty()) {
      return LegalStatus.Instruction.NONE;
    }
    return jdbc.sql(
            """
            select a.instruction_worked
              from apprenticeships.agreement a
              join enrolment.intake i on i.programme_id = a.programme_id
             where a.person_id = :person
               and i.id = :intake
               and a.apprentice_by is not null
               and a.employer_by is not null
               and a.first_day <= :day::date
               and (a.state not in ('completed', 'cancelled')
                    or a.state = 'completed' and (a.since at time zone a.zone)::date >= :day::date
                    or a.state = 'cancelled' and a.ends_on >= :day::date)
             order by a.id desc
             limit 1
            """)
        .param("person", person)
        .param("intake", intake.getAsLong())
        .param("day", day.toString())
        .query((row, n) -> new LegalStatus.Instruction(true, false, row.getBoolean(1)))
        .optional()
        .orElse(LegalStatus.Instruction.NONE);
  }
}

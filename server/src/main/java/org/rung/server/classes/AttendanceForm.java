package org.rung.server.classes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Component;

/// The form by which the attendance of a session is taken, for partners and own instructors alike.
@Component
class AttendanceForm {
  private final Attendance attendance;
  private final java.time.Clock clock;

  AttendanceForm(Attendance attendance, java.time.Clock clock) {
    this.attendance = attendance;
    this.clock = clock;
  }

  /// The page as it stands.
  AttendancePage page(Session session, boolean ids, String action) {
    return page(session, ids, action, Map.of(), Map.of(), "");
  }

  private AttendancePage page(
      Session session,
      boolean ids,
      String action,
      Map<String, String> form,
      Map<Integer, String> faults,
      String error) {
    return new AttendancePage(
        session,
        attendance.roster(session, ids),
        action,
        form,
        faults,
        error,
        session.begun(clock.instant()) && !session.cancelled());
  }

  /// Marks what was sent.
  ///
  /// @return the page with what is wrong; empty when it is done
  Optional<AttendancePage> send(
      Session session, boolean ids, String action, Map<String, String> form, String by) {
    Map<Integer, String> faults = new LinkedHashMap<>();
    List<Attendance.Saying> sayings = new ArrayList<>();
    boolean rest = "present".equals(form.get("rest"));
    for (Attendee one : attendance.roster(session, false)) {
      String mark = field(form, "mark", one);
      Optional<Mark> said =
          mark.isEmpty() && rest && one.marked().isEmpty()
              ? Optional.of(Mark.PRESENT)
              : Mark.of(mark);
      if (said.isEmpty() || !one.sits()) {
        continue;
      }
      String minutes = field(form, "minutes", one);
      if (said.get() == Mark.PART && !minutes.matches("\\d{1,4}")) {
        faults.put(
            one.number(),
            "“%s” are no minutes. Give how many the learner was there.".formatted(minutes));
        continue;
      }
      String seen = field(form, "seen", one);
      sayings.add(
          new Attendance.Saying(
              one.number(),
              said.get(),
              said.get() == Mark.PART ? Integer.parseInt(minutes) : 0,
              field(form, "reason", one),
              seen.matches("\\d{1,6}") ? Optional.of(Integer.parseInt(seen)) : Optional.empty()));
    }
    try {
      if (faults.isEmpty()) {
        attendance
            .mark(session, sayings, "page", true, by)
            .faults()
            .forEach((learner, fault) -> faults.put(learner, fault.words()));
      }
      return faults.isEmpty()
          ? Optional.empty()
          : Optional.of(page(session, ids, action, form, faults, ""));
    } catch (Refused refused) {
      return Optional.of(
          page(session, ids, action, form, faults, String.valueOf(refused.getMessage())));
    }
  }

  private static String field(Map<String, String> form, String name, Attendee of) {
    return form.getOrDefault(name + "." + of.number(), "").strip();
  }
}

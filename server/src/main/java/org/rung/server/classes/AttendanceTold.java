package org.rung.server.classes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.api.Meaning;
import org.rung.server.api.Problem;

/// What was marked of a learner, as the API tells it.
record AttendanceTold(
    @Meaning("The learner's number in the intake.") int learner,
    @Meaning("The employer's id; null where the reader is not shown it.")
        Optional<String> employerId,
    @Meaning("Null while nothing was marked.") Optional<Mark> mark,
    @Meaning("In class; null while nothing was marked.") Optional<Integer> minutes,
    @Meaning("Of the correction; null for none.") Optional<String> reason,
    @Meaning("Null while nothing was marked.") Optional<String> markedBy,
    Optional<Instant> markedAt) {
  static AttendanceTold of(Attendee one) {
    return new AttendanceTold(
        one.number(),
        one.employerId(),
        one.marked().map(Attendee.Marked::mark),
        one.marked().map(Attendee.Marked::minutes),
        one.marked().map(Attendee.Marked::reason).filter(reason -> !reason.isEmpty()),
        one.marked().map(Attendee.Marked::by),
        one.marked().map(Attendee.Marked::at));
  }

  /// A mark that is given.
  record MarkGiven(
      @Meaning("The learner's number in the intake.") int learner,
      Mark mark,
      @Meaning("In class; needed for a part of the session, else left away.")
          Optional<Integer> minutes,
      @Meaning("Needed where another mark stands.") Optional<String> reason) {
    Attendance.Saying saying() {
      return new Attendance.Saying(
          learner, mark, minutes.orElse(0), reason.orElse(""), Optional.empty());
    }
  }

  /// Marks of a session.
  record MarksGiven(List<MarkGiven> marks) {
    MarksGiven {
      marks = List.copyOf(marks);
    }

    List<Attendance.Saying> sayings() {
      return marks.stream().map(MarkGiven::saying).toList();
    }

    /// @throws Problem that names each fault
    void refuse(Map<Integer, Attendance.Fault> faults) {
      List<Problem.Fault> told = new ArrayList<>();
      for (int i = 0; i < marks.size(); i++) {
        Attendance.Fault fault = faults.get(marks.get(i).learner());
        if (fault != null) {
          told.add(new Problem.Fault("marks.%d.%s".formatted(i, fault.field()), fault.words()));
        }
      }
      if (!told.isEmpty()) {
        throw Problem.faulty(told);
      }
    }
  }
}

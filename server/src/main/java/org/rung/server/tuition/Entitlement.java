package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rung.server.rules.Answer;
import org.rung.server.rules.EducationCap;
import org.rung.server.rules.Section127;

/// What of the education benefit is open to somebody on a day, with the clause and the facts of
/// each part.
///
/// @param service whether the days of service are there
/// @param failure whether no failed or dropped course stands in the way
/// @param left of the calendar year
/// @param tax what of the money paid in the year so far is free of tax
/// @param paidCents in the year so far, less what came back
/// @param opensOn the day on which the service will be enough, where that alone is missing
public record Entitlement(
    Worker worker,
    LocalDate day,
    Answer service,
    Answer failure,
    EducationCap.Left left,
    Section127.Split tax,
    long paidCents,
    Optional<LocalDate> opensOn) {

  /// Whether new payments are open: by service, without a block, for somebody who is here.
  public boolean open() {
    return worker.here() && service instanceof Answer.Yes && failure instanceof Answer.Yes;
  }

  /// What can be asked for now, in cents: nothing where it is not open.
  public long openCents() {
    return open() ? left.leftCents() : 0;
  }

  /// What stands in the way.
  public List<Answer> against() {
    return Stream.of(service, failure).filter(answer -> !(answer instanceof Answer.Yes)).toList();
  }
}

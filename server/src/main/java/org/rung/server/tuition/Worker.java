package org.rung.server.tuition;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/// A person as the benefit's rules see them, by the newest file.
///
/// @param person the id in `people`, `name` the one in the employer's files
/// @param hired empty where the files do not give it
/// @param seen the first day of a file before the newest that has the person, if there is one
/// @param here whether the newest file has them
public record Worker(
    long person,
    String name,
    String department,
    boolean hourly,
    boolean fullTime,
    Optional<LocalDate> hired,
    Optional<LocalDate> seen,
    boolean here) {

  /// Days of service that the files prove on a day: since the hire date or the first file,
  /// whichever is earlier; -1 when they prove nothing.
  int serviceDays(LocalDate day) {
    return Stream.of(hired, seen)
        .flatMap(Optional::stream)
        .min(LocalDate::compareTo)
        .map(since -> Math.toIntExact(ChronoUnit.DAYS.between(since, day)))
        .orElse(-1);
  }

  /// The contract in a word.
  public String contract() {
    return fullTime ? "full-time" : "part-time";
  }
}

package org.rung.server.insights;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A few short questions to the people of a programme, or of one intake of it.
///
/// @param intake the first day of the intake it is about; empty for all of the programme
/// @param closesOn the last day to answer
/// @param asked people
/// @param answered people; empty until it is closed
/// @param unread answers that were given and can no longer be opened
public record Survey(
    long id,
    long programme,
    String name,
    OptionalLong intake,
    Optional<LocalDate> starts,
    Moment moment,
    List<Question> questions,
    LocalDate closesOn,
    boolean closed,
    int asked,
    OptionalInt answered,
    int unread,
    String openedBy) {
  public Survey {
    questions = List.copyOf(questions);
  }
}

package org.rung.server.classes;

import java.time.LocalDate;

/// An intake as the partner that gives it sees it.
///
/// @param learners who are enrolled or were
/// @param learning of those, without a result yet
/// @param toCome sessions to come
/// @param toMark sessions that began and where somebody is not marked
/// @param over takes no result and no session any more
public record PartnerIntake(
    long id,
    String programme,
    String provider,
    LocalDate starts,
    int learners,
    int learning,
    int toCome,
    int toMark,
    boolean over) {}

package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.rung.server.rules.Clause;
import org.rung.server.rules.EducationCap;

/// What a course costs whom, and when it is paid.
public record Quote(Course course, List<Line> lines) {
  public Quote {
    lines = List.copyOf(lines);
  }

  /// A term of it.
  ///
  /// @param number from 1
  /// @param paysOn the day on which the benefit pays
  /// @param priceCents tuition, fees and books
  /// @param benefitCents what the benefit pays
  /// @param overCapCents what the benefit would pay but for the cap
  /// @param left of the calendar year before this term
  /// @param freeCents of the benefit, free of tax; empty while the amount of the year is not known
  /// @param taxableCents of the benefit, counted as pay; empty likewise
  /// @param clauses that the line stands on
  public record Line(
      int number,
      LocalDate starts,
      LocalDate paysOn,
      long priceCents,
      long benefitCents,
      long overCapCents,
      EducationCap.Left left,
      OptionalLong freeCents,
      OptionalLong taxableCents,
      List<Clause> clauses) {
    /// What the person pays.
    public long ownCents() {
      return priceCents - benefitCents;
    }

    /// The calendar year in which it counts.
    public int taxYear() {
      return paysOn.getYear();
    }
  }

  /// What the benefit pays of all terms.
  public long benefitCents() {
    return lines.stream().mapToLong(Line::benefitCents).sum();
  }

  /// What the person pays: the rest of tuition, and what is never paid.
  public long ownCents() {
    return course.priceCents() - benefitCents() + course.apartCents();
  }
}

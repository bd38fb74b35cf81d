package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/// A course that somebody wants to take.
///
/// @param programme its number in `programmes`, empty where it is none of the catalogue
/// @param apartCents tools, meals, lodging, transport: never paid by the benefit
/// @param terms the parts that are paid one by one, at least one, in the order of their days
public record Course(
    OptionalLong programme, String name, String school, long apartCents, List<Term> terms) {
  /// The most terms of a course.
  public static final int MOST_TERMS = 12;

  public Course {
    terms = List.copyOf(terms);
    if (terms.isEmpty() || terms.size() > MOST_TERMS) {
      throw new IllegalArgumentException(
          "%d terms are not within 1 to %d".formatted(terms.size(), MOST_TERMS));
    }
    if (apartCents < 0) {
      throw new IllegalArgumentException("apartCents is %d, below 0".formatted(apartCents));
    }
  }

  /// A part of a course.
  ///
  /// @param starts its first day
  /// @param priceCents tuition, fees and books, above 0
  public record Term(LocalDate starts, long priceCents) {
    public Term {
      if (priceCents <= 0) {
        throw new IllegalArgumentException("priceCents is %d, not above 0".formatted(priceCents));
      }
    }
  }

  /// Tuition, fees and books of all terms.
  public long priceCents() {
    return terms.stream().mapToLong(Term::priceCents).sum();
  }
}

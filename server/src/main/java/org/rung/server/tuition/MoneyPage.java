package org.rung.server.tuition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the page of a person's own money shows.
///
/// @param courses that lead to an occupation in demand
/// @param offer what a course would cost, once one was chosen
/// @param key for the form that asks: the same form sent twice asks once
/// @param form what was sent, by field
/// @param errors what is wrong with it, by field
public record MoneyPage(
    Entitlement entitlement,
    List<Application> applications,
    List<Choice> courses,
    boolean listed,
    Optional<Priced> offer,
    String key,
    Map<String, String> form,
    Map<String, String> errors) {
  /// Days of terms that the form has.
  public static final int TERMS = 3;

  public MoneyPage {
    applications = List.copyOf(applications);
    courses = List.copyOf(courses);
    form = Map.copyOf(form);
    errors = Map.copyOf(errors);
  }

  /// A course to choose.
  ///
  /// @param countedCents tuition, fees and books
  public record Choice(long programme, String name, String school, long countedCents) {}

  /// What a course would cost whom.
  ///
  /// @param against what stands in the way, in sentences
  public record Priced(Quote quote, List<String> against) {
    public Priced {
      against = List.copyOf(against);
    }
  }

  /// What was sent for a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// What is wrong with a field, empty where nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }
}

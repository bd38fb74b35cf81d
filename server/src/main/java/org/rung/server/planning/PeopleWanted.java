package org.rung.server.planning;

import java.util.Locale;
import java.util.Optional;
import org.rung.server.programmes.Strategy;

/// What is asked of the table of people.
///
/// @param find part of an id or a role, empty for all
/// @param strategy empty for all
/// @param department empty for all
record PeopleWanted(
    String find,
    Optional<Strategy> strategy,
    String department,
    Order order,
    boolean ascending,
    int page) {
  /// What the audit notes of it.
  String words() {
    String words =
        String.join(" ", find, strategy.map(Strategy::code).orElse(""), department).strip();
    return words.isEmpty() ? "all" : words;
  }

  /// The same on a page that is there: after the last one comes the last.
  PeopleWanted within(long count, int size) {
    return new PeopleWanted(
        find, strategy, department, order, ascending, Math.min(page, lastPage(count, size)));
  }

  /// The number of the last page, from 0.
  static int lastPage(long count, int size) {
    return (int) Math.max(0, (count - 1) / size);
  }

  enum Order {
    PERSON("p.employer_id"),
    CHANCE("w.chance_millionths"),
    WORTH("w.worth_cents");

    final String column;

    Order(String column) {
      this.column = column;
    }

    static Order of(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "person" -> PERSON;
        case "chance" -> CHANCE;
        default -> WORTH;
      };
    }
  }
}

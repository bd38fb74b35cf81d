package org.rung.server.home;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rung.server.decisions.Appeals;
import org.rung.server.decisions.Matter;
import org.springframework.stereotype.Component;

/// Reads what a person asks to be looked at again: which decision, fact or pathway, and why.
@Component
class MyAsking {
  private final MyPath path;

  MyAsking(MyPath path) {
    this.path = path;
  }

  /// What came of reading it.
  sealed interface Read {
    /// It can be asked.
    record Whole(Matter matter) implements Read {}

    /// It cannot; why, by field.
    record Faulty(Map<String, String> errors) implements Read {}
  }

  /// @param what `decision-` or `way-` and a number, or the key of a fact
  /// @param said what a fact is instead
  /// @param words why
  Read read(Me me, String what, String said, String words) {
    Map<String, String> errors = new LinkedHashMap<>();
    Optional<Matter> matter = matter(me, what, said);
    if (matter.isEmpty()) {
      errors.put(
          "what",
          what.isBlank()
              ? "Nothing was chosen. Choose what to look at again."
              : "“%s” is not about you any more. Choose what to look at again.".formatted(what));
    }
    if (matter.filter(asked -> asked instanceof Matter.OfFact).isPresent() && said.isBlank()) {
      errors.put("said", "What it is instead is empty. Give the right value.");
    }
    if (words.isBlank()) {
      errors.put("words", "The reason is empty. Say why, and how one can see it.");
    } else if (words.length() > Appeals.MOST_CHARACTERS) {
      errors.put(
          "words",
          "The reason has %,d characters. Give at most %,d."
              .formatted(words.length(), Appeals.MOST_CHARACTERS));
    }
    return errors.isEmpty() ? new Read.Whole(matter.orElseThrow()) : new Read.Faulty(errors);
  }

  private Optional<Matter> matter(Me me, String what, String said) {
    if (what.matches("decision-\\d{1,18}")) {
      return Optional.of(new Matter.OfDecision(Long.parseLong(what.substring(9)), ""));
    }
    if (what.matches("way-\\d{1,18}")) {
      return path.wanted(me, Long.parseLong(what.substring(4))).map(Matter.OfPathway::new);
    }
    return path.page(me, Map.of(), Map.of()).facts().stream()
        .filter(fact -> fact.key().equals(what))
        .findFirst()
        .map(fact -> new Matter.OfFact(fact.name(), fact.shown(), said));
  }
}

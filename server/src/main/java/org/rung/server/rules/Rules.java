package org.rung.server.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The rules shipped with the product, from `rules.yaml`: dated versions, each with its clause and
/// figures. Code asks for a figure by name and day and never holds one itself.
@Component
public class Rules {
  private final List<Version> versions;

  Rules() {
    try (InputStream file = Rules.class.getResourceAsStream("/rules.yaml")) {
      versions = List.of(new YAMLMapper().readValue(file, Version[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The clause of a rule on a day, with its figures.
  ///
  /// @throws NoSuchRule when no version of the rule holds on that day
  public Version on(String rule, LocalDate day) {
    return versions.stream()
        .filter(version -> version.rule().equals(rule) && version.clause().holdsOn(day))
        .findFirst()
        .orElseThrow(() -> new NoSuchRule(rule, day));
  }

  /// Every version of every rule, for the page that lists them.
  public List<Version> all() {
    return versions;
  }

  /// A dated version of a rule.
  ///
  /// @param figures its whole numbers by name; money in cents, time in the unit the name says
  public record Version(
      String rule,
      String place,
      LocalDate from,
      Optional<LocalDate> until,
      String text,
      String source,
      Map<String, Long> figures) {
    public Version {
      figures = Map.copyOf(figures);
    }

    /// The words of this version.
    public Clause clause() {
      return new Clause(rule, place, from, until, text, source);
    }

    /// @throws IllegalArgumentException when the rule has no such figure
    public long figure(String name) {
      Long figure = figures.get(name);
      if (figure == null) {
        throw new IllegalArgumentException("The rule %s has no figure %s".formatted(rule, name));
      }
      return figure;
    }
  }

  /// No version of the rule holds on that day.
  public static final class NoSuchRule extends RuntimeException {
    NoSuchRule(String rule, LocalDate day) {
      super("No rule “%s” holds on %s.".formatted(rule, day));
    }
  }
}

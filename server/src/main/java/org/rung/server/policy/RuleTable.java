package org.rung.server.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.rules.Place;
import org.rung.server.rules.Rule;
import org.rung.server.rules.Rules;
import org.springframework.stereotype.Component;

/// The rules as pages and API tell them.
@Component
class RuleTable {
  private final Rules rules;

  RuleTable(Rules rules) {
    this.rules = rules;
  }

  /// Every rule, the employer's own first.
  List<RuleRow> all(LocalDate today) {
    Map<String, Rule> byName = new LinkedHashMap<>();
    rules.shipped().forEach(rule -> byName.putIfAbsent(rule.rule(), rule));
    List<RuleRow> rows = new ArrayList<>();
    byName.values().forEach(rule -> rows.add(row(rule, today)));
    rows.sort(
        java.util.Comparator.<RuleRow>comparingInt(row -> row.on() ? 0 : 1)
            .thenComparingInt(row -> row.place().equals(Place.POLICY) ? 0 : 1)
            .thenComparing(RuleRow::place)
            .thenComparing(RuleRow::name));
    return rows;
  }

  /// A rule by its name.
  ///
  /// @throws NotFound when there is none
  RuleRow get(String rule, LocalDate today) {
    return rules.shipped().stream()
        .filter(shipped -> shipped.rule().equals(rule))
        .findFirst()
        .map(shipped -> row(shipped, today))
        .orElseThrow(() ->
            new NotFound(
                "There is no rule “%s”. Rules lists those that are there.".formatted(rule)));
  }

  private RuleRow row(Rule rule, LocalDate today) {
    List<Rules.Version> versions = rules.versions(rule.rule());
    Optional<Rules.Version> now = rules.find(rule.rule(), today);
    Rules.Version shown =
        now.orElseGet(() ->
            versions.stream()
                .filter(version -> version.clause().holdsOn(today))
                .findFirst()
                .orElse(versions.getLast()));
    return new RuleRow(
        rule.rule(),
        rule.name(),
        versions.stream().map(Rules.Version::place).distinct().collect(Collectors.joining(", ")),
        shown.place(),
        shown,
        now.isPresent(),
        versions.stream()
            .map(version -> new RuleRow.Dated(version, state(version, now, today)))
            .toList(),
        rules.figures(rule.rule()));
  }

  private static RuleRow.State state(
      Rules.Version version, Optional<Rules.Version> now, LocalDate today) {
    if (!version.on()) {
      return RuleRow.State.OFF;
    }
    if (version.from().isAfter(today)) {
      return RuleRow.State.COMING;
    }
    if (!version.clause().holdsOn(today)) {
      return RuleRow.State.PAST;
    }
    return now.map(holds ->
            holds.place().equals(version.place())
                && holds.from().equals(version.from())
                && holds.published().equals(version.published()))
            .orElse(false)
        ? RuleRow.State.HOLDS
        : RuleRow.State.REPLACED;
  }

  /// The figures of a version in words: `Days of service: 90 days`.
  static List<String> figures(Rules.Version version, Map<String, Rule.Figure> meanings) {
    List<String> words = new ArrayList<>();
    meanings.forEach((name, meaning) ->
        words.add(
            "%s: %s"
                .formatted(
                    meaning.words(),
                    version.known(name).isPresent()
                        ? meaning.unit().words(version.figure(name)).replace('-', '−')
                        : "not known")));
    return words;
  }

  /// The place in words.
  static String place(String code) {
    return switch (code) {
      case Place.POLICY -> "Employer";
      case "US" -> "United States";
      case "US-CA" -> "California";
      case "US-NY-NYC" -> "New York City";
      case "EU" -> "European Union";
      default -> code;
    };
  }

  /// From when to when it stands.
  static String days(Rules.Version version) {
    return version
        .until()
        .map(until -> "%s to %s".formatted(Formats.date(version.from()), Formats.date(until)))
        .orElse("since " + Formats.date(version.from()));
  }

  static Map<String, Long> inOrder(Map<String, Long> figures) {
    return new TreeMap<>(figures);
  }
}

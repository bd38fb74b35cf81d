package org.rung.server.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rung.server.rules.NotPublished;
import org.rung.server.rules.Proposal;
import org.rung.server.rules.Rule;

/// The form by which a planner changes a rule, with what was sent and what is wrong with it.
///
/// @param sent by field: `from`, `text`, `source` and the figures by their names
/// @param errors by field
public record ChangeForm(Map<String, String> sent, Map<String, String> errors) {
  public ChangeForm {
    sent = Map.copyOf(sent);
    errors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /// The form as it stands before anything was sent: what holds now.
  static ChangeForm of(RuleRow rule) {
    Map<String, String> now = new LinkedHashMap<>();
    now.put("text", rule.now().text());
    rule.meanings()
        .forEach((name, meaning) ->
            rule.now()
                .known(name)
                .ifPresent(value -> now.put(name, written(meaning.unit(), value))));
    return new ChangeForm(now, Map.of());
  }

  /// The value of a field.
  public String value(String field) {
    return sent.getOrDefault(field, "");
  }

  /// What is wrong with a field, empty where nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /// What a field of this unit takes, in words.
  public static String hint(Rule.Unit unit) {
    return switch (unit) {
      case CENTS -> "US dollars, for example 5250.00";
      case COUNT -> "A whole number";
      case MINUTES -> "Hours, for example 20 or 20.5";
      case PERCENT -> "Percent, a whole number";
      case HUNDREDTHS -> "For example 0.80";
      case DAYS -> "Days";
      case MONTHS -> "Months";
      case HOURS -> "Hours, a whole number";
    };
  }

  /// What was sent, or why not.
  record Read(Optional<Proposal> proposal, Map<String, String> errors) {}

  /// Reads what was sent.
  Read read(RuleRow rule) {
    Map<String, String> wrong = new LinkedHashMap<>();
    Optional<LocalDate> from = Optional.empty();
    try {
      from = Optional.of(LocalDate.parse(value("from").strip()));
    } catch (DateTimeParseException e) {
      wrong.put("from", "“%s” is no day. Give one like 2027-01-31.".formatted(value("from")));
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    rule.meanings()
        .forEach((name, meaning) -> {
          Optional<Long> figure = read(meaning.unit(), value(name).strip());
          figure.ifPresentOrElse(
              value -> figures.put(name, value),
              () ->
                  wrong.put(
                      name,
                      "“%s” is no such number. %s.".formatted(value(name), hint(meaning.unit()))));
        });
    return new Read(
        from.filter(day -> wrong.isEmpty())
            .map(day -> new Proposal(rule.rule(), day, value("text"), value("source"), figures)),
        wrong);
  }

  ChangeForm with(Map<String, String> wrong) {
    return new ChangeForm(sent, wrong);
  }

  ChangeForm with(NotPublished refused) {
    return new ChangeForm(
        sent, Map.of(refused.problem().field(), String.valueOf(refused.getMessage())));
  }

  private static Optional<Long> read(Rule.Unit unit, String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,4})?")) {
      return Optional.empty();
    }
    BigDecimal times =
        switch (unit) {
          case CENTS, HUNDREDTHS -> BigDecimal.valueOf(100);
          case MINUTES -> BigDecimal.valueOf(60);
          case COUNT, PERCENT, DAYS, MONTHS, HOURS -> BigDecimal.ONE;
        };
    try {
      return Optional.of(new BigDecimal(text).multiply(times).longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static String written(Rule.Unit unit, long value) {
    return switch (unit) {
      case CENTS, HUNDREDTHS -> BigDecimal.valueOf(value, 2).toPlainString();
      case MINUTES ->
          BigDecimal.valueOf(value)
              .divide(BigDecimal.valueOf(60), 4, java.math.RoundingMode.HALF_UP)
              .stripTrailingZeros()
              .toPlainString();
      case COUNT, PERCENT, DAYS, MONTHS, HOURS -> Long.toString(value);
    };
  }
}

package org.rung.server.budgets;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.rung.server.ledger.Posting;

/// The form that grants or withdraws, as it was typed.
///
/// @param key names the request, so that a form that is sent twice is done once
/// @param errors what is wrong, by field
public record MoneyForm(
    boolean grants,
    String key,
    String amount,
    String centre,
    String programme,
    String year,
    String reason,
    Map<String, String> errors) {
  private static final Pattern AMOUNT =
      Pattern.compile("\\$?\\s*(\\d{1,3}(,\\d{3})+|\\d{1,15})(\\.\\d{1,2})?");

  public MoneyForm {
    // In the order of the fields.
    errors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /// A name for a request that nobody had.
  static String freshKey() {
    return UUID.randomUUID().toString();
  }

  /// What is wrong with a field, empty when nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /// For `aria-describedby`: the hint of a field, and its error where it has one.
  public String described(String field) {
    return error(field).isEmpty() ? field + "-hint" : field + "-error " + field + "-hint";
  }

  /// Where it is sent.
  public String address() {
    return grants ? "/budgets/grant" : "/budgets/withdraw";
  }

  MoneyForm with(Map<String, String> wrong) {
    return new MoneyForm(grants, key, amount, centre, programme, year, reason, wrong);
  }

  MoneyForm withKey(String other) {
    return new MoneyForm(grants, other, amount, centre, programme, year, reason, errors);
  }

  /// Reads what was typed.
  ///
  /// @param faults receives what is no number, by field
  BudgetDesk.Asked read(Map<String, String> faults) {
    Optional<Long> cents = cents(amount);
    if (cents.isEmpty()) {
      faults.put(
          "amount",
          amount.isBlank()
              ? "The amount is empty. Give dollars and cents, such as 1,250.00."
              : "“%s” is no amount. Give dollars and cents, such as 1,250.00.".formatted(amount));
    }
    boolean number = year.strip().matches("\\d{4}");
    if (!number) {
      faults.put("year", "“%s” is no fiscal year. Give four digits.".formatted(year));
    }
    return new BudgetDesk.Asked(
        grants ? Posting.Kind.GRANT : Posting.Kind.WITHDRAW,
        number ? Integer.parseInt(year.strip()) : 0,
        centre.strip(),
        programme.strip(),
        cents.orElse(0L),
        reason.strip());
  }

  /// `1,250.00`, `$1250` or `0.5` in whole cents; empty for anything else.
  static Optional<Long> cents(String typed) {
    String text = typed.strip();
    return AMOUNT.matcher(text).matches()
        ? Optional.of(
            new BigDecimal(text.replaceAll("[$,\\s]", "")).movePointRight(2).longValueExact())
        : Optional.empty();
  }
}

package org.rung.server.ledger;

import java.util.Currency;
import java.util.Optional;

/// Money set apart for a programme or for all of them, in one fiscal year, by one cost centre. It
/// is opened by its first grant.
///
/// @param programme the code of the programme, empty where it is for none in particular
/// @param fiscalYear as the employer counts it, 1900 to 9999
/// @param costCentre as finance calls it
/// @param currency ISO 4217
public record Budget(
    Optional<String> programme, int fiscalYear, String costCentre, Currency currency) {
  public Budget {
    if (fiscalYear < 1900 || fiscalYear > 9999) {
      throw new IllegalArgumentException(
          "fiscalYear is %d, not within 1900 to 9999".formatted(fiscalYear));
    }
    if (costCentre.isBlank() || programme.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("costCentre and programme have names that are not blank");
    }
  }

  @Override
  public String toString() {
    return "%s%d, %s, %s"
        .formatted(
            programme.map(code -> "programme " + code + ", ").orElse(""),
            fiscalYear,
            costCentre,
            currency);
  }
}

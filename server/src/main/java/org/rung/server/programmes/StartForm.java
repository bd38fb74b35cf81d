package org.rung.server.programmes;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is filled in to start a programme from a template.
///
/// @param price dollars a person, as typed
/// @param errors what to give instead, by field
public record StartForm(
    String name,
    String provider,
    String price,
    String hours,
    String weeks,
    Map<String, String> errors) {
  private static final int LONGEST = 200;

  public StartForm {
    errors = Map.copyOf(errors);
  }

  static StartForm of(Template template) {
    Template.Price price = template.price();
    return new StartForm(
        template.name(),
        template.delivery().getFirst().by() == Template.By.own ? "Own teachers" : "",
        price
            .perPersonCents()
            .or(price::capFullTimeCents)
            .map(f -> BigDecimal.valueOf(f.value(), 2).stripTrailingZeros().toPlainString())
            .orElse(""),
        template.time().hours().map(f -> Long.toString(f.value())).orElse(""),
        template.time().length().map(l -> Integer.toString(l.weeks())).orElse(""),
        Map.of());
  }

  /// From figures instead of what was typed.
  static StartForm of(String name, String provider, long priceCents, int hours, int weeks) {
    return new StartForm(
        name,
        provider,
        BigDecimal.valueOf(priceCents, 2).toPlainString(),
        Integer.toString(hours),
        Integer.toString(weeks),
        Map.of());
  }

  long priceCents() {
    return new BigDecimal(plain(price)).movePointRight(2).longValueExact();
  }

  StartForm checked() {
    Map<String, String> found = new LinkedHashMap<>();
    if (name.isBlank()) {
      found.put("name", "The name is empty. Give the name people will see.");
    }
    if (name.length() > LONGEST) {
      found.put(
          "name", "The name has %d letters. Give at most %d.".formatted(name.length(), LONGEST));
    }
    if (provider.length() > LONGEST) {
      found.put(
          "provider",
          "The provider has %d letters. Give at most %d.".formatted(provider.length(), LONGEST));
    }
    if (provider.isBlank()) {
      found.put("provider", "The provider is empty. Name the school, or write Own teachers.");
    }
    if (!plain(price).matches("\\d{1,9}(\\.\\d{1,2})?")) {
      found.put("price", "“%s” is no price. Give dollars, for example 1,250.00.".formatted(price));
    }
    if (!plain(hours).matches("[1-9]\\d{0,4}")) {
      found.put("hours", "“%s” are no hours. Give a whole number from 1.".formatted(hours));
    }
    if (!plain(weeks).matches("[1-9]\\d{0,2}")) {
      found.put("weeks", "“%s” are no weeks. Give a whole number from 1.".formatted(weeks));
    }
    return new StartForm(name, provider, price, hours, weeks, found);
  }

  static String plain(String number) {
    return number.replace(",", "").replace("$", "").strip();
  }

  /// What to give instead, empty when the field is sound.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }
}

package org.rung.server.letters;

import java.time.ZoneId;
import java.util.Locale;

/// How a letter writes dates, numbers and money.
///
/// @param language as BCP 47 has it, for example `en` or `de-CH`
public record Manner(String language, ZoneId zone) {
  /// The language as Java knows it.
  public Locale locale() {
    return Locale.forLanguageTag(language);
  }
}

package org.rung.server.letters;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The employer as letters speak of it, from the environment.
///
/// @param name what letters call the employer
/// @param manner the language and the time zone of letters
/// @param address of this Rung as people reach it, without a slash at the end; empty when not given
@Component
record EmployerSettings(String name, Manner manner, String address) {
  private static final String SHIPPED_LANGUAGE = "en";

  EmployerSettings {
    if (Locale.forLanguageTag(manner.language()).getLanguage().isEmpty()) {
      throw new IllegalArgumentException(
          "RUNG_LANGUAGE is “%s”. Give a language as BCP 47 has it, for example en or de-CH."
              .formatted(manner.language()));
    }
    if (!address.isEmpty() && !address.matches("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?")) {
      throw new IllegalArgumentException(
          "RUNG_ADDRESS is “%s”. Give the address as people reach it, for example https://rung.example.org."
              .formatted(address));
    }
  }

  @Autowired
  EmployerSettings(
      @Value("${rung.employer.name}") String name,
      @Value("${rung.employer.language}") String language,
      @Value("${rung.employer.zone}") String zone,
      @Value("${rung.address}") String address) {
    this(
        Words.oneLine(name),
        new Manner(language.isBlank() ? SHIPPED_LANGUAGE : language.strip(), zone(zone)),
        address.strip().replaceFirst("/$", ""));
  }

  private static ZoneId zone(String zone) {
    try {
      return zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "RUNG_TIME_ZONE is “%s”. Give a time zone of tzdata, for example America/Chicago."
              .formatted(zone),
          e);
    }
  }
}

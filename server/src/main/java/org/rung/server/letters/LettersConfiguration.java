package org.rung.server.letters;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LettersConfiguration {
  static final String TRIAL = "trial";
  static final String SENT_BY = "sent by";

  @Bean
  static Letterhead letterhead(EmployerSettings employer) {
    return new Letterhead(employer.name(), employer.address());
  }

  /// A letter to oneself, which shows whether the settings are right.
  @Bean
  static LetterKind trialLetter() {
    return new LetterKind(
        TRIAL,
        "Trial letter",
        List.of(
            LetterField.given(SENT_BY, "who asked for the trial", new Value.Words("Ada Okafor"))),
        LetterKind.shipped(LettersConfiguration.class, "/letters/trial.txt"),
        true);
  }
}

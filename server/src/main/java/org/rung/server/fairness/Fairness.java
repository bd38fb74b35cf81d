package org.rung.server.fairness;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.files.Scratch;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Rules;
import org.springframework.stereotype.Component;

/// What pages and API ask of protected attributes.
@Component
class Fairness {
  private static final String CONFIRM = "take all out";

  private final Attributes attributes;
  private final Rules rules;

  Fairness(Attributes attributes, Rules rules) {
    this.attributes = attributes;
    this.rules = rules;
  }

  /// How groups fare; nothing where attributes do not lie apart.
  Shares shares() {
    return Shares.of(
        attributes.basis(),
        attributes.standing() == Standing.APART ? attributes.shares() : List.of(),
        rules.on("four-fifths", attributes.today()).figure("ratio_hundredths"));
  }

  /// What stands beside a file, as it was given.
  ///
  /// @param source where rows come from that name no source
  /// @param day when rows were said that name no day
  record Asked(String source, String day) {
    private Optional<LocalDate> said(LocalDate today) {
      return AttributeFile.day(day).filter(given -> !given.isAfter(today));
    }
  }

  /// What is wrong with it, by field.
  Map<String, String> faults(Asked asked) {
    Map<String, String> faults = new LinkedHashMap<>();
    if (asked.source().isBlank() || asked.source().length() > AttributeFile.LONGEST_SOURCE) {
      faults.put(
          "source",
          "Say in 1 to %d letters where the attributes come from, for example “own word, HR system”."
              .formatted(AttributeFile.LONGEST_SOURCE));
    }
    if (asked.said(attributes.today()).isEmpty()) {
      faults.put(
          "day", "“%s” is no day up to today. Give one like 2026-01-31.".formatted(asked.day()));
    }
    return faults;
  }

  /// Takes the good rows of a file.
  ///
  /// @param asked without faults
  /// @throws Refused when nothing of it can be taken; nothing was changed
  AttributeReport take(String name, InputStream content, Asked asked) {
    return Scratch.with(
        "attributes",
        content,
        file ->
            attributes.take(
                file, name, asked.source().strip(), asked.said(attributes.today()).orElseThrow()));
  }

  /// Takes out all that is held.
  ///
  /// @throws Refused unless it is confirmed in words
  void forgetAll(String confirm) {
    if (!confirm.strip().equals(CONFIRM)) {
      throw new Refused(
          "Nothing was taken out: write “%s”, since it cannot be undone.".formatted(CONFIRM));
    }
    attributes.forgetAll();
  }
}

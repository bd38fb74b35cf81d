package org.rung.server.apprenticeships;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.rung.server.hours.Entry;
import org.rung.server.rules.ApprenticeshipEnding;
import org.rung.server.rules.Rules;
import org.springframework.stereotype.Component;

/// Gathers what the page of one apprenticeship shows.
@Component
class AgreementView {
  private final StandardsBook book;
  private final Agreements agreements;
  private final RecordOfHours record;
  private final Raises raises;
  private final Certificates certificates;
  private final Rules rules;
  private final Clock clock;

  AgreementView(
      StandardsBook book,
      Agreements agreements,
      RecordOfHours record,
      Raises raises,
      Certificates certificates,
      Rules rules,
      Clock clock) {
    this.book = book;
    this.agreements = agreements;
    this.record = record;
    this.raises = raises;
    this.certificates = certificates;
    this.rules = rules;
    this.clock = clock;
  }

  AgreementPage of(Agreement agreement, String error, List<String> form) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), agreement.zone());
    List<Entry> entries = new ArrayList<>(record.entries(agreement));
    Collections.reverse(entries);
    return new AgreementPage(
        agreement,
        certificates.progress(agreement),
        raises.now(agreement),
        List.copyOf(new TreeMap<>(raises.newest(agreement.id())).values()),
        agreements.events(agreement.id()),
        entries,
        book.mentors(agreement.standards().programme()).stream()
            .filter(mentor -> mentor.site() == agreement.site())
            .filter(mentor -> mentor.person() != agreement.person())
            .toList(),
        certificates.find(agreement.id()),
        today,
        agreement.onProbation()
            ? today
            : new ApprenticeshipEnding(rules.on(ApprenticeshipEnding.RULE, today)).earliest(today),
        error,
        form,
        UUID.randomUUID().toString());
  }
}

package org.rung.server.policy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.rung.server.access.Audit;
import org.rung.server.pages.Frames;
import org.rung.server.rules.NotPublished;
import org.rung.server.rules.Proposal;
import org.rung.server.rules.RuleBook;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// A named person publishes a version; the audit's entry is written with it or not at all.
@Component
class Publication {
  private final RuleBook book;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Publication(RuleBook book, Audit audit, TransactionTemplate transaction, Clock clock) {
    this.book = book;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Today, where the server is.
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  /// @throws NotPublished when something stands against it; nothing was changed
  void publish(Proposal proposal) {
    transaction.executeWithoutResult(status -> {
      book.publish(proposal, Frames.viewer(), clock.instant(), today());
      audit.change("rules", "%s from %s".formatted(proposal.rule(), proposal.from()));
    });
  }
}

package org.rung.server.tuition;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.decisions.Basis;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Posting;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.rung.server.rules.EducationCap;
import org.rung.server.rules.PaymentDay;
import org.springframework.stereotype.Component;

/// Money that goes out: to a school for an invoice, to a person for a receipt. A payment counts in
/// the calendar year of its day, whatever year it was promised for.
@Component
class Payments {
  private final ApplicationStore store;
  private final Workers workers;
  private final Reckoning reckoning;
  private final Funds funds;
  private final Decisions decisions;
  private final Clock clock;

  Payments(
      ApplicationStore store,
      Workers workers,
      Reckoning reckoning,
      Funds funds,
      Decisions decisions,
      Clock clock) {
    this.store = store;
    this.workers = workers;
    this.reckoning = reckoning;
    this.funds = funds;
    this.decisions = decisions;
    this.clock = clock;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  /// Pays a term, in the transaction of the caller. What was promised beyond it is free again.
  ///
  /// @param cents above 0, at most what was promised
  /// @throws Refused when it is not promised, not due yet, or the year that it would count in has
  ///   not so much left; nothing was changed
  void pay(Application application, Application.Term term, long cents, String by) {
    store.lock(application.person());
    LocalDate today = today();
    Application.Term now =
        store.find(application.id()).orElseThrow().terms().stream()
            .filter(one -> one.id() == term.id())
            .findFirst()
            .orElseThrow();
    if (!now.state().equals("promised")) {
      throw new Refused(
          "Term %d of %s is %s; nothing is promised for it."
              .formatted(now.number(), application.course(), now.state()));
    }
    if (now.paysOn().isAfter(today)) {
      throw new Refused(
          "Term %d of %s is paid on %s, so that it counts in that year."
              .formatted(now.number(), application.course(), Formats.date(now.paysOn())));
    }
    if (cents <= 0 || cents > now.benefitCents()) {
      throw new Refused(
          "%s is not within %s to %s, which is promised."
              .formatted(
                  Formats.cents(cents), Formats.cents(1), Formats.cents(now.benefitCents())));
    }
    int promised = now.paysOn().getYear();
    int year = today.getYear();
    if (store.closed(year)) {
      throw new Refused("The year %d of the benefit is closed.".formatted(year));
    }
    if (promised != year) {
      move(application, now, cents, promised, year, by);
    }
    long transaction = funds.post("pay", Posting.Kind.PAY, year, now.id(), cents, by);
    if (promised == year && cents < now.benefitCents()) {
      funds.post("rest", Posting.Kind.RELEASE, year, now.id(), now.benefitCents() - cents, by);
    }
    store.paid(now.id(), cents, today);
    store.payment(now.id(), application.person(), today, cents, transaction, by);
    decisions.record(
        new Decision(
            application.person(),
            Applications.ABOUT,
            application.course(),
            "%s was paid for term %d of %s"
                .formatted(Formats.cents(cents), now.number(), application.course()),
            List.of(
                application.way() == Application.Way.VOUCHER
                    ? "%s sent its invoice for the voucher.".formatted(application.school())
                    : "You showed what you paid."),
            facts(now.benefitCents(), now.starts(), year),
            Optional.of(Basis.of(reckoning.clause(PaymentDay.RULE, today))),
            by,
            clock.instant()));
  }

  static Map<String, String> facts(long promised, LocalDate starts, int year) {
    return Map.of(
        "Promised",
        Formats.cents(promised),
        "The term starts",
        Formats.date(starts),
        "Counts in",
        Integer.toString(year));
  }

  /// A promise of another year is given up there and made again in this one, as far as its cap
  /// goes.
  private void move(
      Application application, Application.Term term, long cents, int from, int to, String by) {
    Worker worker = workers.find(application.person()).orElseThrow();
    EducationCap.Left left = reckoning.left(worker, store.used(application.person()), today());
    if (left.leftCents() < cents) {
      throw new Refused(
          "It was promised for %d and would now count in %d, which has %s left of %s."
              .formatted(
                  from, to, Formats.cents(left.leftCents()), Formats.cents(left.capCents())));
    }
    try {
      funds.promise("move", to, term.id(), cents, today(), by);
    } catch (NotPosted short0) {
      throw new Refused(String.valueOf(short0.getMessage()));
    }
    funds.post("moved", Posting.Kind.RELEASE, from, term.id(), term.benefitCents(), by);
  }
}

package org.rung.server.tuition;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.decisions.Basis;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Posting;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Answer;
import org.rung.server.rules.EducationFailure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What people ask the benefit to pay, from asking to its end. Each answer is a decision with its
/// clauses and facts; money is promised, paid and given back in the books in the same transaction.
@Component
class Applications {
  static final String ABOUT = "tuition";
  private static final String RULES = "the rules, without a person";

  private final JdbcClient jdbc;
  private final Workers workers;
  private final Reckoning reckoning;
  private final ApplicationStore store;
  private final Demand demand;
  private final Funds funds;
  private final Decisions decisions;
  private final TransactionTemplate transaction;
  private final TransactionTemplate tried;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Applications(
      JdbcClient jdbc,
      Workers workers,
      Reckoning reckoning,
      ApplicationStore store,
      Demand demand,
      Funds funds,
      Decisions decisions,
      TransactionTemplate transaction,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.workers = workers;
    this.reckoning = reckoning;
    this.store = store;
    this.demand = demand;
    this.funds = funds;
    this.decisions = decisions;
    this.transaction = transaction;
    this.tried = new TransactionTemplate(transactions);
    // What is tried and refused goes back alone, also inside of a request that is done once.
    this.tried.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  /// Today, where the server is.
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  // ---- before applying

  Entitlement entitlement(Worker worker) {
    return reckoning.entitlement(worker, store.used(worker.person()), today());
  }

  /// What a course costs whom; nothing is promised by it.
  ///
  /// @param against what stands in the way of it today; empty where it would be paid
  record Offer(Quote quote, List<Answer> against) {
    Offer {
      against = List.copyOf(against);
    }
  }

  Offer offer(Worker worker, Course course) {
    return offer(worker, course, store.used(worker.person()), today());
  }

  private Offer offer(Worker worker, Course course, Reckoning.Used used, LocalDate today) {
    Entitlement entitlement = reckoning.entitlement(worker, used, today);
    List<Answer> against = new ArrayList<>(entitlement.against());
    Answer inDemand =
        reckoning.demand(
            demand.published(),
            course.programme().isPresent() ? demand.of(course.programme().getAsLong()) : Map.of(),
            today);
    if (!(inDemand instanceof Answer.Yes)) {
      against.add(inDemand);
    }
    return new Offer(reckoning.quote(worker, used, course, today), against);
  }

  // ---- asking

  /// Somebody asks for a course: it is paid or refused at once, by the rules and the money that is
  /// there, and either is a decision that can be appealed.
  ///
  /// @param by the account that asks
  /// @return the application, open or refused
  /// @throws Refused when the question cannot be asked: nobody of the newest file, a term that
  ///   began
  Application ask(Worker worker, Course course, Application.Way way, String by) {
    return ask(new Asking(worker, course, way, by, Optional.empty()));
  }

  /// A question.
  ///
  /// @param key names the request: the same form sent twice, also at once, asks once
  record Asking(Worker worker, Course course, Application.Way way, String by, Optional<UUID> key) {}

  /// The same for a form that may be sent twice.
  Application ask(Asking asking) {
    Worker worker = asking.worker();
    Course course = asking.course();
    LocalDate today = today();
    if (!worker.here()) {
      throw new Refused("The education benefit is for people who work here.");
    }
    for (Course.Term term : course.terms()) {
      if (!term.starts().isAfter(today)) {
        throw new Refused(
            "A term that starts on %s has begun. Ask before it starts."
                .formatted(Formats.date(term.starts())));
      }
    }
    long id;
    try {
      id = Objects.requireNonNull(tried.execute(status -> decide(asking, today)));
    } catch (NotPosted short0) {
      id =
          Objects.requireNonNull(
              transaction.execute(status -> refuseForMoney(asking, today, short0)));
    }
    return get(id);
  }

  private long decide(Asking asking, LocalDate today) {
    Worker worker = asking.worker();
    Course course = asking.course();
    String by = asking.by();
    store.lock(worker.person());
    Optional<Long> before = asking.key().flatMap(key -> store.asked(worker.person(), key));
    if (before.isPresent()) {
      return before.get();
    }
    Reckoning.Used used = store.used(worker.person());
    Offer offer = offer(worker, course, used, today);
    Map<String, String> facts = facts(worker, offer);
    if (!offer.against().isEmpty()) {
      List<String> reasons = offer.against().stream().map(Applications::reason).toList();
      return refused(asking, offer.quote(), reasons, facts, offer.against().getFirst().clause());
    }
    if (offer.quote().benefitCents() == 0) {
      return refused(
          asking,
          offer.quote(),
          List.of(
              "The cap of %s is used up. On %s a new year opens. %s"
                  .formatted(
                      Formats.cents(offer.quote().lines().getFirst().left().capCents()),
                      Formats.date(LocalDate.of(today.getYear() + 1, 1, 1)),
                      clause(offer.quote().lines().getFirst().left().clause()))),
          facts,
          offer.quote().lines().getFirst().left().clause());
    }
    Instant now = clock.instant();
    long decision =
        decisions.record(
            new Decision(
                worker.person(),
                ABOUT,
                course.name(),
                "The education benefit pays %s of %s at %s"
                    .formatted(
                        Formats.cents(offer.quote().benefitCents()),
                        course.name(),
                        course.school()),
                reasons(offer.quote()),
                facts,
                Optional.of(Basis.of(offer.quote().lines().getFirst().left().clause())),
                RULES,
                now));
    long id = store.insert(asking, Application.State.OPEN, decision, now);
    for (Quote.Line line : offer.quote().lines()) {
      boolean paid = line.benefitCents() > 0;
      long term =
          store.insert(
              id,
              line,
              paid ? "promised" : "refused",
              paid && asking.way() == Application.Way.VOUCHER
                  ? Optional.of(VoucherCode.drawn(random))
                  : Optional.empty());
      if (paid) {
        funds.promise("promise", line.taxYear(), term, line.benefitCents(), line.paysOn(), by);
      }
    }
    return id;
  }

  private long refuseForMoney(Asking asking, LocalDate today, NotPosted why) {
    Worker worker = asking.worker();
    store.lock(worker.person());
    Optional<Long> before = asking.key().flatMap(key -> store.asked(worker.person(), key));
    if (before.isPresent()) {
      return before.get();
    }
    Offer offer = offer(worker, asking.course(), store.used(worker.person()), today);
    Map<String, String> facts = facts(worker, offer);
    if (why.problem() instanceof NotPosted.OverBudget over) {
      facts.put("Free of %d".formatted(over.budget().fiscalYear()), Formats.cents(over.left()));
      facts.put("Needed", Formats.cents(over.asked()));
    }
    String reason =
        why.problem() instanceof NotPosted.OverBudget over
            ? "The money set apart for %d is used up: %s is left, %s is needed. Ask again when more is set apart."
                .formatted(
                    over.budget().fiscalYear(),
                    Formats.cents(over.left()),
                    Formats.cents(over.asked()))
            : "The books did not take it: %s".formatted(why.getMessage());
    return refused(
        asking,
        offer.quote(),
        List.of(reason),
        facts,
        offer.quote().lines().getFirst().left().clause());
  }

  private long refused(
      Asking asking,
      Quote quote,
      List<String> reasons,
      Map<String, String> facts,
      org.rung.server.rules.Clause held) {
    Instant now = clock.instant();
    long decision =
        decisions.record(
            new Decision(
                asking.worker().person(),
                ABOUT,
                quote.course().name(),
                "The education benefit does not pay %s at %s"
                    .formatted(quote.course().name(), quote.course().school()),
                reasons,
                facts,
                Optional.of(Basis.of(held)),
                RULES,
                now));
    long id = store.insert(asking, Application.State.REFUSED, decision, now);
    for (Quote.Line line : quote.lines()) {
      store.insert(id, line, "refused", Optional.empty());
    }
    return id;
  }

  /// An answer against it in a sentence, with what would change it and the clause.
  static String reason(Answer answer) {
    return switch (answer) {
      case Answer.Yes yes -> clause(yes.clause());
      case Answer.No no -> "%s %s %s".formatted(no.reason(), no.change(), clause(no.clause()));
      case Answer.CannotTell cannot ->
          "It cannot be told without: %s. %s"
              .formatted(String.join(", ", cannot.missing()), clause(cannot.clause()));
    };
  }

  private static String clause(org.rung.server.rules.Clause clause) {
    return "Rule: %s (%s, since %s)"
        .formatted(clause.text(), clause.rule(), Formats.date(clause.from()));
  }

  private static List<String> reasons(Quote quote) {
    List<String> reasons = new ArrayList<>();
    for (Quote.Line line : quote.lines()) {
      reasons.add(
          "Term %d costs %s; the benefit pays %s on %s, you pay %s.%s"
              .formatted(
                  line.number(),
                  Formats.cents(line.priceCents()),
                  Formats.cents(line.benefitCents()),
                  Formats.date(line.paysOn()),
                  Formats.cents(line.ownCents()),
                  line.overCapCents() > 0
                      ? " %s lie above what is left of %d."
                          .formatted(Formats.cents(line.overCapCents()), line.taxYear())
                      : ""));
    }
    quote.lines().stream()
        .flatMap(line -> line.clauses().stream())
        .distinct()
        .forEach(held -> reasons.add(clause(held)));
    return reasons;
  }

  private static Map<String, String> facts(Worker worker, Offer offer) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Contract", worker.contract());
    facts.put("Paid", worker.hourly() ? "hourly" : "a salary");
    facts.put("Hired", worker.hired().map(Formats::date).orElse("not in the file"));
    offer.quote().lines().forEach(line -> facts.putAll(line.left().asked().facts()));
    offer.against().forEach(answer -> facts.putAll(answer.asked().facts()));
    return facts;
  }

  // ---- afterwards

  /// @throws NotFound when there is none
  Application get(long id) {
    return store
        .find(id)
        .orElseThrow(() -> new NotFound("There is no application %d.".formatted(id)));
  }

  /// The person takes it back. What was not paid is free again; a course that was paid counts as
  /// dropped.
  Application withdraw(long id, String by) {
    return end(id, Application.State.WITHDRAWN, by);
  }

  /// The result of a course.
  ///
  /// @param state passed, failed or dropped
  Application result(long id, Application.State state, String by) {
    return end(id, state, by);
  }

  private Application end(long id, Application.State wanted, String by) {
    transaction.executeWithoutResult(status -> {
      Application before = get(id);
      store.lock(before.person());
      Application now = get(id);
      if (now.state() != Application.State.OPEN) {
        throw new Refused(
            "Application %d is %s already; that does not change any more."
                .formatted(id, now.state().words()));
      }
      boolean paid = now.paidCents() > 0;
      Application.State state =
          wanted == Application.State.WITHDRAWN && paid ? Application.State.DROPPED : wanted;
      LocalDate today = today();
      store.end(id, state, today, by);
      for (Application.Term term : now.terms()) {
        if (term.state().equals("promised") && state != Application.State.PASSED) {
          store.released(term.id());
          funds.post(
              "release",
              Posting.Kind.RELEASE,
              term.paysOn().getYear(),
              term.id(),
              term.benefitCents(),
              by);
          voidInvoice(term.id(), by);
        }
      }
      boolean blocks =
          (state == Application.State.FAILED || state == Application.State.DROPPED) && paid;
      if (!blocks && state != Application.State.PASSED && state != Application.State.WITHDRAWN) {
        store.clear(id, "repaid", today);
      }
      decisions.record(
          new Decision(
              now.person(),
              ABOUT,
              now.course(),
              blocks
                  ? "No new payments until %s is repaid or passed".formatted(now.course())
                  : "%s is %s".formatted(now.course(), state.words()),
              blocks
                  ? List.of(
                      "%s was paid for it. Repay that, or pass it at your own cost; then the benefit is open again. Leaving costs nothing."
                          .formatted(Formats.cents(now.paidCents())))
                  : List.of(
                      state == Application.State.PASSED
                          ? "The school says that it was passed."
                          : "What was promised and not paid is free again."),
              Map.of("Paid", Formats.cents(now.paidCents()), "Result", state.words()),
              failure(),
              by,
              clock.instant()));
    });
    return get(id);
  }

  /// An invoice that waits for a term that is not paid any more is disputed.
  private void voidInvoice(long term, String by) {
    jdbc.sql(
            """
            update tuition.invoice
               set state = 'disputed', reason = 'The course was given up before it was paid.'
             where term_id = :term
               and state = 'matched'
            """)
        .param("term", term)
        .update();
  }

  /// The person repays some or all of a failed or dropped course. With the last cent the benefit is
  /// open again.
  ///
  /// @param key names the request: the same repayment sent twice is one
  /// @param cents above 0, at most what is owed
  Application repay(String key, long id, long cents, String by) {
    transaction.executeWithoutResult(status -> {
      Application before = get(id);
      store.lock(before.person());
      Application now = get(id);
      if (jdbc.sql("select exists (select from ledger.transaction where request_key in (:keys))")
          .param(
              "keys",
              now.terms().stream()
                  .map(term -> "tuition %s %d".formatted(step(id, key), term.id()))
                  .toList())
          .query(Boolean.class)
          .single()) {
        return;
      }
      if (!now.blocks()) {
        throw new Refused("Nothing is owed for %s.".formatted(now.course()));
      }
      if (cents <= 0 || cents > now.owedCents()) {
        throw new Refused(
            "%s is not within %s to %s, which is what is owed."
                .formatted(Formats.cents(cents), Formats.cents(1), Formats.cents(now.owedCents())));
      }
      LocalDate today = today();
      long left = cents;
      for (Application.Term term : now.terms()) {
        long part = Math.min(left, term.paidCents() - term.repaidCents());
        if (part > 0) {
          long posted =
              funds.post(
                  step(id, key), Posting.Kind.REFUND, term.paysOn().getYear(), term.id(), part, by);
          store.payment(term.id(), now.person(), today, -part, posted, by);
          left -= part;
        }
      }
      boolean whole = cents == now.owedCents();
      if (whole) {
        store.clear(id, "repaid", today);
      }
      open(
          now,
          whole,
          "%s repaid %s.".formatted(whole ? "With the last part you" : "You", Formats.cents(cents)),
          now.owedCents() - cents,
          by);
    });
    return get(id);
  }

  private static String step(long id, String key) {
    return "repay %d %s/".formatted(id, key);
  }

  /// The person passed a failed or dropped course at the own cost.
  Application passedAtOwnCost(long id, String by) {
    transaction.executeWithoutResult(status -> {
      Application now = get(id);
      store.lock(now.person());
      if (!store.clear(id, "passed", today())) {
        throw new Refused("%s stops nothing.".formatted(now.course()));
      }
      open(now, true, "%s was passed at your own cost.".formatted(now.course()), 0, by);
    });
    return get(id);
  }

  private void open(Application it, boolean whole, String reason, long owed, String by) {
    decisions.record(
        new Decision(
            it.person(),
            ABOUT,
            it.course(),
            whole
                ? "%s no longer stops new payments".formatted(it.course())
                : "%s is still owed for %s".formatted(Formats.cents(owed), it.course()),
            List.of(reason),
            Map.of("Owed before", Formats.cents(it.owedCents()), "Owed now", Formats.cents(owed)),
            failure(),
            by,
            clock.instant()));
  }

  /// What ends of courses and repayments stand on.
  private Optional<Basis> failure() {
    return Optional.of(Basis.of(reckoning.clause(EducationFailure.RULE, today())));
  }
}

package org.rung.server.budgets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.ledger.Deed;
import org.rung.server.ledger.Forecast;
import org.rung.server.ledger.Forecasts;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Position;
import org.rung.server.ledger.Posting;
import org.rung.server.ledger.StatementAsked;
import org.rung.server.ledger.StatementLine;
import org.rung.server.ledger.Statements;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Budgets, their statements and forecasts as JSON.
@JsonApi
class BudgetsApi {
  /// The names of the form's fields in a body.
  private static final Map<String, String> PLACES =
      Map.of(
          "amount", "amount",
          "centre", "cost_centre",
          "programme", "programme",
          "year", "fiscal_year",
          "reason", "reason");

  private final BudgetDesk desk;
  private final Statements statements;
  private final Forecasts forecasts;

  BudgetsApi(BudgetDesk desk, Statements statements, Forecasts forecasts) {
    this.desk = desk;
    this.statements = statements;
    this.forecasts = forecasts;
  }

  /// Where the money of a budget is, or how that changed.
  record MoneyAt(
      @Meaning(
              "What was granted, less what was withdrawn: the sum of the other three. Whole minor units of the currency, cents.")
          long granted,
      @Meaning("What can be committed, likewise.") long free,
      @Meaning("What is promised and not yet paid, likewise.") long committed,
      @Meaning("What was paid, less what came back, likewise.") long paid) {
    static MoneyAt of(Position position) {
      return new MoneyAt(
          position.granted().minor(),
          position.free().minor(),
          position.committed().minor(),
          position.paid().minor());
    }
  }

  /// A budget and how it stands.
  record BudgetTold(
      long id,
      int fiscalYear,
      String costCentre,
      @Meaning("The code of the programme it is for; null for all.") Optional<String> programme,
      @Meaning("ISO 4217.") String currency,
      MoneyAt money) {
    static BudgetTold of(Statements.Opened it) {
      return new BudgetTold(
          it.number(),
          it.budget().fiscalYear(),
          it.budget().costCentre(),
          it.budget().programme(),
          it.budget().currency().getCurrencyCode(),
          MoneyAt.of(BudgetWords.position(it.standing())));
    }
  }

  @Told(value = "List the budgets of a fiscal year", more = "By cost centre and programme.")
  @GetMapping("/budgets")
  Page<BudgetTold> all(
      @Meaning("The present one without it.") @RequestParam Optional<Integer> year, Paging paging) {
    return paging.of(statements.of(year.orElseGet(desk::presentYear))).map(BudgetTold::of);
  }

  @Told("Read how a budget stands")
  @GetMapping("/budgets/{id}")
  BudgetTold one(@PathVariable long id) {
    return BudgetTold.of(desk.budget(id));
  }

  // ---- the statement

  /// One transaction in the statement of its budget.
  record TransactionTold(
      long id,
      Instant at,
      Deed kind,
      @Meaning("What it is for; of a grant or a withdrawal why.") String about,
      @Meaning("The account or the job.") String by,
      @Meaning("By when a commitment is to be paid; null where that is not known.")
          Optional<LocalDate> due,
      @Meaning("The transaction it takes back; null for others.") Optional<Long> reverses,
      @Meaning("Why it takes one back; null for others.") Optional<String> reason,
      @Meaning("The transaction that took it back; null when none did.") Optional<Long> reversedBy,
      @Meaning("What went from one place to another. Whole minor units, above nought.") long amount,
      @Meaning("What it moved.") MoneyAt change,
      @Meaning("Where the money is after it.") MoneyAt after) {
    static TransactionTold of(StatementLine line) {
      return new TransactionTold(
          line.number(),
          line.at(),
          line.deed(),
          line.about(),
          line.by(),
          line.due(),
          line.reverses(),
          Optional.of(line.reason()).filter(reason -> !reason.isEmpty()),
          line.reversedBy(),
          line.amount().minor(),
          MoneyAt.of(line.change()),
          MoneyAt.of(line.after()));
    }
  }

  @Told(value = "List the transactions of a budget", more = "Newest first.")
  @GetMapping("/budgets/{id}/statement")
  Page<TransactionTold> statement(
      @PathVariable long id,
      @Meaning("The first day.") @RequestParam Optional<LocalDate> from,
      @Meaning("The last day.") @RequestParam Optional<LocalDate> to,
      @RequestParam Optional<Deed> kind,
      Paging paging) {
    Statements.Opened of = desk.budget(id);
    return paging
        .before(
            statements.before(of, asked(from, to, kind), paging.seen(), paging.size() + 1),
            StatementLine::number)
        .map(TransactionTold::of);
  }

  private static StatementAsked asked(
      Optional<LocalDate> from, Optional<LocalDate> to, Optional<Deed> kind) {
    ZoneId zone = ZoneId.systemDefault();
    return new StatementAsked(
        from.map(day -> day.atStartOfDay(zone).toInstant()),
        to.map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()),
        kind);
  }

  /// What all transactions of a kind moved in a time.
  record KindTold(Deed kind, long transactions, MoneyAt change) {}

  /// How the opening became the closing balance: opening and all changes are the closing.
  record BalancesTold(MoneyAt opening, List<KindTold> kinds, MoneyAt closing) {}

  @Told("Read what a budget had before and after a time, and what lies between")
  @GetMapping("/budgets/{id}/balances")
  BalancesTold balances(
      @PathVariable long id,
      @Meaning("The first day.") @RequestParam Optional<LocalDate> from,
      @Meaning("The last day.") @RequestParam Optional<LocalDate> to) {
    Statements.Sums sums = statements.sums(desk.budget(id), asked(from, to, Optional.empty()));
    return new BalancesTold(
        MoneyAt.of(sums.opening()),
        sums.deeds().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(of ->
                new KindTold(
                    of.getKey(), of.getValue().count(), MoneyAt.of(of.getValue().change())))
            .toList(),
        MoneyAt.of(sums.closing()));
  }

  @Told("Read a transaction")
  @GetMapping("/budgets/{id}/transactions/{number}")
  TransactionTold transaction(@PathVariable long id, @PathVariable long number) {
    return TransactionTold.of(desk.line(desk.budget(id), number));
  }

  // ---- the forecast

  /// A month, or what lies before or after the year, or what has no day.
  record PeriodTold(
      Forecast.Period period,
      @Meaning("Its first day; null for what has no day.") Optional<LocalDate> from,
      @Meaning("Less what was withdrawn. Whole minor units.") long granted,
      @Meaning("Less what came back, likewise.") long paid,
      @Meaning("Promised, and to be paid in this time.") long due,
      @Meaning("Of that, what should have been paid before today.") long overdue,
      @Meaning("Granted, not paid and not due by its end; of the last one what is free.")
          long left) {}

  /// What was paid and is still to be paid, month by month.
  record ForecastTold(
      int fiscalYear,
      @Meaning("ISO 4217.") String currency,
      @Meaning("The day on which it is made.") LocalDate today,
      @Meaning("In the order of time; what has no day comes last.") List<PeriodTold> periods) {
    static ForecastTold of(Forecast forecast) {
      return new ForecastTold(
          forecast.fiscalYear(),
          forecast.currency().getCurrencyCode(),
          forecast.today(),
          forecast.rows().stream()
              .map(row ->
                  new PeriodTold(
                      row.period(),
                      row.from(),
                      row.granted().minor(),
                      row.paid().minor(),
                      row.due().minor(),
                      row.overdue().minor(),
                      row.left().minor()))
              .toList());
    }
  }

  @Told("Forecast the budgets of a fiscal year")
  @GetMapping("/budgets/forecast")
  ForecastTold forecast(
      @Meaning("1900 to 9999; the present one without it.") @RequestParam Optional<Integer> year,
      @Meaning("ISO 4217; US dollars without it.") @RequestParam Optional<String> currency) {
    int of = year.orElseGet(desk::presentYear);
    if (of < 1900 || of > 9999) {
      throw Problem.faulty("query.year", "%d is no fiscal year. Give 1900 to 9999.".formatted(of));
    }
    String code = currency.orElse(Money.cents(0).currency().getCurrencyCode());
    Currency known =
        Currency.getAvailableCurrencies().stream()
            .filter(one -> one.getCurrencyCode().equals(code))
            .findAny()
            .orElseThrow(() ->
                Problem.faulty(
                    "query.currency", "“%s” is no code of ISO 4217, such as USD.".formatted(code)));
    return ForecastTold.of(forecasts.of(of, known, Optional.empty(), desk.today()));
  }

  @Told("Forecast a budget")
  @GetMapping("/budgets/{id}/forecast")
  ForecastTold forecast(@PathVariable long id) {
    Statements.Opened of = desk.budget(id);
    return ForecastTold.of(
        forecasts.of(
            of.budget().fiscalYear(), of.budget().currency(), Optional.of(id), desk.today()));
  }

  /// What is promised and not yet paid.
  record PromiseTold(
      @Meaning("The number of its budget.") long budget,
      String about,
      @Meaning("By when; null where that is not known.") Optional<LocalDate> due,
      @Meaning("Whole minor units.") long open) {}

  @Told(
      value = "List what is still to be paid from a budget",
      more = "The earliest day first, what has none last.")
  @GetMapping("/budgets/{id}/due")
  Page<PromiseTold> due(@PathVariable long id, Paging paging) {
    Statements.Opened of = desk.budget(id);
    return paging
        .of(statements.promises(of.budget().fiscalYear(), of.budget().currency(), Optional.of(id)))
        .map(it -> new PromiseTold(it.budget(), it.about(), it.due(), it.open().minor()));
  }

  // ---- moving money

  /// Money to grant or to withdraw, in US dollars.
  record MoneyAsked(
      int fiscalYear,
      @Meaning("1 to 80 characters.") String costCentre,
      @Meaning("The code of a programme; null for all.") Optional<String> programme,
      @Meaning("Whole cents, from 1 to 100,000,000,000,000.") long amount,
      @Meaning("1 to 400 characters; it stands in the statement.") String reason) {}

  @Told(
      value = "Grant money to a budget",
      more =
          "The first grant opens it. Send an `Idempotency-Key`, so that a request that is repeated grants once.",
      status = 201)
  @PostMapping("/budgets/grants")
  ResponseEntity<TransactionTold> grant(@RequestBody MoneyAsked asked) {
    return moved(Posting.Kind.GRANT, asked);
  }

  @Told(
      value = "Withdraw money from a budget",
      more = "As much as is free.",
      status = 201,
      problems = ProblemType.REFUSED)
  @PostMapping("/budgets/withdrawals")
  ResponseEntity<TransactionTold> withdraw(@RequestBody MoneyAsked asked) {
    return moved(Posting.Kind.WITHDRAW, asked);
  }

  private ResponseEntity<TransactionTold> moved(Posting.Kind kind, MoneyAsked body) {
    BudgetDesk.Asked asked =
        new BudgetDesk.Asked(
            kind,
            body.fiscalYear(),
            body.costCentre().strip(),
            body.programme().orElse("").strip(),
            body.amount(),
            body.reason().strip());
    Map<String, String> faults = new LinkedHashMap<>();
    desk.faults(asked)
        .forEach((field, words) -> faults.put(PLACES.getOrDefault(field, field), words));
    if (!faults.isEmpty()) {
      throw Problem.faulty(faults);
    }
    try {
      return created(desk.move(MoneyForm.freshKey(), asked));
    } catch (NotPosted refused) {
      throw new Problem(ProblemType.REFUSED, BudgetWords.of(refused.problem()));
    }
  }

  /// Why a transaction is taken back.
  record UndoAsked(@Meaning("1 to 400 characters; it stands in the statement.") String reason) {}

  @Told(
      value = "Take a grant or a withdrawal back",
      more = "Once, by its opposite, as long as the money is free. Both stay in the books.",
      status = 201,
      problems = ProblemType.REFUSED)
  @PostMapping("/budgets/{id}/transactions/{number}/undo")
  ResponseEntity<TransactionTold> undo(
      @PathVariable long id, @PathVariable long number, @RequestBody UndoAsked asked) {
    try {
      return created(desk.undo(MoneyForm.freshKey(), id, number, asked.reason()));
    } catch (NotPosted refused) {
      throw new Problem(ProblemType.REFUSED, BudgetWords.of(refused.problem()));
    }
  }

  private ResponseEntity<TransactionTold> created(BudgetDesk.Done done) {
    return Answers.created(
        "/api/v1/budgets/%d/transactions/%d".formatted(done.budget(), done.transaction()),
        transaction(done.budget(), done.transaction()));
  }
}

package org.rung.server.budgets;

import gg.jte.generated.precompiled.Templates;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Forecast;
import org.rung.server.ledger.Forecasts;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.StatementLine;
import org.rung.server.ledger.Statements;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// The statement of a budget line by line, and what is still to be paid.
@Controller
class StatementPages {
  private final Templates templates;
  private final Frames frames;
  private final BudgetDesk desk;
  private final Statements statements;
  private final Forecasts forecasts;
  private final AboutLinks links;
  private final Viewers viewers;

  StatementPages(
      Templates templates,
      Frames frames,
      BudgetDesk desk,
      Statements statements,
      Forecasts forecasts,
      AboutLinks links,
      Viewers viewers) {
    this.templates = templates;
    this.frames = frames;
    this.desk = desk;
    this.statements = statements;
    this.forecasts = forecasts;
    this.links = links;
    this.viewers = viewers;
  }

  // ---- the statement

  @GetMapping("/budgets/{budget}")
  Html statement(@PathVariable long budget, @RequestParam Map<String, String> asked) {
    Statements.Opened of = desk.budget(budget);
    StatementFilter filter = filter(asked);
    List<StatementLine> found = lines(of, filter);
    boolean more = found.size() > StatementPage.PAGE;
    boolean upwards = filter.before().isEmpty() && filter.after().isPresent();
    List<StatementLine> shown =
        !more
            ? found
            : upwards ? found.subList(1, found.size()) : found.subList(0, StatementPage.PAGE);
    return Html.of(
        templates.budgetsStatement(
            frames.frame(
                BudgetWords.name(of.budget()),
                Crumb.of("Run"),
                new Crumb("Budgets", "/budgets?year=" + of.budget().fiscalYear()),
                Crumb.of(BudgetWords.name(of.budget()))),
            new StatementPage(
                of,
                filter,
                statements.sums(of, filter.asked()),
                shown,
                links(shown.stream().map(StatementLine::about)),
                upwards ? more : filter.before().isPresent(),
                upwards ? !shown.isEmpty() : more,
                done(of, asked.getOrDefault("done", "")),
                viewers.now().is(Role.FINANCE))));
  }

  private List<StatementLine> lines(Statements.Opened of, StatementFilter filter) {
    int most = StatementPage.PAGE + 1;
    return filter.before().isEmpty() && filter.after().isPresent()
        ? statements.after(of, filter.asked(), filter.after().get(), most)
        : statements.before(of, filter.asked(), filter.before().orElse(Long.MAX_VALUE), most);
  }

  private Optional<StatementLine> done(Statements.Opened of, String number) {
    return number.matches("\\d{1,18}")
        ? statements.line(of, Long.parseLong(number))
        : Optional.empty();
  }

  @GetMapping("/budgets/{budget}/statement.csv")
  View csv(@PathVariable long budget, @RequestParam Map<String, String> asked) {
    return file(BudgetFiles.Kind.CSV, budget, asked);
  }

  @GetMapping("/budgets/{budget}/statement.xlsx")
  View xlsx(@PathVariable long budget, @RequestParam Map<String, String> asked) {
    return file(BudgetFiles.Kind.XLSX, budget, asked);
  }

  private View file(BudgetFiles.Kind kind, long budget, Map<String, String> asked) {
    Statements.Opened of = desk.budget(budget);
    return BudgetFiles.statement(kind, of, to -> statements.all(of, filter(asked).asked(), to));
  }

  private static StatementFilter filter(Map<String, String> asked) {
    return StatementFilter.of(
        asked.getOrDefault("from", ""),
        asked.getOrDefault("to", ""),
        asked.getOrDefault("kind", ""),
        asked.getOrDefault("before", ""),
        asked.getOrDefault("after", ""));
  }

  // ---- the forecast

  @GetMapping("/budgets/forecast")
  Html year(@RequestParam Map<String, String> asked) {
    return forecast(Optional.empty(), of(asked));
  }

  @GetMapping("/budgets/{budget}/forecast")
  Html budget(@PathVariable long budget) {
    Statements.Opened of = desk.budget(budget);
    return forecast(Optional.of(of), of(of));
  }

  @GetMapping("/budgets/forecast.csv")
  View yearCsv(@RequestParam Map<String, String> asked) {
    return months(BudgetFiles.Kind.CSV, of(asked));
  }

  @GetMapping("/budgets/forecast.xlsx")
  View yearXlsx(@RequestParam Map<String, String> asked) {
    return months(BudgetFiles.Kind.XLSX, of(asked));
  }

  @GetMapping("/budgets/due.csv")
  View yearDueCsv(@RequestParam Map<String, String> asked) {
    return promises(BudgetFiles.Kind.CSV, of(asked));
  }

  @GetMapping("/budgets/due.xlsx")
  View yearDueXlsx(@RequestParam Map<String, String> asked) {
    return promises(BudgetFiles.Kind.XLSX, of(asked));
  }

  @GetMapping("/budgets/{budget}/forecast.csv")
  View budgetCsv(@PathVariable long budget) {
    return months(BudgetFiles.Kind.CSV, of(desk.budget(budget)));
  }

  @GetMapping("/budgets/{budget}/forecast.xlsx")
  View budgetXlsx(@PathVariable long budget) {
    return months(BudgetFiles.Kind.XLSX, of(desk.budget(budget)));
  }

  @GetMapping("/budgets/{budget}/due.csv")
  View budgetDueCsv(@PathVariable long budget) {
    return promises(BudgetFiles.Kind.CSV, of(desk.budget(budget)));
  }

  @GetMapping("/budgets/{budget}/due.xlsx")
  View budgetDueXlsx(@PathVariable long budget) {
    return promises(BudgetFiles.Kind.XLSX, of(desk.budget(budget)));
  }

  /// Of what a forecast is.
  ///
  /// @param budget empty for all of the year and currency
  private record Of(int year, Currency currency, Optional<Long> budget) {
    String file(String what) {
      return budget
          .map(number -> "budget-%d-%s".formatted(number, what))
          .orElse("budgets-%d-%s-%s".formatted(year, currency, what));
    }
  }

  private static Of of(Statements.Opened budget) {
    return new Of(
        budget.budget().fiscalYear(), budget.budget().currency(), Optional.of(budget.number()));
  }

  /// The present year and dollars where the address asks for nothing that can be.
  private Of of(Map<String, String> asked) {
    String year = asked.getOrDefault("year", "");
    String code = asked.getOrDefault("currency", "");
    return new Of(
        year.matches("(19|[2-9]\\d)\\d\\d") ? Integer.parseInt(year) : desk.presentYear(),
        Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getCurrencyCode().equals(code))
            .findAny()
            .orElse(Money.cents(0).currency()),
        Optional.empty());
  }

  private Forecast made(Of of) {
    return forecasts.of(of.year(), of.currency(), of.budget(), desk.today());
  }

  private Html forecast(Optional<Statements.Opened> budget, Of of) {
    Forecast forecast = made(of);
    List<Statements.Promise> promises = statements.promises(of.year(), of.currency(), of.budget());
    List<Statements.Promise> shown =
        promises.subList(0, Math.min(ForecastPage.PAGE, promises.size()));
    List<Statements.Opened> opened = statements.of(of.year());
    String years = "/budgets?year=" + of.year();
    return Html.of(
        templates.budgetsForecast(
            budget
                .map(it ->
                    frames.frame(
                        "Forecast, " + BudgetWords.name(it.budget()),
                        Crumb.of("Run"),
                        new Crumb("Budgets", years),
                        new Crumb(BudgetWords.name(it.budget()), "/budgets/" + it.number()),
                        Crumb.of("Forecast")))
                .orElseGet(() ->
                    frames.frame(
                        "Forecast " + of.year(),
                        Crumb.of("Run"),
                        new Crumb("Budgets", years),
                        Crumb.of("Forecast"))),
            new ForecastPage(
                budget,
                forecast,
                opened.stream()
                    .map(it -> it.budget().currency().getCurrencyCode())
                    .distinct()
                    .sorted()
                    .toList(),
                shown,
                promises.size(),
                links(shown.stream().map(Statements.Promise::about)),
                opened.stream()
                    .collect(
                        Collectors.toMap(
                            Statements.Opened::number, it -> BudgetWords.name(it.budget()))))));
  }

  private View months(BudgetFiles.Kind kind, Of of) {
    return BudgetFiles.forecast(kind, of.file("forecast"), made(of));
  }

  private View promises(BudgetFiles.Kind kind, Of of) {
    Map<Long, Budget> budgets =
        statements.of(of.year()).stream()
            .collect(Collectors.toMap(Statements.Opened::number, Statements.Opened::budget));
    return BudgetFiles.promises(
        kind, of.file("due"), statements.promises(of.year(), of.currency(), of.budget()), budgets);
  }

  private Map<String, String> links(Stream<String> abouts) {
    Map<String, String> found = new LinkedHashMap<>();
    abouts
        .distinct()
        .collect(Collectors.toMap(Function.identity(), links::address))
        .forEach((about, address) -> {
          if (!address.isEmpty()) {
            found.put(about, address);
          }
        });
    return found;
  }
}

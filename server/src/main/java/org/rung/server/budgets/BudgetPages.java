package org.rung.server.budgets;

import gg.jte.generated.precompiled.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.StatementLine;
import org.rung.server.ledger.Statements;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.pages.Sorting;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The budgets of a year, the forms that move money, and what was moved.
@Controller
class BudgetPages {
  private final Templates templates;
  private final Frames frames;
  private final BudgetDesk desk;
  private final Statements statements;
  private final AboutLinks links;
  private final Viewers viewers;

  BudgetPages(
      Templates templates,
      Frames frames,
      BudgetDesk desk,
      Statements statements,
      AboutLinks links,
      Viewers viewers) {
    this.templates = templates;
    this.frames = frames;
    this.desk = desk;
    this.statements = statements;
    this.links = links;
    this.viewers = viewers;
  }

  @Bean
  static RailEntry budgetsEntry() {
    return RailEntry.of(RailEntry.Section.RUN, 590, "Budgets", "/budgets");
  }

  private boolean edits() {
    return viewers.now().is(Role.FINANCE);
  }

  // ---- all of a year

  @GetMapping("/budgets")
  Html all(@RequestParam Map<String, String> asked) {
    BudgetsPage page = page(asked);
    return Html.of(
        templates.budgetsList(frames.frame("Budgets", Crumb.of("Run"), Crumb.of("Budgets")), page));
  }

  @GetMapping("/budgets.csv")
  View csv(@RequestParam Map<String, String> asked) {
    return file(BudgetFiles.Kind.CSV, asked);
  }

  @GetMapping("/budgets.xlsx")
  View xlsx(@RequestParam Map<String, String> asked) {
    return file(BudgetFiles.Kind.XLSX, asked);
  }

  private View file(BudgetFiles.Kind kind, Map<String, String> asked) {
    BudgetsPage page = page(asked);
    return BudgetFiles.budgets(kind, page.year(), page.rows());
  }

  private BudgetsPage page(Map<String, String> asked) {
    List<Integer> years = statements.years();
    int year = year(asked.getOrDefault("year", ""), years);
    return BudgetsPage.of(
        year, years, statements.of(year), Sorting.of(asked, "budgets", ""), edits());
  }

  /// The year that is asked for; else the present one, or the last that has budgets.
  private int year(String asked, List<Integer> years) {
    if (asked.matches("\\d{4}")) {
      return Integer.parseInt(asked);
    }
    int present = desk.presentYear();
    return years.isEmpty() || years.contains(present) ? present : years.getLast();
  }

  // ---- moving money

  @GetMapping("/budgets/grant")
  Html grant(@RequestParam Map<String, String> asked) {
    return form(empty(true, asked), HttpStatus.OK);
  }

  @GetMapping("/budgets/withdraw")
  Html withdraw(@RequestParam Map<String, String> asked) {
    return form(empty(false, asked), HttpStatus.OK);
  }

  private MoneyForm empty(boolean grants, Map<String, String> asked) {
    return new MoneyForm(
        grants,
        MoneyForm.freshKey(),
        "",
        asked.getOrDefault("centre", ""),
        asked.getOrDefault("programme", ""),
        asked.getOrDefault("year", Integer.toString(desk.presentYear())),
        "",
        Map.of());
  }

  @PostMapping("/budgets/grant")
  Object granted(@RequestParam Map<String, String> sent) {
    return moved(true, sent);
  }

  @PostMapping("/budgets/withdraw")
  Object withdrawn(@RequestParam Map<String, String> sent) {
    return moved(false, sent);
  }

  private Object moved(boolean grants, Map<String, String> sent) {
    String key = sent.getOrDefault("key", "");
    MoneyForm form =
        new MoneyForm(
            grants,
            key.isBlank() || key.length() > 100 ? MoneyForm.freshKey() : key,
            sent.getOrDefault("amount", ""),
            sent.getOrDefault("centre", ""),
            sent.getOrDefault("programme", ""),
            sent.getOrDefault("year", ""),
            sent.getOrDefault("reason", ""),
            Map.of());
    Map<String, String> errors = new LinkedHashMap<>();
    BudgetDesk.Asked asked = form.read(errors);
    desk.faults(asked).forEach(errors::putIfAbsent);
    if (!errors.isEmpty()) {
      return form(form.with(errors), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    try {
      BudgetDesk.Done done = desk.move(form.key(), asked);
      return done(done);
    } catch (NotPosted refused) {
      MoneyForm again =
          refused.problem() instanceof NotPosted.KeyTaken
              ? form.withKey(MoneyForm.freshKey())
              : form;
      return form(
          again.with(Map.of("amount", BudgetWords.of(refused.problem()))),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  private static View done(BudgetDesk.Done done) {
    return new RedirectView(
        "/budgets/%d?done=%d".formatted(done.budget(), done.transaction()), true, false);
  }

  private Html form(MoneyForm form, HttpStatus status) {
    String title = form.grants() ? "Grant money" : "Withdraw money";
    return Html.of(
        templates.budgetsMove(
            frames.frame(title, Crumb.of("Run"), new Crumb("Budgets", "/budgets"), Crumb.of(title)),
            form),
        status);
  }

  // ---- one transaction

  @GetMapping("/budgets/{budget}/transactions/{number}")
  Html transaction(@PathVariable long budget, @PathVariable long number) {
    Statements.Opened of = desk.budget(budget);
    return transaction(of, desk.line(of, number), MoneyForm.freshKey(), "", "", HttpStatus.OK);
  }

  @PostMapping("/budgets/{budget}/transactions/{number}/undo")
  Object undo(
      @PathVariable long budget,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String sure) {
    Statements.Opened of = desk.budget(budget);
    StatementLine line = desk.line(of, number);
    String name = key.isBlank() || key.length() > 100 ? MoneyForm.freshKey() : key;
    String error;
    try {
      if (!sure.equals("yes")) {
        throw new Refused(
            "It was not confirmed. Tick that you have seen how much it moves, and send it again.");
      }
      return done(desk.undo(name, budget, number, reason));
    } catch (NotPosted refused) {
      error = BudgetWords.of(refused.problem());
    } catch (Refused refused) {
      error = String.valueOf(refused.getMessage());
    }
    return transaction(
        of, line, MoneyForm.freshKey(), reason, error, HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Html transaction(
      Statements.Opened of,
      StatementLine line,
      String key,
      String reason,
      String error,
      HttpStatus status) {
    String name = BudgetWords.name(of.budget());
    String title = "Transaction " + line.number();
    Optional<String> barred =
        desk.barred(line)
            .or(() ->
                edits() ? Optional.empty() : Optional.of("Somebody of finance can take it back."));
    return Html.of(
        templates.budgetsTransaction(
            frames.frame(
                title,
                Crumb.of("Run"),
                new Crumb("Budgets", "/budgets?year=" + of.budget().fiscalYear()),
                new Crumb(name, "/budgets/" + of.number()),
                Crumb.of(title)),
            new TransactionPage(of, line, links.address(line.about()), barred, key, reason, error)),
        status);
  }
}

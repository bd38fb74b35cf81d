package org.rung.server.budgets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Position;
import org.rung.server.ledger.Statements;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Sorting;

/// The budgets of a fiscal year.
///
/// @param years that have budgets, and the one shown
/// @param groups by currency: sums are of one currency alone
/// @param edits whether the viewer may move money
public record BudgetsPage(
    int year, List<Integer> years, List<Group> groups, Sorting sorting, boolean edits) {
  public BudgetsPage {
    years = List.copyOf(years);
    groups = List.copyOf(groups);
  }

  /// The budgets of one currency and what they add up to.
  public record Group(Currency currency, List<Statements.Opened> budgets, Position all) {
    public Group {
      budgets = List.copyOf(budgets);
    }
  }

  private static final Map<String, Comparator<Statements.Opened>> COLUMNS =
      Map.of(
          "centre",
              Comparator.comparing(it -> it.budget().costCentre(), String.CASE_INSENSITIVE_ORDER),
          "programme", Comparator.comparing(it -> it.budget().programme().orElse("")),
          "granted", Comparator.comparingLong(it -> it.standing().granted().minor()),
          "free", Comparator.comparingLong(it -> it.standing().free().minor()),
          "committed", Comparator.comparingLong(it -> it.standing().committed().minor()),
          "paid", Comparator.comparingLong(it -> it.standing().paid().minor()));

  static BudgetsPage of(
      int year,
      List<Integer> years,
      List<Statements.Opened> budgets,
      Sorting sorting,
      boolean edits) {
    Map<Currency, List<Statements.Opened>> by = new LinkedHashMap<>();
    sorting
        .of(budgets, COLUMNS)
        .forEach(it -> by.computeIfAbsent(it.budget().currency(), c -> new ArrayList<>()).add(it));
    return new BudgetsPage(
        year,
        years,
        by.entrySet().stream()
            .sorted(Comparator.comparing(group -> group.getKey().getCurrencyCode()))
            .map(group -> new Group(group.getKey(), group.getValue(), all(group.getValue())))
            .toList(),
        sorting,
        edits);
  }

  private static Position all(List<Statements.Opened> budgets) {
    Money nothing = new Money(0, budgets.getFirst().budget().currency());
    return budgets.stream()
        .map(it -> BudgetWords.position(it.standing()))
        .reduce(new Position(nothing, nothing, nothing), Position::plus);
  }

  /// All rows in the order of the page, for a file.
  List<Statements.Opened> rows() {
    return groups.stream().flatMap(group -> group.budgets().stream()).toList();
  }

  /// The finding.
  public String title() {
    if (groups.isEmpty()) {
      return "No budget is open for %d".formatted(year);
    }
    if (groups.size() > 1) {
      return "%d has %s in %d currencies"
          .formatted(year, Formats.counted(rows().size(), "budget", "budgets"), groups.size());
    }
    Position all = groups.getFirst().all();
    return all.free().minor() == 0
        ? "The budgets of %d are used up".formatted(year)
        : "%s of %s is free in %d"
            .formatted(Formats.cents(all.free()), Formats.cents(all.granted()), year);
  }

  /// A part of what was granted, in percent for a bar; 0 where nothing was.
  public static String share(Money part, Money granted) {
    return Formats.plot(granted.minor() <= 0 ? 0 : part.minor() * 100.0 / granted.minor());
  }

  /// What a bar shows, in words.
  public static String told(Position position) {
    return "%s paid, %s committed, %s free"
        .formatted(
            Formats.cents(position.paid()),
            Formats.cents(position.committed()),
            Formats.cents(position.free()));
  }
}

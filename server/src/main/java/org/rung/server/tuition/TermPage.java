package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.List;
import org.rung.server.pages.Formats;

/// What finance sees of one term: what was promised for it, invoiced, paid and repaid.
///
/// @param budget where its money lies, as an address
public record TermPage(
    Application application,
    Application.Term term,
    List<Invoice> invoices,
    List<Movement> movements,
    String budget) {
  public TermPage {
    invoices = List.copyOf(invoices);
    movements = List.copyOf(movements);
  }

  /// Money that went out, or came back.
  ///
  /// @param cents below 0: repaid by the person
  /// @param transaction its number in the books
  /// @param address of its page in the books
  public record Movement(LocalDate day, long cents, long transaction, String address, String by) {}

  /// How it stands, in a sentence.
  public String finding() {
    String it = "term %d of %s".formatted(term.number(), application.course());
    return switch (term.state()) {
      case "promised" ->
          "%s is promised for %s, paid from %s"
              .formatted(Formats.cents(term.benefitCents()), it, Formats.date(term.paysOn()));
      case "paid" -> "%s was paid for %s".formatted(Formats.cents(term.paidCents()), it);
      case "released" ->
          "The %s promised for %s is free again".formatted(Formats.cents(term.benefitCents()), it);
      default -> "Nothing was promised for %s".formatted(it);
    };
  }
}

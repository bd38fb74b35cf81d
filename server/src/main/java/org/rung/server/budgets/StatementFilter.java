package org.rung.server.budgets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.rung.server.ledger.Deed;
import org.rung.server.ledger.StatementAsked;
import org.rung.server.pages.Formats;

/// What of a statement an address asks for, by days of the server's time zone.
///
/// @param from the first day, `to` the last
/// @param before only what is before this transaction; `after` what is right after it
public record StatementFilter(
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    Optional<Deed> deed,
    Optional<Long> before,
    Optional<Long> after) {
  /// From what stands in an address; what makes no sense counts as not given.
  static StatementFilter of(String from, String to, String kind, String before, String after) {
    return new StatementFilter(day(from), day(to), Deed.of(kind), number(before), number(after));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(text.strip()))
              .filter(day -> day.getYear() >= 1900 && day.getYear() <= 9000);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /// The same for the books.
  StatementAsked asked() {
    ZoneId zone = ZoneId.systemDefault();
    return new StatementAsked(
        from.map(day -> day.atStartOfDay(zone).toInstant()),
        to.map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()),
        deed);
  }

  /// Whether something is left out.
  public boolean narrows() {
    return asked().narrows();
  }

  /// The time in words, for example `from 1 Jan 2027`.
  public String time() {
    if (from.isEmpty() && to.isEmpty()) {
      return "since the first grant";
    }
    return (from.map(day -> "from " + Formats.date(day) + " ").orElse("")
            + to.map(day -> "to " + Formats.date(day)).orElse(""))
        .strip();
  }

  /// The filter as the query of an address, without the place in the list.
  public String query() {
    return "?"
        + part("from", from.map(LocalDate::toString).orElse(""))
        + part("to", to.map(LocalDate::toString).orElse(""))
        + part("kind", deed.map(Deed::code).orElse(""));
  }

  /// The query of the same time with one kind.
  public String of(Deed one) {
    return new StatementFilter(from, to, Optional.of(one), Optional.empty(), Optional.empty())
            .query()
        + "#lines";
  }

  /// The query of what is older than a transaction.
  public String older(long number) {
    return query() + "before=" + number + "#lines";
  }

  /// The query of what is newer than a transaction.
  public String newer(long number) {
    return query() + "after=" + number + "#lines";
  }

  private static String part(String name, String value) {
    return value.isEmpty()
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}

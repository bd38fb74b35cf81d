package org.rung.server.letters;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.rung.server.ledger.Money;
import org.rung.server.pages.Formats;

/// What stands in a letter's field. It is kept as it is and written out when the letter is read, in
/// the language and the time zone of the letter.
public sealed interface Value {
  /// Words of the sender, as they are.
  record Words(String text) implements Value {
    public Words {
      Objects.requireNonNull(text);
    }
  }

  /// A day of the calendar: `Fri 30 Jan 2026`.
  record Day(LocalDate day) implements Value {}

  /// A moment, such as a deadline: `Fri 30 Jan 2026, 17:00`.
  record Moment(Instant at) implements Value {}

  /// Money to the cent.
  record Amount(Money money) implements Value {}

  /// A whole number of things.
  record Count(long number) implements Value {}

  /// Several lines, such as a timetable; a paragraph of the words that is this field alone becomes
  /// a list.
  record Lines(List<String> lines) implements Value {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /// Written out for people.
  default String written(Manner manner) {
    Locale locale = manner.locale();
    boolean english = locale.getLanguage().equals("en");
    return switch (this) {
      case Words words -> words.text();
      case Day day ->
          (english
                  ? DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.US)
                  : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale))
              .format(day.day());
      case Moment moment ->
          (english
                  ? DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.US)
                  : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                      .withLocale(locale))
              .format(moment.at().atZone(manner.zone()));
      case Amount amount -> english ? Formats.cents(amount.money()) : money(amount.money(), locale);
      case Count count ->
          english
              ? Formats.count(count.number())
              : NumberFormat.getIntegerInstance(locale).format(count.number());
      case Lines lines -> String.join("\n", lines.lines());
    };
  }

  private static String money(Money money, Locale locale) {
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(money.currency());
    format.setMinimumFractionDigits(money.currency().getDefaultFractionDigits());
    format.setMaximumFractionDigits(money.currency().getDefaultFractionDigits());
    return format.format(money.amount());
  }
}

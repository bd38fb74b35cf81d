package org.rung.server.pages;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.rung.server.ledger.Money;
import org.rung.server.rules.SmallGroups;

/// How counts, money, percentages, dates are written (English); pages never format by themselves.
/// Minus is a real minus (−), never a hyphen.
public final class Formats {
  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.US);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.US);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.US);

  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<![\\w.,@-])\\d{4,18}(?![\\w.,@-]*[\\w@])");

  private Formats() {}

  /// `33,702`
  public static String count(long value) {
    return minus(format("#,##0", value));
  }

  /// A count of people: groups of one to four are not shown.
  public static String people(long value) {
    return SmallGroups.hides(value) ? "under " + SmallGroups.LEAST : count(value);
  }

  /// Whole dollars as in plans: `$1,599,949`.
  public static String dollars(Money money) {
    return minus(dollarSign(money) + format("#,##0", Math.abs(Math.round(money.minor() / 100.0))));
  }

  /// Whole dollars from cents.
  public static String dollars(long cents) {
    return dollars(Money.cents(cents));
  }

  /// Whole dollars from cents, below one dollar to the cent: what is missing is never $0.
  public static String dollarsOrCents(long cents) {
    return Math.abs(cents) < 100 ? cents(cents) : dollars(cents);
  }

  /// To the cent, where a person pays or is paid: `$2,158.00`.
  public static String cents(Money money) {
    int digits = money.currency().getDefaultFractionDigits();
    return minus(
        dollarSign(money)
            + new DecimalFormat(digits > 0 ? "#,##0." + "0".repeat(digits) : "#,##0", SYMBOLS)
                .format(money.amount().abs()));
  }

  /// To the cent, from cents.
  public static String cents(long cents) {
    return cents(Money.cents(cents));
  }

  /// A key figure in millions without its unit: `$14.87`.
  public static String millions(long cents) {
    return minus((cents < 0 ? "-$" : "$") + format("#,##0.00", Math.abs(cents) / 1e8));
  }

  /// A change: `+48 %`, `−24 %`; two digits are enough, small ones get one decimal.
  ///
  /// @param share 0.48 for 48 %
  public static String change(double share) {
    double percent = share * 100;
    String digits = Math.abs(percent) < 9.95 ? format("0.#", percent) : format("#,##0", percent);
    return minus((percent > 0 ? "+" : "") + digits) + " %";
  }

  /// A share: `44 %`.
  public static String percent(double share) {
    double percent = share * 100;
    return minus(
            Math.abs(percent) > 0 && Math.abs(percent) < 9.95
                ? format("0.#", percent)
                : format("#,##0", percent))
        + " %";
  }

  /// The gap of a certificate: `0.0009 %`.
  public static String gap(double share) {
    return minus(format(Math.abs(share) < 0.0001 ? "0.0000" : "0.000", share * 100)) + "\u00a0%";
  }

  /// Words with the digits of their whole numbers in groups: `6,107,458,645 cents`. Shares and
  /// fingerprints stay as they are.
  public static String grouped(String words) {
    return LONG_NUMBER.matcher(words).replaceAll(found -> count(Long.parseLong(found.group())));
  }

  /// A change with its sign: `+122`, `−3`.
  public static String signed(long change) {
    return (change > 0 ? "+" : "") + count(change);
  }

  /// A change of money with its sign, whole dollars from cents: `+$399,911`.
  public static String signedDollars(long cents) {
    return (cents > 0 ? "+" : "") + dollars(cents);
  }

  /// A number with at most so many decimals.
  public static String decimal(double value, int decimals) {
    return minus(format("#,##0" + (decimals > 0 ? "." + "#".repeat(decimals) : ""), value));
  }

  /// `0.90`: ratios beside each other keep both digits.
  public static String hundredths(double value) {
    return minus(format("#,##0.00", value));
  }

  /// `30 Jan 2026`
  public static String date(LocalDate day) {
    return DATE.format(day);
  }

  /// `30 Jan 2026`: the day before a moment that begins one, in the server's time zone.
  public static String lastDayBefore(Instant end) {
    return date(end.minusSeconds(1).atZone(ZoneId.systemDefault()).toLocalDate());
  }

  /// `30 Jan 2026, 17:00` in the server's time zone.
  public static String moment(Instant instant) {
    return MOMENT.format(instant.atZone(ZoneId.systemDefault()));
  }

  /// `4.2 s`, `3 min`, `2 h`
  public static String duration(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    if (seconds < 60) {
      return format(seconds < 10 ? "0.0" : "0", seconds) + " s";
    }
    return seconds < 3600
        ? format("0", seconds / 60) + " min"
        : format("0.#", seconds / 3600) + " h";
  }

  /// A number for a style attribute or a drawing: a plain decimal point, no grouping.
  public static String plot(double value) {
    return format("0.##", value);
  }

  /// `1 person`, `3 people`.
  public static String counted(long count, String one, String several) {
    return count(count) + " " + (count == 1 ? one : several);
  }

  private static String dollarSign(Money money) {
    String sign =
        money.currency().getCurrencyCode().equals("USD")
            ? "$"
            : money.currency().getCurrencyCode() + " ";
    return money.minor() < 0 ? "-" + sign : sign;
  }

  private static String format(String pattern, double value) {
    return new DecimalFormat(pattern, SYMBOLS).format(value);
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}

package org.rung.server.people;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;

/// Amounts of money and hours as employers write them: `$1,234.00`, `1.234,56 €`, `(12.50)`, `1
/// 234`, `34.86`.
final class Amounts {
  /// The answer for a text that is no amount.
  static final long NONE = Long.MIN_VALUE;

  private static final Pattern COMMA_DECIMAL =
      Pattern.compile("\\d+,\\d{1,2}|\\d{1,3}([. ']\\d{3})+,\\d+");
  private static final Pattern POINT_DECIMAL =
      Pattern.compile("\\d+\\.\\d{1,2}|\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern POINT_THOUSANDS = Pattern.compile("\\d{1,3}(\\.\\d{3})+");

  private Amounts() {}

  /// Hundredths of the amount, rounded half up: cents of dollars.
  ///
  /// @param decimalComma whether the comma is the decimal mark and the point divides thousands
  /// @return [#NONE] when the text is no amount, or one beyond 10^15
  static long hundredths(String text, boolean decimalComma) {
    // With a decimal comma a point divides thousands: 1.23 is no amount there.
    long plain = decimalComma && text.indexOf('.') >= 0 ? NONE : plainDigits(text);
    return plain == NONE ? written(text, decimalComma) : plain;
  }

  /// Digits with at most one point and two decimals, as machines write them: nearly all values.
  private static long plainDigits(String text) {
    int length = text.length();
    if (length == 0 || length > 14) {
      return NONE;
    }
    long value = 0;
    int decimals = -1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        decimals += decimals < 0 ? 0 : 1;
      } else if (c == '.' && decimals < 0 && i > 0) {
        decimals = 0;
      } else {
        return NONE;
      }
    }
    return switch (decimals) {
      case -1 -> value * 100;
      case 1 -> value * 10;
      case 2 -> value;
      default -> NONE;
    };
  }

  private static long written(String text, boolean decimalComma) {
    String number = bare(text);
    boolean negative = false;
    if (number.startsWith("(") && number.endsWith(")")) {
      negative = true;
      number = bare(number.substring(1, number.length() - 1));
    }
    if (number.startsWith("-") || number.startsWith("\u2212")) {
      negative = true;
      number = bare(number.substring(1));
    } else if (number.startsWith("+")) {
      number = bare(number.substring(1));
    } else if (number.endsWith("-")) {
      negative = true;
      number = bare(number.substring(0, number.length() - 1));
    }
    char decimal = decimalComma ? ',' : '.';
    char thousands = decimalComma ? '.' : ',';
    StringBuilder digits = new StringBuilder();
    int group = -1; // digits since the last mark between thousands
    boolean fraction = false;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
        group += group >= 0 && !fraction ? 1 : 0;
      } else if (c == decimal && !fraction && (group < 0 || group == 3)) {
        fraction = true;
        digits.append('.');
      } else if ((c == thousands || c == ' ' || c == '\u00A0' || c == '\u202F' || c == '\'')
          && !fraction
          && !digits.isEmpty()
          && (group == 3 || (group < 0 && digits.length() <= 3))) {
        group = 0;
      } else {
        return NONE;
      }
    }
    if (digits.isEmpty() || digits.toString().equals(".") || (group >= 0 && group != 3)) {
      return NONE;
    }
    BigDecimal value =
        new BigDecimal(digits.toString()).movePointRight(2).setScale(0, RoundingMode.HALF_UP);
    if (value.precision() > 17) {
      return NONE;
    }
    return negative ? -value.longValueExact() : value.longValueExact();
  }

  /// Without currency signs and names, and the blanks beside them.
  private static String bare(String text) {
    String bare = text.strip();
    for (String currency : List.of("USD", "EUR", "GBP", "US$", "$", "€", "£")) {
      if (bare.regionMatches(true, 0, currency, 0, currency.length())) {
        bare = bare.substring(currency.length()).strip();
      }
      int end = bare.length() - currency.length();
      if (end > 0 && bare.regionMatches(true, end, currency, 0, currency.length())) {
        bare = bare.substring(0, end).strip();
      }
    }
    return bare;
  }

  /// Whether the comma is the decimal mark in a column.
  ///
  /// @param semicolons whether semicolons separate the file, which speaks for it when the values
  ///   alone do not tell
  static boolean decimalComma(List<String> values, boolean semicolons) {
    int comma = 0;
    int point = 0;
    int either = 0;
    for (String value : values) {
      String number = bare(value);
      if (COMMA_DECIMAL.matcher(number).matches()) {
        comma++;
      } else if (POINT_THOUSANDS.matcher(number).matches()) {
        either++;
      } else if (POINT_DECIMAL.matcher(number).matches()) {
        point++;
      }
    }
    return comma > point || (comma == point && either > 0 && (semicolons || point == 0));
  }
}

package org.rung.server.timesheets;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rung.server.hours.Stint;
import org.rung.server.pages.Formats;

/// Days and times as people and timesheets write them, by the clock of a site: a time that does not
/// exist on a day, or comes twice, is refused and not guessed.
final class SiteTime {
  private static final DateTimeFormatter HOUR = formatter("H:mm[:ss]");
  private static final DateTimeFormatter HALF_DAY = formatter("h[:mm[:ss]][ ]a");

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .toFormatter(Locale.US);
  }

  private static final Pattern OFFSET = Pattern.compile("(.*\\d)\\s*(Z|[+-]\\d\\d:?\\d\\d)");
  private static final Pattern MOMENT = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ](.+)");
  private static final Pattern FRACTION = Pattern.compile("0?\\.\\d+|0");

  private SiteTime() {}

  /// It cannot be read as it stands.
  static final class Unclear extends RuntimeException {
    private final String field;

    /// @param field `day`, `from`, `to` or `minutes`
    Unclear(String field, String message) {
      super(message, null, false, false);
      this.field = field;
    }

    String field() {
      return field;
    }

    String words() {
      return String.valueOf(getMessage());
    }
  }

  /// When something began and how long it was.
  record When(Instant starts, int minutes) {}

  /// Reads it.
  ///
  /// @param day empty where `from` says it
  /// @param from a time, or a day and a time; with its offset or by the clock of the zone
  /// @param to the same; a time that is not after `from` is of the next day; empty where `minutes`
  ///   says it
  /// @param minutes whole ones, empty where `to` says it
  /// @throws Unclear with what is wrong
  static When read(String day, String from, String to, String minutes, ZoneId zone) {
    Given begin = given("from", from);
    LocalDate on =
        begin
            .day()
            .or(() -> day.isBlank() ? Optional.empty() : Optional.of(day(day)))
            .orElseThrow(() -> new Unclear("day", "There is no day. Give one like 2026-11-02."));
    if (begin.day().isPresent() && !day.isBlank() && !begin.day().get().equals(day(day))) {
      throw new Unclear(
          "day", "“%s” and “%s” are of different days. Keep one.".formatted(day, from));
    }
    Instant starts = moment("from", on, begin, zone);
    if (to.isBlank() && minutes.isBlank()) {
      throw new Unclear("to", "There is no end. Give a time like 17:00.");
    }
    int length = 0;
    if (!to.isBlank()) {
      Given end = given("to", to);
      LocalDate until = end.day().orElse(later(begin, end, on, starts) ? on : on.plusDays(1));
      Duration took = Duration.between(starts, moment("to", until, end, zone));
      if (took.isNegative() || took.isZero() || took.toMinutes() > Stint.MOST_MINUTES) {
        throw new Unclear(
            "to", "“%s” is not within 24 hours after “%s”. Give a later time.".formatted(to, from));
      }
      length = Math.toIntExact(took.toMinutes());
    }
    if (!minutes.isBlank()) {
      int said = whole(minutes);
      if (length != 0 && said != length) {
        throw new Unclear(
            "minutes",
            "From %s to %s are %d minutes by the clock of %s, not %d. Keep one of them."
                .formatted(from, to, length, zone, said));
      }
      length = said;
    }
    return new When(starts, length);
  }

  /// Whether a time without a day is later on the same one.
  private static boolean later(Given begin, Given end, LocalDate on, Instant starts) {
    // Where the clock is put back, the same time comes again with another offset.
    return end.offset()
        .map(offset -> OffsetDateTime.of(on.atTime(end.time()), offset).toInstant().isAfter(starts))
        .orElseGet(() -> end.time().isAfter(begin.time()));
  }

  private static int whole(String minutes) {
    String plain = minutes.strip();
    int whole = plain.matches("\\d{1,4}") ? Integer.parseInt(plain) : 0;
    if (whole < 1 || whole > Stint.MOST_MINUTES) {
      throw new Unclear(
          "minutes",
          "“%s” are no minutes. Give a whole number from 1 to %d."
              .formatted(minutes, Stint.MOST_MINUTES));
    }
    return whole;
  }

  /// @throws Unclear when it is no day
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new Unclear("day", "“%s” is no day. Give one like 2026-11-02.".formatted(text));
    }
  }

  private record Given(Optional<LocalDate> day, LocalTime time, Optional<ZoneOffset> offset) {}

  private static Given given(String field, String text) {
    String rest = text.strip();
    if (rest.isEmpty()) {
      throw new Unclear(field, "There is no time. Give one like 08:30.");
    }
    try {
      Optional<LocalDate> day = Optional.empty();
      Matcher moment = MOMENT.matcher(rest);
      if (moment.matches()) {
        day = Optional.of(LocalDate.parse(moment.group(1)));
        rest = moment.group(2).strip();
      }
      Optional<ZoneOffset> offset = Optional.empty();
      Matcher zoned = OFFSET.matcher(rest);
      if (zoned.matches()) {
        offset = Optional.of(ZoneOffset.of(zoned.group(2)));
        rest = zoned.group(1);
      }
      LocalTime time = time(rest);
      if (time.getSecond() != 0 || time.getNano() != 0) {
        throw new Unclear(field, "“%s” is no whole minute. Give one like 08:30.".formatted(text));
      }
      return new Given(day, time, offset);
    } catch (java.time.DateTimeException e) {
      throw new Unclear(field, "“%s” is no time. Give one like 08:30.".formatted(text));
    }
  }

  /// Also the part of a day by which a spreadsheet keeps a time without its day.
  private static LocalTime time(String text) {
    if (FRACTION.matcher(text).matches()) {
      return LocalTime.ofSecondOfDay(
          new BigDecimal(text)
              .multiply(BigDecimal.valueOf(86_400))
              .setScale(0, RoundingMode.HALF_UP)
              .longValueExact());
    }
    return LocalTime.parse(text, text.matches("(?i).*[ap]m") ? HALF_DAY : HOUR);
  }

  private static Instant moment(String field, LocalDate day, Given given, ZoneId zone) {
    LocalDateTime local = day.atTime(given.time());
    if (given.offset().isPresent()) {
      return OffsetDateTime.of(local, given.offset().get()).toInstant();
    }
    List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
    if (valid.size() == 1) {
      return local.toInstant(valid.getFirst());
    }
    if (valid.isEmpty()) {
      ZoneOffsetTransition change = zone.getRules().getTransition(local);
      throw new Unclear(
          field,
          "%s does not exist on %s in %s: the clock goes from %s to %s."
              .formatted(
                  given.time(),
                  Formats.date(day),
                  zone,
                  change.getDateTimeBefore().toLocalTime(),
                  change.getDateTimeAfter().toLocalTime()));
    }
    throw new Unclear(
        field,
        "%s comes twice on %s in %s: the clock is put back. Write %s%s or %s%s."
            .formatted(
                given.time(),
                Formats.date(day),
                zone,
                given.time(),
                valid.get(0).getId(),
                given.time(),
                valid.get(1).getId()));
  }

  /// `2 Nov 2026, 08:00 to 16:30`, by the clock of the zone; with the day where it is another.
  static String words(Instant starts, int minutes, ZoneId zone) {
    LocalDateTime from = LocalDateTime.ofInstant(starts, zone);
    LocalDateTime to = LocalDateTime.ofInstant(starts.plusSeconds(minutes * 60L), zone);
    return "%s, %s to %s%s"
        .formatted(
            Formats.date(from.toLocalDate()),
            from.toLocalTime(),
            to.toLocalTime(),
            to.toLocalDate().equals(from.toLocalDate())
                ? ""
                : " on " + Formats.date(to.toLocalDate()));
  }
}

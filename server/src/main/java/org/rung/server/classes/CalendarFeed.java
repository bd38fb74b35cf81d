package org.rung.server.classes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Sessions as a calendar that programs subscribe to (iCalendar, RFC 5545). An event keeps its
/// number for good and counts its changes; a cancelled session stays as a cancelled event. It names
/// nobody: neither the reader nor who teaches or learns beside.
final class CalendarFeed {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final DateTimeFormatter SHORT_NAME = DateTimeFormatter.ofPattern("zzz", Locale.US);

  /// Octets of a line; longer ones are folded (RFC 5545, 3.1).
  private static final int LONGEST_LINE = 75;

  /// How long a clock is described beyond the sessions.
  private static final Duration AROUND = Duration.ofDays(1);

  private final StringBuilder text = new StringBuilder();

  private CalendarFeed() {}

  /// The calendar of a person.
  ///
  /// @param learning sessions that the person learns in
  /// @param teaching sessions that the person teaches
  static String of(List<Session> learning, List<Session> teaching) {
    CalendarFeed feed = new CalendarFeed();
    feed.line("BEGIN", "VCALENDAR");
    feed.line("VERSION", "2.0");
    feed.line("PRODID", "-//Rung//Classes//EN");
    feed.line("CALSCALE", "GREGORIAN");
    feed.line("NAME", "Classes");
    feed.line("X-WR-CALNAME", "Classes");
    feed.line("REFRESH-INTERVAL;VALUE=DURATION", "PT4H");
    feed.line("X-PUBLISHED-TTL", "PT4H");
    feed.zones(Stream.concat(learning.stream(), teaching.stream()).toList());
    learning.forEach(session -> feed.event(session, session.programme()));
    teaching.forEach(session -> feed.event(session, "Teach: " + session.programme()));
    feed.line("END", "VCALENDAR");
    return feed.text.toString();
  }

  private void event(Session session, String summary) {
    line("BEGIN", "VEVENT");
    line("UID", session.uid());
    line("DTSTAMP", utc(session.changedAt()));
    line("LAST-MODIFIED", utc(session.changedAt()));
    line("SEQUENCE", Integer.toString(session.version() - 1));
    if (universal(session.zone())) {
      line("DTSTART", utc(session.starts()));
    } else {
      line(
          "DTSTART;TZID=" + session.zone().getId(),
          LOCAL.format(session.starts().atZone(session.zone())));
    }
    // Minutes that pass: an end told by the clock could be either of two where it is put back.
    line("DURATION", "PT%dM".formatted(session.minutes()));
    line("STATUS", session.cancelled() ? "CANCELLED" : "CONFIRMED");
    line("TRANSP", session.cancelled() ? "TRANSPARENT" : "OPAQUE");
    line("SUMMARY", escaped((session.cancelled() ? "Cancelled: " : "") + summary));
    line("LOCATION", escaped(session.where().isEmpty() ? session.link() : session.where()));
    if (!session.link().isEmpty()) {
      line("URL", session.link());
    }
    if (!session.reason().isEmpty()) {
      line(
          "DESCRIPTION",
          escaped((session.cancelled() ? "Cancelled: " : "Changed: ") + session.reason()));
    }
    line("END", "VEVENT");
  }

  private void zones(List<Session> sessions) {
    TreeMap<String, ZoneId> zones = new TreeMap<>();
    sessions.forEach(session -> zones.put(session.zone().getId(), session.zone()));
    zones.values().stream()
        .filter(zone -> !universal(zone))
        .forEach(zone -> {
          List<Session> there = sessions.stream().filter(s -> s.zone().equals(zone)).toList();
          zone(
              zone,
              there.stream()
                  .map(Session::starts)
                  .min(Instant::compareTo)
                  .orElseThrow()
                  .minus(AROUND),
              there.stream().map(Session::ends).max(Instant::compareTo).orElseThrow().plus(AROUND));
        });
  }

  /// The clock as it goes at the first session, and each change until the last.
  private void zone(ZoneId zone, Instant from, Instant until) {
    ZoneRules rules = zone.getRules();
    line("BEGIN", "VTIMEZONE");
    line("TZID", zone.getId());
    ZoneOffsetTransition change = rules.previousTransition(from);
    if (change == null) {
      ZoneOffset offset = rules.getOffset(from);
      observance(zone, from, LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset);
      change = rules.nextTransition(from);
    }
    for (;
        change != null && change.getInstant().isBefore(until);
        change = rules.nextTransition(change.getInstant())) {
      observance(
          zone,
          change.getInstant(),
          change.getDateTimeBefore(),
          change.getOffsetBefore(),
          change.getOffsetAfter());
    }
    line("END", "VTIMEZONE");
  }

  private void observance(
      ZoneId zone, Instant at, LocalDateTime starts, ZoneOffset before, ZoneOffset after) {
    String kind = zone.getRules().isDaylightSavings(at) ? "DAYLIGHT" : "STANDARD";
    line("BEGIN", kind);
    line("DTSTART", LOCAL.format(starts));
    line("TZOFFSETFROM", offset(before));
    line("TZOFFSETTO", offset(after));
    line("TZNAME", SHORT_NAME.format(at.atZone(zone)));
    line("END", kind);
  }

  private static String offset(ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    return "%s%02d%02d"
            .formatted(offset.getTotalSeconds() < 0 ? "-" : "+", seconds / 3600, seconds / 60 % 60)
        + (seconds % 60 == 0 ? "" : "%02d".formatted(seconds % 60));
  }

  private static boolean universal(ZoneId zone) {
    return zone.getRules().isFixedOffset()
        && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  private static String utc(Instant at) {
    return LOCAL.format(at.atOffset(ZoneOffset.UTC)) + "Z";
  }

  private static String escaped(String words) {
    return words
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replace("\r", "\\n");
  }

  /// A line, folded between letters where it is too long.
  private void line(String name, String value) {
    int octets = 0;
    String line = name + ":" + value;
    for (int i = 0; i < line.length(); ) {
      int letter = line.codePointAt(i);
      String one = Character.toString(letter);
      int length = one.getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(one);
      octets += length;
      i += one.length();
    }
    text.append("\r\n");
  }
}

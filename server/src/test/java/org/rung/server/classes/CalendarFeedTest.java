package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.validate.ValidationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Reads the feed with a library that shares nothing with what writes it.
class CalendarFeedTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  /// It would ask the internet for newer clocks.
  @BeforeAll
  static void alone() {
    System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
    System.setProperty(
        "net.fortuna.ical4j.timezone.cache.impl", "net.fortuna.ical4j.util.MapTimeZoneCache");
  }

  private static Session session(String day, String at, int minutes, ZoneId zone) {
    Slot slot = Slot.of(LocalDate.parse(day), LocalTime.parse(at), minutes, zone);
    return new Session(
        1,
        "5d0c9c0e-0000-4000-8000-" + day.replace("-", "") + "0000",
        7,
        "Welding; metals, and “heat”",
        "School",
        slot.starts(),
        slot.ends(),
        zone,
        Optional.of(3L),
        "Room 3, Hall",
        "https://meet.example.org/" + "a".repeat(80),
        Optional.of(5L),
        "Ada Lee",
        false,
        "",
        1,
        Instant.parse("2027-01-02T03:04:05Z"));
  }

  private static Session changed(Session from, boolean cancelled, String reason, int version) {
    return new Session(
        from.id(),
        from.uid(),
        from.intake(),
        from.programme(),
        from.provider(),
        from.starts(),
        from.ends(),
        from.zone(),
        from.room(),
        from.where(),
        from.link(),
        from.instructor(),
        from.taughtBy(),
        cancelled,
        reason,
        version,
        from.changedAt());
  }

  private static Calendar parsed(String feed) throws Exception {
    Calendar calendar = new CalendarBuilder().build(new StringReader(feed));
    ValidationResult result = calendar.validate();
    assertThat(result.hasErrors()).as(result.toString()).isFalse();
    return calendar;
  }

  private static List<VEvent> events(String feed) throws Exception {
    return parsed(feed).getComponents("VEVENT");
  }

  private static String value(Component of, String name) {
    Property property = of.getRequiredProperty(name);
    return property.getValue();
  }

  private static Instant starts(VEvent event) {
    DtStart<?> start = event.getRequiredProperty("DTSTART");
    Temporal moment = start.getDate();
    return moment instanceof Instant at ? at : instant(moment);
  }

  private static Instant instant(Temporal moment) {
    return moment instanceof ZonedDateTime zoned
        ? zoned.toInstant()
        : OffsetDateTime.from(moment).toInstant();
  }

  @Test
  void isReadAgainWithTheSameMomentsOnBothSidesOfEachChangeOfClocks() throws Exception {
    List<Session> sessions =
        List.of(
            session("2027-03-13", "09:00", 60, CHICAGO),
            session("2027-03-14", "09:00", 60, CHICAGO),
            session("2027-11-06", "09:00", 60, CHICAGO),
            session("2027-11-07", "01:30", 60, CHICAGO),
            session("2027-11-08", "09:00", 60, CHICAGO),
            session("2028-02-29", "09:00", 60, ZoneId.of("Asia/Kolkata")),
            session("2028-02-28", "09:00", 60, ZoneId.of("UTC")));
    List<VEvent> events = events(CalendarFeed.of(sessions, List.of()));
    assertThat(events.stream().map(CalendarFeedTest::starts))
        .containsExactlyElementsOf(sessions.stream().map(Session::starts).toList());
    assertThat(events)
        .allSatisfy(event ->
            assertThat(Duration.parse(value(event, "DURATION"))).isEqualTo(Duration.ofMinutes(60)));
  }

  @Test
  void describesTheClockOfEachZoneItUses() throws Exception {
    Calendar calendar =
        parsed(
            CalendarFeed.of(
                List.of(
                    session("2027-03-07", "09:00", 60, CHICAGO),
                    session("2027-03-14", "09:00", 60, CHICAGO),
                    session("2028-02-29", "09:00", 60, ZoneId.of("Asia/Kolkata")),
                    session("2028-02-28", "09:00", 60, ZoneId.of("UTC"))),
                List.of()));
    List<VTimeZone> zones = calendar.getComponents("VTIMEZONE");
    assertThat(zones)
        .extracting(zone -> value(zone, "TZID"))
        .containsExactly("America/Chicago", "Asia/Kolkata");
    assertThat(zones.getFirst().getObservances())
        .extracting(o ->
            o.getName()
                + " "
                + value(o, "TZOFFSETFROM")
                + " "
                + value(o, "TZOFFSETTO")
                + " "
                + value(o, "DTSTART"))
        .containsExactly(
            "STANDARD -0500 -0600 20261101T020000", "DAYLIGHT -0600 -0500 20270314T020000");
  }

  @Test
  void countsChangesAndKeepsACancelledSessionAsCancelled() throws Exception {
    Session first = session("2027-05-03", "09:00", 60, CHICAGO);
    List<VEvent> events =
        events(
            CalendarFeed.of(
                List.of(
                    first,
                    changed(session("2027-05-04", "09:00", 60, CHICAGO), true, "Snow, again", 3)),
                List.of()));
    assertThat(value(events.getFirst(), "UID")).isEqualTo(first.uid());
    assertThat(events)
        .extracting(event -> value(event, "SEQUENCE") + " " + value(event, "STATUS"))
        .containsExactly("0 CONFIRMED", "2 CANCELLED");
    assertThat(value(events.getLast(), "DESCRIPTION")).isEqualTo("Cancelled: Snow, again");
  }

  @Test
  void namesNobodyAndEscapesWhatWouldBreakALine() throws Exception {
    String feed =
        CalendarFeed.of(
            List.of(
                changed(
                    session("2027-05-03", "09:00", 60, CHICAGO),
                    false,
                    "One\nEND:VEVENT\r\nATTENDEE:x\\",
                    2)),
            List.of(session("2027-05-05", "09:00", 60, CHICAGO)));
    List<VEvent> events = events(feed);
    assertThat(feed)
        .doesNotContain("Ada")
        .doesNotContain("ATTENDEE:x\r")
        .doesNotContain("\nEND:VEVENT\r\nATT");
    assertThat(events)
        .extracting(event -> value(event, "SUMMARY"))
        .containsExactly("Welding; metals, and “heat”", "Teach: Welding; metals, and “heat”");
    assertThat(value(events.getFirst(), "DESCRIPTION"))
        .isEqualTo("Changed: One\nEND:VEVENT\nATTENDEE:x\\");
  }

  @Test
  void foldsLongLinesBetweenLetters() throws Exception {
    String feed = CalendarFeed.of(List.of(session("2027-05-03", "09:00", 60, CHICAGO)), List.of());
    assertThat(feed.split("\r\n"))
        .allSatisfy(line ->
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(feed.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    assertThat(value(events(feed).getFirst(), "URL")).endsWith("a".repeat(80));
  }

  @Test
  void ofNobodyIsEmpty() {
    assertThat(CalendarFeed.of(List.of(), List.of()))
        .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
        .endsWith("END:VCALENDAR\r\n")
        .doesNotContain("VEVENT");
  }
}

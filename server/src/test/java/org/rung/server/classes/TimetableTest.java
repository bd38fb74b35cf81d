package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rung.server.pages.Refused;

class TimetableTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  private static Timetable sundays(String from, String at, int minutes) {
    return new Timetable(
        LocalDate.parse(from),
        Set.of(DayOfWeek.SUNDAY),
        LocalTime.parse(at),
        minutes,
        Set.of(),
        CHICAGO);
  }

  private static List<String> starts(List<Slot> slots) {
    return slots.stream().map(slot -> slot.starts().toString()).toList();
  }

  @Test
  void teachesUntilTheHoursAreTaughtAndTheLastSessionIsShorter() {
    List<Slot> slots =
        new Timetable(
                LocalDate.parse("2027-05-03"),
                Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY),
                LocalTime.of(9, 0),
                180,
                Set.of(LocalDate.parse("2027-05-05")),
                CHICAGO)
            .until(7 * 60);
    assertThat(starts(slots))
        .containsExactly("2027-05-03T14:00:00Z", "2027-05-10T14:00:00Z", "2027-05-12T14:00:00Z");
    assertThat(slots).extracting(Slot::minutes).containsExactly(180, 180, 60);
  }

  @Test
  void keepsTheHourOfTheClockWhenClocksGoForward() {
    // 14 March 2027, 2:00 to 3:00 in Chicago.
    assertThat(starts(sundays("2027-03-07", "09:00", 60).until(120)))
        .containsExactly("2027-03-07T15:00:00Z", "2027-03-14T14:00:00Z");
  }

  @Test
  void keepsTheHourOfTheClockWhenClocksGoBack() {
    // 7 November 2027, 2:00 to 1:00 in Chicago.
    assertThat(starts(sundays("2027-10-31", "09:00", 60).until(120)))
        .containsExactly("2027-10-31T14:00:00Z", "2027-11-07T15:00:00Z");
  }

  @Test
  void refusesAnHourThatTheDayDoesNotHave() {
    assertThatThrownBy(() -> sundays("2027-03-07", "02:30", 60).until(120))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("There is no 02:30 on 14 Mar 2027")
        .hasMessageContaining("from 02:00 to 03:00");
    assertThat(starts(sundays("2027-03-14", "03:00", 60).until(60)))
        .containsExactly("2027-03-14T08:00:00Z");
  }

  @Test
  void takesTheFirstOfAnHourThatTheClockShowsTwice() {
    assertThat(starts(sundays("2027-11-07", "01:30", 60).until(60)))
        .containsExactly("2027-11-07T06:30:00Z");
  }

  @Test
  void countsMinutesThatReallyPassOverAChangeOfClocks() {
    Slot forward =
        Slot.of(
            LocalDate.parse("2027-03-14"), LocalTime.of(1, 0), 120, ZoneId.of("America/Chicago"));
    assertThat(forward.ends()).isEqualTo(Instant.parse("2027-03-14T09:00:00Z"));
    assertThat(Session.when(forward.starts(), forward.ends(), CHICAGO))
        .isEqualTo("Sun 14 Mar 2027, 01:00 to 04:00");
    Slot back = Slot.of(LocalDate.parse("2027-11-07"), LocalTime.of(0, 30), 120, CHICAGO);
    assertThat(Session.when(back.starts(), back.ends(), CHICAGO))
        .isEqualTo("Sun 7 Nov 2027, 00:30 to 01:30");
  }

  @Test
  void meetsOnALeapDay() {
    assertThat(
            starts(
                new Timetable(
                        LocalDate.parse("2028-02-28"),
                        Set.of(DayOfWeek.TUESDAY),
                        LocalTime.of(18, 0),
                        60,
                        Set.of(),
                        ZoneId.of("UTC"))
                    .until(60)))
        .containsExactly("2028-02-29T18:00:00Z");
  }

  @Test
  void refusesMoreSessionsThanAnybodyCanSee() {
    assertThatThrownBy(() -> sundays("2027-01-03", "09:00", 1).until(Timetable.MOST + 1))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("longer sessions");
    assertThat(sundays("2027-01-03", "09:00", 1).until(Timetable.MOST)).hasSize(Timetable.MOST);
  }
}

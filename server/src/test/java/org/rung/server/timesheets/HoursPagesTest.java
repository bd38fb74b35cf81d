package org.rung.server.timesheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.tuition.Calendar;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// The pages of hours: of who enters them, who approves them and who brings them in.
@RungTest
@Import(Calendar.class)
@TestPropertySource(properties = {"rung.test=timesheets", "rung.jobs.work=false"})
class HoursPagesTest {
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");
  private static final Pattern ENTRY = Pattern.compile("id=\"entry-(\\d+)\"");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TimesheetWork work;
  @Autowired private org.rung.server.jobs.Jobs jobs;

  private HoursWorld world;
  private String id;
  private String department;
  private Visitor me;
  private Visitor manager;

  @BeforeEach
  void world() {
    Calendar.today("2026-11-23");
    world = new HoursWorld(jdbc);
    id = HoursWorld.name("P");
    department = HoursWorld.name("Hall");
    world.person(id, department);
    me = world.signedIn(port, "EMPLOYEE", id, "");
    manager = world.signedIn(port, "MANAGER", "", department);
  }

  private static String found(Pattern pattern, String in) {
    Matcher matcher = pattern.matcher(in);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1);
  }

  private HttpResponse<String> enter(String day, String from, String to) {
    return me.send(
        "/my/hours",
        "/my/hours",
        Map.of(
            "key",
            found(KEY, me.page("/my/hours")),
            "day",
            day,
            "from",
            from,
            "to",
            to,
            "about",
            "Packing"));
  }

  @Test
  void hoursAreEnteredApprovedAndCountAndTheFormSentTwiceIsOneEntry() {
    assertThat(me.page("/my/hours")).contains("You have no hours yet", "Enter the hours");
    String form = me.page("/my/hours");
    Map<String, String> sent =
        Map.of("key", found(KEY, form), "day", "2026-11-18", "from", "08:00", "to", "16:30");
    me.send("/my/hours", "/my/hours", sent);
    String page = me.send("/my/hours", "/my/hours", sent).body();
    assertThat(page)
        .contains("Your hours are entered", "18 Nov 2026, 08:00 to 16:30", "waits for approval")
        .contains("8 h 30 min wait for approval", "counts as hours worked");
    assertThat(ENTRY.matcher(page).results().count()).isEqualTo(1);
    String entry = found(ENTRY, page);

    String waiting = manager.page("/team/hours");
    assertThat(waiting).contains("1 entry waits for you, 8 h 30 min", id, "Approve all 1 shown");
    assertThat(manager.send("/team/hours", "/team/hours/approve", Map.of("entry", entry)).body())
        .contains("1 entry was approved.", "No hours wait for you", "8 h 30 min");
    assertThat(me.page("/my/hours?day=2026-11-18"))
        .contains("8 h 30 min worked this week", "approved by manager", "Ask for a correction");
    assertThat(me.open("/my/hours.csv?from=2026-11-01&to=2026-11-30").body())
        .contains("2026-11-18,2026-11-18T08:00-06:00,2026-11-18T16:30-06:00,510,work,")
        .contains(",approved,");
    assertThat(manager.open("/team/hours.csv?day=2026-11-18").body())
        .contains(
            id + "," + department + ",2026-11-16,510,2026-11-01,510,2026-10-01,2026-12-31,510");
  }

  @Test
  void whatCannotBeEnteredStaysInTheFormWithTheReasonBesideItsField() {
    HttpResponse<String> twice = enter("2026-11-01", "01:30", "03:00");
    assertThat(twice.statusCode()).isEqualTo(422);
    assertThat(twice.body())
        .contains("Nothing was changed", "01:30 comes twice on 1 Nov 2026", "value=\"03:00\"");
    assertThat(enter("2026-11-01", "01:30-05:00", "03:00").body())
        .contains("1 Nov 2026, 01:30 to 03:00", "2 h 30 min");
    HttpResponse<String> overlap = enter("2026-11-01", "02:30", "04:00");
    assertThat(overlap.statusCode()).isEqualTo(422);
    assertThat(overlap.body()).contains("overlaps entry");
    assertThat(enter("2027-01-02", "08:00", "09:00").body()).contains("It is not over yet");
  }

  @Test
  void aRefusalIsReadByThePersonAndIsADecisionWithAnAppeal() {
    String entry = found(ENTRY, enter("2026-11-18", "08:00", "09:00").body());
    HttpResponse<String> without =
        manager.send("/team/hours", "/team/hours/" + entry, Map.of("answer", "no", "why", " "));
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(without.body()).contains("Say why not: the person reads it.");
    manager.send(
        "/team/hours", "/team/hours/" + entry, Map.of("answer", "no", "why", "The hall was shut."));
    assertThat(me.page("/my/hours?day=2026-11-18")).contains("refused", "The hall was shut.");
    assertThat(me.page("/my/decisions"))
        .contains("Hours refused: 18 Nov 2026, 08:00 to 09:00", "The hall was shut.");
  }

  @Test
  void aCorrectionShowsBothValuesAndOneThatNeedsLeaveWaitsForTheManager() {
    String entry = found(ENTRY, enter("2026-11-18", "08:00", "09:00").body());
    String corrected =
        me.send(
                "/my/hours?day=2026-11-18",
                "/my/hours/%s/correction".formatted(entry),
                Map.of(
                    "day",
                    "2026-11-18",
                    "from",
                    "08:00",
                    "minutes",
                    "90",
                    "reason",
                    "Half an hour more.",
                    "at",
                    "2026-11-18"))
            .body();
    assertThat(corrected)
        .contains("18 Nov 2026, 08:00 to 09:30", "18 Nov 2026, 08:00 to 09:00, 1 h")
        .contains("Half an hour more.");
    String number = found(ENTRY, corrected);
    manager.send("/team/hours", "/team/hours/" + number, Map.of("answer", "yes"));
    assertThat(
            me.send(
                    "/my/hours?day=2026-11-18",
                    "/my/hours/%s/correction".formatted(number),
                    Map.of("nothing", "true", "reason", "Was ill.", "at", "2026-11-18"))
                .body())
        .contains("Your correction is asked for", "waits for an answer", "Take back");
    String waiting = manager.page("/team/hours");
    assertThat(waiting).contains("1 correction waits for you", id + " asks for a correction");
    String asked = found(Pattern.compile("action=\"/team/hours/asked/(\\d+)\""), waiting);
    manager.send("/team/hours", "/team/hours/asked/" + asked, Map.of("answer", "yes"));
    assertThat(me.page("/my/hours?day=2026-11-18"))
        .contains("struck out", "2026, nothing", "made by manager");
  }

  @Test
  void aManagerSeesTheOwnTeamAloneAndNobodyApprovesTheOwn() {
    String entry = found(ENTRY, enter("2026-11-18", "08:00", "09:00").body());
    Visitor another = world.signedIn(port, "MANAGER", "", HoursWorld.name("Dock"));
    assertThat(another.page("/team/hours")).contains("No hours wait for you").doesNotContain(id);
    assertThat(
            another
                .send("/team/hours", "/team/hours/" + entry, Map.of("answer", "yes"))
                .statusCode())
        .isEqualTo(404);
    String self = HoursWorld.name("P");
    world.person(self, department);
    Visitor both = world.signedIn(port, "MANAGER", self, department);
    both.send(
        "/my/hours",
        "/my/hours",
        Map.of(
            "key",
            found(KEY, both.page("/my/hours")),
            "day",
            "2026-11-18",
            "from",
            "08:00",
            "to",
            "09:00"));
    String own = found(ENTRY, both.page("/my/hours?day=2026-11-18"));
    assertThat(both.page("/team/hours")).contains("your own: somebody else approves them");
    HttpResponse<String> refused =
        both.send("/team/hours", "/team/hours/" + own, Map.of("answer", "yes"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("your own hours");
    Visitor planner = world.signedIn(port, "PLANNER", "", "");
    planner.send("/hours/waiting", "/hours/waiting/" + own, Map.of("answer", "yes"));
    assertThat(both.page("/my/hours?day=2026-11-18")).contains("approved by planner");
    assertThat(me.open("/team/hours").statusCode()).isEqualTo(403);
    assertThat(me.open("/hours").statusCode()).isEqualTo(403);
    assertThat(manager.open("/hours/waiting").statusCode()).isEqualTo(403);
  }

  @Test
  void aTimesheetIsBroughtInAndItsReportTellsWhatWasHeld() {
    Visitor planner = world.signedIn(port, "PLANNER", "", "");
    assertThat(planner.page("/hours")).contains("Bring in a timesheet");
    String csv =
        "person_id,day,from,to\n%s,2026-11-18,08:00,16:00\nNOBODY,2026-11-18,08:00,09:00\n"
            .formatted(id);
    HttpResponse<String> sent =
        planner.sendFile(
            "/hours", "/hours/imports", "week 47.csv", csv, Map.of("approved", "true"));
    assertThat(sent.body()).contains("week 47.csv is being brought in", "waits for its turn");
    long job = jdbc.sql("select max(job_id) from timesheets.import").query(Long.class).single();
    long number = jdbc.sql("select max(id) from timesheets.import").query(Long.class).single();
    work.run(
        jobs.find(job).orElseThrow(),
        new org.rung.server.jobs.Work.Progress() {
          @Override
          public void step(String phase, long done, long total) {
            // Nobody watches.
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        });
    jdbc.sql("update jobs.job set state = 'done', ended_at = now() where id = :id")
        .param("id", job)
        .update();
    assertThat(planner.page("/hours/imports/" + number))
        .contains("1 new row of week 47.csv is in; 1 row is held", "Nobody with this id", "NOBODY");
    assertThat(planner.open("/hours/imports/%d/held.csv".formatted(number)).body())
        .contains("person_id,day,from,to,line in the file,why held")
        .contains("NOBODY,2026-11-18,08:00,09:00,3,\"person_id: Nobody with this id");
    assertThat(planner.page("/hours?day=2026-11-18")).contains("week 47.csv", "in, rows held");
    assertThat(planner.open("/hours.csv?day=2026-11-18").body())
        .contains(id + "," + department + ",2026-11-16,480");
    assertThat(planner.bytes("/hours.xlsx?day=2026-11-18").body()).startsWith('P', 'K');
    HttpResponse<String> wrong =
        planner.sendFile("/hours", "/hours/imports", "x.csv", "a,b\n1,2\n", Map.of());
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("The file was not taken", "no column person_id");
    assertThat(planner.open("/hours/imports/0").statusCode()).isEqualTo(404);
  }

  @Test
  void hoursOfAnApprenticeshipAreLeftToItsMentor() {
    long entry =
        jdbc.sql(
                """
                insert into hours.entry
                       (person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source,
                        source_key, recorded_by, recorded_at, reason)
                select id, 'on_the_job', '2026-11-18T14:00Z', 60, 'America/Chicago', '2026-11-18',
                       'apprenticeship 1, work process 2', true, 'work', 'apprenticeship 1', :id, 'test', now(), ''
                  from people.person
                 where employer_id = :id
                returning id
                """)
            .param("id", id)
            .query(Long.class)
            .single();
    assertThat(manager.page("/team/hours")).contains("No hours wait for you");
    HttpResponse<String> refused =
        manager.send("/team/hours", "/team/hours/" + entry, Map.of("answer", "yes"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("approved by its mentor");
    assertThat(
            manager.send("/team/hours", "/team/hours/approve", Map.of("entry", "" + entry)).body())
        .contains("0 of 1 entries were approved.");
    assertThat(me.page("/my/hours?day=2026-11-18"))
        .contains("Learning on the job", "your mentor corrects it with you");
  }

  @Test
  void theThresholdsSayWhatIsMissingAndTheDayItIsMet() {
    long person =
        jdbc.sql("select id from people.person where employer_id = :id")
            .param("id", id)
            .query(Long.class)
            .single();
    for (LocalDate day = LocalDate.parse("2026-10-01");
        day.isBefore(LocalDate.parse("2026-11-23"));
        day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() > 5) {
        continue;
      }
      jdbc.sql(
              """
              insert into hours.entry
                     (person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source,
                      source_key, recorded_by, recorded_at, reason)
              values (:person, 'work', :at::timestamptz, 330, 'America/Chicago', :day, '', true, 'work', 'test',
                      :key, 'test', now(), '')
              """)
          .param("person", person)
          .param("at", day.atTime(8, 0).atZone(ZoneId.of("America/Chicago")).toInstant().toString())
          .param("day", day)
          .param("key", person + " " + day)
          .update();
    }
    jdbc.sql(
            """
            insert into hours.approval (entry_id, ruling, ruled_by, ruled_at, reason)
            select id, 'approved', 'test', now(), '' from hours.entry where person_id = :person
            """)
        .param("person", person)
        .update();
    // 37 days of 5 h 30 min are 12,210 minutes; 15,772 are needed in the 92 days; 1,650 a week.
    assertThat(me.page("/my/hours"))
        .contains("Hours that open benefits: 59 h 22 min missing")
        .contains("203 h 30 min of 262 h 52 min")
        .contains(
            "At the pace of the last four weeks, 27 h 30 min a week, it is met on 8 Dec 2026.")
        .contains("Full time for health care: 186 h 30 min missing")
        .contains("it is not met in this period")
        .contains("More than 20 hours a week on average", "The rule");
    assertThat(manager.page("/team/hours")).contains("59 h 22 min missing");
  }
}

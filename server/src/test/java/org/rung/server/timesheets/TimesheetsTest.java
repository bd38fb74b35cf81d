package org.rung.server.timesheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.files.XlsxDownload;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.LegalStatus;
import org.rung.server.hours.Minutes;
import org.rung.server.hours.Stint;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Refused;
import org.rung.server.tuition.Calendar;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Timesheets from files, approvals by several at once, totals against a recount. The server does
/// no work by itself here: the test does it.
@RungTest
@Import(Calendar.class)
@TestPropertySource(properties = {"rung.test=timesheets", "rung.jobs.work=false"})
class TimesheetsTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final OptionalLong NOBODY = OptionalLong.empty();

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Hours hours;
  @Autowired private HourRows rows;
  @Autowired private Standings standings;
  @Autowired private Approvals approvals;
  @Autowired private OwnHours own;
  @Autowired private Staff staff;
  @Autowired private TimesheetImports imports;
  @Autowired private TimesheetWork work;
  @Autowired private Jobs jobs;

  private HoursWorld world;
  private String id;
  private long person;
  private String department;

  @BeforeEach
  void world() {
    Calendar.today("2026-11-23");
    world = new HoursWorld(jdbc);
    department = HoursWorld.name("Line");
    id = HoursWorld.name("T");
    person = world.person(id, department);
  }

  private static final class Silent implements Work.Progress {
    private int steps;
    private final int most;

    Silent(int most) {
      this.most = most;
    }

    @Override
    public void step(String phase, long done, long total) {
      if (steps++ == most) {
        throw new Work.Cancelled();
      }
    }

    @Override
    public boolean cancelled() {
      return false;
    }
  }

  private long send(String csv, boolean approved) {
    return imports.send(
        "week.csv",
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
        approved,
        "pat@example.org");
  }

  private Timesheet done(long id) {
    work.run(job(id), new Silent(Integer.MAX_VALUE));
    return imports.get(id);
  }

  private Job job(long id) {
    return jobs.find(imports.get(id).job().orElseThrow()).orElseThrow();
  }

  private Timesheet take(String csv) {
    return done(send(csv, false));
  }

  private Minutes minutes() {
    return hours.minutes(person, LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"));
  }

  // ---- files

  @Test
  void goodRowsAreTakenTheOthersAreHeldByLineAndColumnAndTheSameFileTakesNothingNew() {
    String csv =
        """
        Employee ID,Date,Start,End,What for
        ID,2026-11-02,08:00,16:30,Packing
        ID,2026-11-02,16:00,17:00,Packing
        NOBODY-1,2026-11-02,08:00,16:30,Packing
        ID,2026-03-08,02:30,04:00,
        ID,2026-11-01,01:30,04:00,
        ID,2026-12-24,08:00,16:30,
        ID,2026-11-03,08:00,,
        ID,2026-11-03,08:00,16:30,Packing,and more
        ID,2026-11-03,22:00,06:00,
        ID,soon,8,9,
        """
            .replace("ID,", id + ",")
            .replace("Employee " + id, "Employee ID");
    Timesheet taken = take(csv);
    assertThat(taken.state()).isEqualTo("done");
    assertThat(List.of(taken.read(), taken.added(), taken.same(), taken.held()))
        .containsExactly(10L, 2L, 0L, 8L);
    assertThat(imports.held(taken.id(), 0, 100))
        .extracting(one -> one.line() + " " + one.column() + ": " + one.reason())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isEqualTo("3 : It overlaps line 2, of the same person. Keep one of them."),
            one -> assertThat(one).startsWith("4 Employee ID: Nobody with this id"),
            one ->
                assertThat(one)
                    .isEqualTo(
                        "5 Start: 02:30 does not exist on 8 Mar 2026 in America/Chicago: the clock"
                            + " goes from 02:00 to 03:00."),
            one -> assertThat(one).startsWith("6 Start: 01:30 comes twice on 1 Nov 2026"),
            one -> assertThat(one).startsWith("7 End: It is not over yet."),
            one -> assertThat(one).startsWith("8 End: There is no end."),
            one -> assertThat(one).startsWith("9 : The row has 6 values, the header 5 columns."),
            one -> assertThat(one).startsWith("11 Start: “8” is no time."));
    assertThat(minutes()).isEqualTo(new Minutes(0, 510 + 480, 0));

    Timesheet again = take(csv);
    assertThat(again.id()).isNotEqualTo(taken.id());
    assertThat(List.of(again.read(), again.added(), again.same(), again.held()))
        .containsExactly(10L, 0L, 2L, 8L);
    assertThat(minutes()).isEqualTo(new Minutes(0, 510 + 480, 0));
  }

  @Test
  void aRowInTheWayOfOtherHoursNamesThem() {
    take("person_id,day,from,to\n%s,2026-11-02,08:00,16:30\n".formatted(id));
    Timesheet other =
        take(
            """
            person_id,day,from,to,key
            %1$s,2026-11-02,16:00,17:00,a
            %1$s,2026-11-02,16:30,17:00,b
            %1$s,2026-11-02,17:00,18:00,b
            """
                .formatted(id));
    assertThat(other.added()).isEqualTo(1);
    assertThat(imports.held(other.id(), 0, 9))
        .extracting(Timesheet.Held::reason)
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .startsWith(
                        "The person has hours then already: 2 Nov 2026, 08:00 to 16:30 (entry "),
            one ->
                assertThat(one)
                    .isEqualTo(
                        "Line 3 has the same name “b” and says something else. Keep the row that"
                            + " holds."));
    // The same beginning with another end is another word for what is in.
    Timesheet longer = take("person_id,day,from,to\n%s,2026-11-02,08:00,16:00\n".formatted(id));
    assertThat(imports.held(longer.id(), 0, 9).getFirst().reason())
        .contains("told something else")
        .contains("Correct that one.");
  }

  @Test
  void aWorkbookIsReadAsItsPeopleWroteIt() throws IOException {
    ByteArrayOutputStream book = new ByteArrayOutputStream();
    XlsxDownload.of(
            "week.xlsx",
            List.of("person_id", "day", "from", "hours", "kind"),
            to -> {
              to.row(id, LocalDate.parse("2026-11-02"), "08:00", new BigDecimal("7.5"), "work");
              to.row(id, LocalDate.parse("2026-11-03"), 0.375, new BigDecimal("2"), "on the job");
              to.row(id, LocalDate.parse("2026-11-04"), "08:00", new BigDecimal("7.51"), "work");
              to.row(id, LocalDate.parse("2026-11-05"), "08:00", new BigDecimal("1"), "sleep");
            })
        .writeTo(book);
    Timesheet taken =
        done(
            imports.send(
                "week.xlsx",
                new ByteArrayInputStream(book.toByteArray()),
                false,
                "pat@example.org"));
    assertThat(imports.held(taken.id(), 0, 9))
        .extracting(one -> one.line() + " " + one.column())
        .containsExactly("4 hours", "5 kind");
    assertThat(hours.of(person, LocalDate.parse("2026-11-02"), LocalDate.parse("2026-11-03")))
        .extracting(entry -> entry.stint().startsAt() + " " + entry.stint().minutes())
        .containsExactly("2026-11-02T14:00:00Z 450", "2026-11-03T15:00:00Z 120");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "person_id,day,from\nA,2026-11-02,08:00\n",
        "day,from,to\n2026-11-02,08:00,09:00\n",
        "person_id,employee id,from,to\nA,A,08:00,09:00\n",
        "nothing"
      })
  void whatIsNoTimesheetIsRefusedAndNothingIsKept(String csv) {
    long before = count("select count(*) from timesheets.import");
    assertThatThrownBy(() -> send(csv, false)).isInstanceOf(Refused.class);
    assertThat(count("select count(*) from timesheets.import")).isEqualTo(before);
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  @Test
  void theSameFileSentTwiceAtOnceIsOneImport() throws Exception {
    String csv = "person_id,day,from,to\n%s,2026-11-02,08:00,16:30\n".formatted(id);
    List<Long> sent = atOnce(5, n -> send(csv, false));
    assertThat(sent.stream().distinct()).hasSize(1);
    assertThat(done(sent.getFirst()).added()).isEqualTo(1);
    assertThat(send(csv, true))
        .as("approved, it is another question")
        .isNotEqualTo(sent.getFirst());
  }

  @Test
  void aFileThatWasCancelledIsTakenFromTheRestWhenItComesAgain() {
    String csv = "person_id,day,from,to\n%s,2026-11-02,08:00,16:30\n".formatted(id);
    long cancelled = send(csv, false);
    jobs.cancel(imports.get(cancelled).job().orElseThrow());
    assertThat(imports.get(cancelled).state()).isEqualTo("cancelled");
    long again = send(csv, false);
    assertThat(again).isNotEqualTo(cancelled);
    assertThat(imports.get(cancelled).state()).isEqualTo("cut off");
    assertThat(done(again).added()).isEqualTo(1);
    assertThatThrownBy(() -> done(cancelled)).isInstanceOf(Work.WorkFailed.class);
  }

  private interface Deed<T> {
    T of(int n) throws Exception;
  }

  private static <T> List<T> atOnce(int threads, Deed<T> deed) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<T>> deeds =
          IntStream.range(0, threads).<Callable<T>>mapToObj(n -> () -> deed.of(n)).toList();
      List<T> answers = new ArrayList<>();
      for (Future<T> one : pool.invokeAll(deeds)) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  @Test
  void whatWasCutOffGoesOnBehindTheLastRowThatWasSettled() {
    StringBuilder csv = new StringBuilder("person_id,day,from,minutes\n");
    for (int i = 0; i < 2 * TimesheetWork.SOME + 500; i++) {
      csv.append("%s,%s,%02d:00,30\n".formatted(id, TODAY.minusDays(1 + i / 20), i % 20));
    }
    long sent = send(csv.toString(), true);
    assertThatThrownBy(() -> work.run(job(sent), new Silent(2))).isInstanceOf(Work.Cancelled.class);
    assertThat(imports.get(sent).read()).isEqualTo(TimesheetWork.SOME);
    Timesheet all = done(sent);
    assertThat(all.read()).isEqualTo(2 * TimesheetWork.SOME + 500);
    assertThat(all.added() + all.held()).isEqualTo(all.read());
    // On nights on which the clock changes an hour comes twice or not at all.
    assertThat(all.held()).isBetween(1L, 4L);
    assertThat(all.ruled()).isEqualTo(all.added());
    assertThat(hours.minutes(person, LocalDate.of(2020, 1, 1), TODAY))
        .isEqualTo(new Minutes(all.added() * 30, 0, 0));
    assertThat(imports.kept().keeps(sent)).isFalse();
    work.run(job(sent), new Silent(Integer.MAX_VALUE));
    assertThat(imports.get(sent).read()).as("done, it stays so").isEqualTo(all.read());
  }

  @Test
  void aFileApprovesWhatItBringsAndWhatWaitsOfItButNotTheOwnHoursOfWhoSendsIt() {
    String other = HoursWorld.name("T");
    long planner = world.person(other, department);
    ManyPeople.account(jdbc, "self-planner@example.org", "PLANNER", other, "");
    String csv =
        "person_id,day,from,to\n%s,2026-11-02,08:00,09:00\n%s,2026-11-02,08:00,09:00\n"
            .formatted(id, other);
    take(csv);
    assertThat(minutes()).isEqualTo(new Minutes(0, 60, 0));
    long sent =
        imports.send(
            "week.csv",
            new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
            true,
            "self-planner@example.org");
    Timesheet approved = done(sent);
    assertThat(List.of(approved.same(), approved.ruled())).containsExactly(2L, 1L);
    assertThat(minutes()).isEqualTo(new Minutes(60, 0, 0));
    assertThat(hours.minutes(planner, TODAY.minusDays(60), TODAY)).isEqualTo(new Minutes(0, 60, 0));
  }

  // ---- approvals

  private List<Long> entered(int entries) {
    List<Stint> stints = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      stints.add(stint(Instant.parse("2026-11-02T06:00:00Z").plusSeconds(i * 1800L), 30, "e" + i));
    }
    transaction.executeWithoutResult(status -> hours.enter(stints, "import"));
    return hours.of(person, TODAY.minusDays(60), TODAY).stream().map(Entry::number).toList();
  }

  private Stint stint(Instant starts, int minutes, String key) {
    return new Stint(
        person,
        Stint.Kind.WORK,
        starts,
        minutes,
        CHICAGO,
        "",
        new LegalStatus(true, "work"),
        "test of " + person,
        key);
  }

  @Test
  void whoApproveTheSameAtOnceApproveEachEntryOnce() throws Exception {
    List<Long> all = entered(60);
    Reach team = Reach.team(List.of(department));
    List<Integer> done =
        atOnce(
            6,
            n -> {
              List<Long> mine = new ArrayList<>(all);
              Collections.shuffle(mine, new Random(n));
              return approvals.approve(team, mine, "manager-%d@example.org".formatted(n), NOBODY);
            });
    assertThat(done.stream().mapToInt(one -> one).sum()).isEqualTo(60);
    assertThat(minutes()).isEqualTo(new Minutes(60 * 30, 0, 0));
    assertThat(
            count(
                "select count(*) from hours.approval where entry_id = any (array[%s])"
                    .formatted(String.join(",", all.stream().map(String::valueOf).toList()))))
        .isEqualTo(60);
  }

  @Test
  void ofOneWhoApprovesAndOneWhoRefusesAtTheSameTimeOneIsHeard() throws Exception {
    Reach team = Reach.team(List.of(department));
    for (long number : entered(20)) {
      List<Boolean> heard =
          atOnce(
              2,
              n -> {
                try {
                  approvals.rule(team, number, n == 0, "Not seen.", "m%d".formatted(n), NOBODY);
                  return true;
                } catch (Refused late) {
                  return false;
                }
              });
      Entry entry = hours.get(number);
      assertThat(heard).containsExactlyInAnyOrder(true, false);
      assertThat(entry.ruling().orElseThrow().approved()).isEqualTo(heard.getFirst());
      assertThat(entry.stands()).isEqualTo(heard.getFirst());
      assertThat(
              count(
                  "select count(*) from decisions.decision where about = 'hours' and subject = '%d'"
                      .formatted(number)))
          .as("a refusal is a decision about the person")
          .isEqualTo(heard.getFirst() ? 0 : 1);
    }
  }

  @Test
  void nobodyRulesOnTheOwnHoursOrThoseOfAnotherTeam() {
    long number = entered(1).getFirst();
    Reach team = Reach.team(List.of(department));
    assertThatThrownBy(
            () -> approvals.rule(team, number, true, "", "self", OptionalLong.of(person)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("your own hours");
    assertThat(approvals.approve(team, List.of(number), "self", OptionalLong.of(person))).isZero();
    Reach others = Reach.team(List.of("Another department"));
    assertThatThrownBy(() -> approvals.rule(others, number, true, "", "other", NOBODY))
        .hasMessageContaining("No hours with the number");
    assertThat(approvals.approve(others, List.of(number), "other", NOBODY)).isZero();
    assertThat(approvals.waiting(others)).isEmpty();
    assertThat(approvals.waiting(team)).hasSize(1);
    assertThat(minutes().approved()).isZero();
    assertThat(approvals.approve(Reach.ALL, List.of(number), "pat", NOBODY)).isEqualTo(1);
  }

  // ---- own hours

  private Employed me() {
    return staff.named(List.of(id)).values().iterator().next();
  }

  private static OwnHours.Typed typed(String day, String from, String to) {
    return new OwnHours.Typed(day, from, to, "", "");
  }

  @Test
  void theSameFormSentSeveralTimesAtOnceIsOneEntry() throws Exception {
    List<String> answers =
        atOnce(
            8,
            n -> {
              try {
                return "entry "
                    + own.enter(me(), typed("2026-11-02", "08:00", "12:00"), "one-form", "eli");
              } catch (Refused late) {
                return "refused";
              }
            });
    assertThat(answers.stream().filter(one -> one.startsWith("entry")).distinct()).hasSize(1);
    assertThat(minutes()).isEqualTo(new Minutes(0, 240, 0));
  }

  @Test
  void theOwnIsCorrectedAtOnceWhileNobodyApprovedItAndAskedForAfterwards() {
    long number = own.enter(me(), typed("2026-11-02", "08:00", "12:00"), "form", "eli");
    OwnHours.Typed longer = typed("2026-11-02", "08:00", "13:00");
    OwnHours.Corrected made = own.correct(me(), number, false, longer, "An hour more.", "eli");
    assertThat(made.made()).isTrue();
    assertThat(own.correct(me(), number, false, longer, "An hour more.", "eli"))
        .as("the form came twice")
        .isEqualTo(made);
    assertThat(minutes()).isEqualTo(new Minutes(0, 300, 0));
    approvals.approve(Reach.ALL, List.of(made.number()), "pat", NOBODY);

    OwnHours.Typed later = typed("2026-11-02", "09:00", "13:00");
    OwnHours.Corrected asked = own.correct(me(), made.number(), false, later, "Was late.", "eli");
    assertThat(asked.made()).isFalse();
    assertThat(own.correct(me(), made.number(), false, later, "Was late.", "eli")).isEqualTo(asked);
    assertThatThrownBy(() -> own.correct(me(), made.number(), true, later, "Nothing.", "eli"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("waits for an answer already");
    assertThat(minutes()).as("what was approved stands").isEqualTo(new Minutes(300, 0, 0));
    Reach team = Reach.team(List.of(department));
    assertThat(approvals.wanted(team)).hasSize(1);
    assertThatThrownBy(
            () -> approvals.answer(team, asked.number(), true, "", "eli", OptionalLong.of(person)))
        .hasMessageContaining("your own hours");
    assertThatThrownBy(() -> approvals.answer(team, asked.number(), false, " ", "mo", NOBODY))
        .hasMessageContaining("Say why not");
    approvals.answer(team, asked.number(), true, "", "mo", NOBODY);
    approvals.answer(team, asked.number(), true, "", "mo", NOBODY);
    assertThat(minutes()).isEqualTo(new Minutes(240, 0, 0));
    HourRow row = rows.of(me(), new Span(TODAY.minusDays(30), TODAY)).getFirst();
    assertThat(row.was()).extracting(HourRow.Was::length).containsExactly("5 h", "4 h");
    assertThat(row.was())
        .extracting(HourRow.Was::why)
        .containsExactly("Was late.", "An hour more.");

    OwnHours.Corrected nothing = own.correct(me(), row.number(), true, later, "Was ill.", "eli");
    approvals.answer(team, nothing.number(), false, "You were seen.", "mo", NOBODY);
    assertThat(minutes()).as("refused, it stays").isEqualTo(new Minutes(240, 0, 0));
    assertThat(
            rows.of(me(), new Span(TODAY.minusDays(30), TODAY))
                .getFirst()
                .asked()
                .orElseThrow()
                .answer()
                .orElseThrow()
                .why())
        .isEqualTo("You were seen.");
    OwnHours.Corrected again = own.correct(me(), row.number(), true, later, "Was ill.", "eli");
    own.takeBack(me(), again.number(), "eli");
    assertThatThrownBy(() -> approvals.answer(team, again.number(), true, "", "mo", NOBODY))
        .hasMessageContaining("taken back");
  }

  // ---- totals

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void totalsEqualANaiveRecountOverRandomDaysWithCorrections(long seed) {
    Random random = new Random(seed);
    List<Long> standing = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      int deed = standing.isEmpty() ? 0 : random.nextInt(6);
      try {
        if (deed < 3) {
          Stint stint = random(random, "n" + i);
          transaction.executeWithoutResult(status -> hours.enter(List.of(stint), "import"));
          standing.add(hours.told(stint.source(), stint.key()).orElseThrow().number());
        } else {
          long one = standing.get(random.nextInt(standing.size()));
          switch (deed) {
            case 3 -> approvals.rule(Reach.ALL, one, true, "", "mo", NOBODY);
            case 4 -> {
              approvals.rule(Reach.ALL, one, false, "Not seen.", "mo", NOBODY);
              standing.remove(one);
            }
            default -> {
              boolean struck = random.nextBoolean();
              String why = "c" + i;
              Stint right = random(random, why);
              Long next =
                  transaction.execute(status ->
                      hours.correct(
                          one, struck ? Optional.empty() : Optional.of(right), why, "mo"));
              standing.remove(one);
              if (!struck) {
                standing.add(Optional.ofNullable(next).orElseThrow());
              }
            }
          }
        }
      } catch (Refused | org.rung.server.hours.NotEntered inTheWay) {
        // Overlaps and rulings that come too late change nothing, which the recount shows.
        assertThat(inTheWay)
            .hasMessageMatching("(?s).*(overlaps|approved already|does not stand).*");
      }
    }
    for (LocalDate day = TODAY.minusDays(100); !day.isAfter(TODAY); day = day.plusDays(9)) {
      HoursStanding found = standings.of(person, day, TODAY);
      for (HoursStanding.Part part : List.of(found.week(), found.month(), found.period())) {
        assertThat(part.minutes()).as("%s", part.span()).isEqualTo(recount(part.span()));
      }
      assertThat(found.pace())
          .isEqualTo(
              (recount(Span.before(TODAY)).approved() + recount(Span.before(TODAY)).waiting()) / 4);
    }
    assertThat(recount(new Span(TODAY.minusDays(400), TODAY)).approved()).isPositive();
  }

  private Stint random(Random random, String key) {
    return stint(
        Instant.parse("2026-08-01T05:00:00Z")
            .plusSeconds(random.nextInt(110 * 24) * 3600L + random.nextInt(60) * 60L),
        1 + random.nextInt(600),
        key);
  }

  /// From the entries and rulings alone, one by one: what is neither corrected nor refused counts.
  private Minutes recount(Span span) {
    long[] sums = new long[3];
    jdbc.sql(
            """
            select e.id, e.minutes, e.worked, (e.starts_at at time zone e.zone)::date as day,
                   coalesce(a.ruling, '') as ruling,
                   exists (select 1 from hours.entry c where c.corrects = e.id) as corrected
              from hours.entry e
              left join hours.approval a on a.entry_id = e.id
             where e.person_id = :person
            """)
        .param("person", person)
        .query(row -> {
          LocalDate day = row.getDate("day").toLocalDate();
          if (row.getBoolean("corrected")
              || row.getString("ruling").equals("refused")
              || day.isBefore(span.from())
              || day.isAfter(span.to())) {
            return;
          }
          boolean approved = row.getString("ruling").equals("approved");
          int at = row.getBoolean("worked") ? approved ? 0 : 1 : approved ? 2 : -1;
          if (at >= 0) {
            sums[at] += row.getInt("minutes");
          }
        });
    return new Minutes(sums[0], sums[1], sums[2]);
  }

  @Test
  void whoIsNearAThresholdIsMarkedAndListed() {
    // On 23 November 54 days of the quarter are past: 20 hours a week are 9,257 minutes so far.
    List<Stint> stints = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      stints.add(
          stint(Instant.parse("2026-10-02T14:00:00Z").plusSeconds(i * 86_400L), 500, "d" + i));
    }
    transaction.executeWithoutResult(status -> hours.enter(stints, "import"));
    Reach team = Reach.team(List.of(department));
    assertThat(standings.near(team, TODAY, TODAY)).as("nothing is approved yet").isEmpty();
    approvals.approve(
        team,
        hours.of(person, TODAY.minusDays(60), TODAY).stream().map(Entry::number).toList(),
        "mo",
        NOBODY);
    assertThat(standings.near(team, TODAY, TODAY)).containsExactly(person);
    HoursStanding found = standings.of(person, TODAY, TODAY);
    assertThat(found.benefits().label()).isEqualTo("near");
    // 92 days: 1,200 * 92 / 7 = 15,771.4, so one more whole minute, and one.
    assertThat(found.benefits().answer().needed()).isEqualTo(15_772 - 9_000);
    assertThat(found.full().orElseThrow().label()).isEqualTo("not met");
    assertThat(standings.everybody(team, found.period().span()))
        .isEqualTo(new Standings.Everybody(1, new Minutes(9_000, 0, 0)));
  }
}

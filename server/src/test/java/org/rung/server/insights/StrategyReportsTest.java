package org.rung.server.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.ledger.Ledger;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// The figures of a report are those that anybody counts from what was put in.
@RungTest
@TestPropertySource(properties = {"rung.test=insights", "rung.jobs.work=false"})
class StrategyReportsTest {
  private static final Telling ALL = new Telling(true);

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Ledger ledger;
  @Autowired private StrategyReports reports;

  private InsightsWorld world;
  private LocalDate today;

  @BeforeEach
  void world() {
    world = new InsightsWorld(jdbc);
    today = reports.today();
  }

  private long programme(String strategy, String form, boolean own, String soc) {
    return world.programme(InsightsWorld.name("Class"), strategy, form, own, soc, 120_000);
  }

  private ReturnRow row(long programme, Return kind) {
    return reports.of(programme, ALL).returns().stream()
        .filter(row -> row.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void countsAndMoneyAreThoseOfTheRows(long seed) {
    Random random = new Random(seed);
    long programme = programme("reskilling", "group_class", true, "15-12" + (10 + seed));
    long intake = world.intake(programme, today.minusDays(40), 60);
    world.intake(programme, today.plusDays(40), 25);
    String[][] ways = {
      {"waiting"},
      {"asked"},
      {"enrolled"},
      {"enrolled", "learning"},
      {"enrolled", "learning", "completed"},
      {"enrolled", "learning", "completed", "placed"},
      {"enrolled", "learning", "failed"},
      {"enrolled", "learning", "withdrawn"},
      {"enrolled", "withdrawn"},
      {"asked", "refused"}
    };
    Map<String, Long> counted = new HashMap<>();
    long committed = 0;
    long paid = 0;
    long ended = 0;
    int people = 40;
    for (int i = 0; i < people; i++) {
      int way = random.nextInt(ways.length);
      long cents = 1 + random.nextInt(300_000);
      long person = world.people(1).getFirst();
      long offer = world.offer(intake, person, "accepted", cents);
      world.enrolment(intake, person, offer, 0, cents, ways[way]);
      counted.merge(String.join(" ", ways[way]), 1L, Long::sum);
      boolean begun = way >= 3 && way <= 7;
      if (way == 2 || begun) {
        world.money(ledger, transaction, offer, cents, begun);
        committed += begun ? 0 : cents;
        paid += begun ? cents : 0;
        ended += begun && way > 3 ? cents : 0;
      }
    }
    long held = world.people(1).getFirst();
    long open = world.offer(intake, held, "open", 7_777);
    world.money(ledger, transaction, open, 7_777, false);
    world.offer(intake, world.people(1).getFirst(), "declined", 1);
    world.offer(intake, world.people(1).getFirst(), "prepared", 1);

    ProgrammeReport report = reports.of(programme, ALL);
    Actual actual = report.line().actual();
    assertThat(actual.offered()).isEqualTo(people + 2);
    assertThat(actual.accepted()).isEqualTo(people);
    assertThat(actual.answerable()).isEqualTo(1);
    assertThat(actual.notAccepted()).isEqualTo(1);
    assertThat(actual.waiting()).isEqualTo(of(counted, "waiting"));
    assertThat(actual.toBegin()).isEqualTo(of(counted, "asked") + of(counted, "enrolled"));
    assertThat(actual.learning()).isEqualTo(of(counted, "enrolled learning"));
    long placed = of(counted, "enrolled learning completed placed");
    assertThat(actual.placed()).isEqualTo(placed);
    assertThat(actual.completed()).isEqualTo(of(counted, "enrolled learning completed") + placed);
    assertThat(actual.failed()).isEqualTo(of(counted, "enrolled learning failed"));
    assertThat(actual.left())
        .as("who stepped back before the first day never began")
        .isEqualTo(of(counted, "enrolled learning withdrawn"));
    assertThat(actual.committedCents()).isEqualTo(committed + 7_777);
    assertThat(actual.paidCents()).isEqualTo(paid);
    assertThat(actual.endedCents()).isEqualTo(ended);
    assertThat(actual.seats()).isEqualTo(85);
    Choices.Row row = report.choices().rows().getFirst();
    assertThat(row.here()).isTrue();
    assertThat(row.costPerCompletion()).hasValue(Math.round(ended / (double) actual.completed()));
    assertThat(row.completion().orElseThrow().value())
        .isEqualTo(actual.completed() / (double) actual.ended());
    if (actual.completed() >= 5) {
      assertThat(actual.days()).hasValue(40);
    }
  }

  private static long of(Map<String, Long> counted, String way) {
    return counted.getOrDefault(way, 0L);
  }

  @Test
  void whatIsPlannedIsWhatThePublishedPlanHas() {
    long programme = programme("reskilling", "group_class", true, "15-1244");
    long few = programme("reskilling", "group_class", true, "15-1245");
    long fewer = programme("reskilling", "group_class", true, "15-1246");
    int role = world.role(InsightsWorld.name("Fitter"));
    long newest = world.number("select id from people.snapshot order by taken_on desc limit 1");
    for (int i = 0; i < 5; i++) {
      long person =
          jdbc.sql("insert into people.person (employer_id) values (:id) returning id")
              .param("id", InsightsWorld.name("IW"))
              .query(Long.class)
              .single();
      world.employed(person, newest, role, world.site("Hall"));
    }
    long plan = published();
    try {
      Random random = new Random(11);
      double[] chances = new double[9];
      for (int i = 0; i < chances.length; i++) {
        int millionths = 300_000 + random.nextInt(600_000);
        chances[i] = millionths / 1e6;
        place(plan, programme, role, millionths, 100_000 + i, 50_000 * (i + 1));
      }
      for (int i = 0; i < 3; i++) {
        place(plan, i == 0 ? fewer : few, role, 500_000, 1, 1);
      }
      ProgrammeReport report = reports.of(programme, ALL);
      Planned planned = report.line().planned().orElseThrow();
      assertThat(planned.plan()).isEqualTo(plan);
      assertThat(planned.people()).isEqualTo(9);
      assertThat(planned.priceCents()).isEqualTo(9 * 100_000 + 36);
      assertThat(planned.hireCents()).isEqualTo(45 * 50_000);
      assertThat(planned.expected())
          .isCloseTo(java.util.Arrays.stream(chances).sum(), within(1e-9));
      assertThat(planned.low()).isLessThanOrEqualTo(planned.middle());
      assertThat(planned.high()).isBetween(planned.middle(), 9L);
      assertThat(planned.told())
          .as("the other two are three people, so the next smallest is not told either")
          .isFalse();
      // A fifth of the yearly pay of 40,000 dollars, as the scenario assumes of an outside hire.
      assertThat(report.hire().orElseThrow().cents()).isPositive();
      assertThat(report.hire().orElseThrow().own()).isFalse();
      assertThat(report.hire().orElseThrow().source()).contains("mean yearly pay");
      place(plan, few, role, 500_000, 1, 1);
      place(plan, few, role, 500_000, 1, 1);
      place(plan, few, role, 500_000, 1, 1);
      assertThat(row(programme, Return.LOWER_HIRING_COST).planned()).hasValue(45 * 50_000);
      assertThat(reports.of(few, ALL).line().planned().orElseThrow().told())
          .as("five, beside one that is not told")
          .isFalse();
      assertThat(reports.of(programme, ALL).title()).contains("is planned, and nobody is in it");
    } finally {
      jdbc.sql(
              """
              update planning.publication
                 set withdrawn_by = 'test', withdrawn_at = now(), withdrawn_why = 'over'
               where withdrawn_at is null
              """)
          .update();
    }
    assertThat(reports.of(programme, ALL).line().planned()).isEmpty();
    assertThat(reports.of(programme, ALL).title()).contains("no plan has it");
  }

  private long published() {
    long scenario =
        jdbc.sql(
                "insert into planning.scenario (name, content, made_by) values (:name, :content, 'test') returning id")
            .param("name", InsightsWorld.name("Made up"))
            .param("content", ManyPeople.scenario())
            .query(Long.class)
            .single();
    long plan =
        jdbc.sql(
                """
                insert into planning.plan (scenario_id, state, asked_by, made_at)
                values (:scenario, 'made', 'pat', now())
                returning id
                """)
            .param("scenario", scenario)
            .query(Long.class)
            .single();
    jdbc.sql("insert into planning.publication (plan_id, published_by) values (:plan, 'pat')")
        .param("plan", plan)
        .update();
    return plan;
  }

  private void place(long plan, long programme, int role, int chance, long price, long hire) {
    jdbc.sql(
            """
            insert into planning.placement
                   (plan_id, person_id, from_role, to_role, to_label, programme_id, strategy, intake, starts,
                    fiscal_year, hourly, department_id, chance_millionths, hire_cents, severance_cents,
                    retention_cents, pay_gain_cents, backfill_cents, price_cents, training_time_cents,
                    worth_cents, why)
            select :plan, :person, :role, :role, 'Fitter', :programme, 'reskilling', 1, current_date, 2027,
                   true, d.id, :chance, :hire, 0, 0, 0, 0, -:price, 0, 1000, 'Why.'
              from people.department d
             where d.name = 'Line'
            """)
        .param("plan", plan)
        .param("person", world.people(1).getFirst())
        .param("role", role)
        .param("programme", programme)
        .param("chance", chance)
        .param("price", price)
        .param("hire", hire)
        .update();
  }

  @Test
  void openingsFilledInsideCountAtTheCostThatAPlannerStates() {
    long programme = programme("reskilling", "group_class", true, "15-1241");
    long intake = world.intake(programme, today.minusDays(40), 60);
    int role = world.role(InsightsWorld.name("Welder"));
    for (long person : world.people(6)) {
      world.enrolment(intake, person, 0, role, 0, "learning", "completed", "placed");
    }
    assertThat(row(programme, Return.LOWER_HIRING_COST).actual()).isEmpty();
    assertThat(row(programme, Return.LOWER_HIRING_COST).finding())
        .contains("no cost of an outside");
    for (int i = 1; i <= 5; i++) {
      jdbc.sql(
              """
              insert into people.hiring (role_id, opened_on, cost_cents, requisition)
              values (:role, '2026-01-01', :cents, :name)
              """)
          .param("role", role)
          .param("cents", i * 100_000)
          .param("name", InsightsWorld.name("R"))
          .update();
    }
    ReturnRow fromFiles = row(programme, Return.LOWER_HIRING_COST);
    assertThat(fromFiles.actual()).hasValue(6 * 300_000);
    assertThat(fromFiles.finding()).contains("the mean of 5 hires");
    reports.set(
        programme,
        new StrategyReports.Aims(
            Map.of(Question.PRODUCTIVITY, 3.8),
            Optional.of(new StrategyReports.Aims.Hire(450_000, "Our agency's bill of 2026"))),
        "pat@example.org");
    ReturnRow own = row(programme, Return.LOWER_HIRING_COST);
    assertThat(own.actual()).hasValue(6 * 450_000);
    assertThat(own.finding()).contains("Our agency's bill of 2026");
    assertThat(reports.of(programme, ALL).targets()).containsEntry(Question.PRODUCTIVITY, 3.8);
    assertThatThrownBy(() ->
            reports.set(
                programme,
                new StrategyReports.Aims(Map.of(Question.PRIDE, 5.1), Optional.empty()),
                "pat"))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() ->
            reports.set(
                programme,
                new StrategyReports.Aims(
                    Map.of(), Optional.of(new StrategyReports.Aims.Hire(1, " "))),
                "pat"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("where");
    assertThat(reports.of(programme, ALL).targets()).as("nothing was lost").hasSize(1);
    assertThatThrownBy(() -> reports.of(0, ALL)).isInstanceOf(NotFound.class);
  }

  @Test
  void whoTookPartIsComparedWithOthersOfTheSameRoleAndSite() {
    long programme = programme("reskilling", "group_class", true, "15-1242");
    LocalDate starts = LocalDate.of(2025, 6, 1);
    long before = snapshot(LocalDate.of(2025, 5, 1));
    long newest = world.number("select id from people.snapshot order by taken_on desc limit 1");
    long intake = world.intake(programme, starts, 60);
    int role = world.role(InsightsWorld.name("Cook"));
    int[] sites = {
      world.site(InsightsWorld.name("North")), world.site(InsightsWorld.name("South"))
    };
    // Of those who took part 12 in the north and 8 in the south, of the others 10 and 30.
    int[][] took = {{12, 7}, {8, 6}};
    int[][] others = {{10, 5}, {30, 24}};
    for (int site = 0; site < 2; site++) {
      for (int i = 0; i < took[site][0]; i++) {
        long person = worked(before, role, sites[site], i < took[site][1], newest);
        world.enrolment(intake, person, 0, 0, 0, "learning", "completed");
      }
      for (int i = 0; i < others[site][0]; i++) {
        worked(before, role, sites[site], i < others[site][1], newest);
      }
    }
    // Somebody who took part in something else is nobody to compare with.
    long elsewhere =
        world.intake(programme("upskilling", "self_serve", true, "11-1011"), starts, 9);
    world.enrolment(elsewhere, worked(before, role, sites[0], true, newest), 0, 0, 0, "learning");
    ReturnRow row = row(programme, Return.LESS_TURNOVER);
    assertThat(row.people()).hasValue(20);
    assertThat(row.actual().orElseThrow()).isEqualTo(13 / 20.0);
    assertThat(row.before().orElseThrow())
        .as("half of the north and four fifths of the south, as the learners are spread")
        .isCloseTo(0.6 * 0.5 + 0.4 * 0.8, within(1e-9));
    Interval wilson = Interval.share(13 / 20.0, 20);
    assertThat(row.low()).hasValue(wilson.low());
    assertThat(row.high()).hasValue(wilson.high());
    assertThat(row.finding()).contains("of 40 people comparable").contains("no proof of cause");
  }

  private long snapshot(LocalDate day) {
    return jdbc.sql("select id from people.snapshot where taken_on = :day::date")
        .param("day", day.toString())
        .query(Long.class)
        .optional()
        .orElseGet(() -> world.snapshot(day));
  }

  private long worked(long before, int role, int site, boolean stayed, long newest) {
    long person =
        jdbc.sql("insert into people.person (employer_id) values (:id) returning id")
            .param("id", InsightsWorld.name("IW"))
            .query(Long.class)
            .single();
    world.employed(person, before, role, site);
    if (stayed) {
      world.employed(person, newest, role, site);
    }
    return person;
  }

  @Test
  void waysOfTeachingAreComparedOnlyWhenNumbersAllowIt() {
    long own = programme("upskilling", "self_serve", true, "15-1243");
    long partner = programme("upskilling", "group_class", false, "15-1243");
    programme("upskilling", "on_the_job", true, "15-1243");
    long mine = world.intake(own, today.minusDays(40), 90);
    long theirs = world.intake(partner, today.minusDays(40), 90);
    world.enrolled(mine, 3, "learning", "completed");
    world.enrolled(theirs, 12, "learning", "completed");
    ProgrammeReport small = reports.of(own, ALL);
    assertThat(small.choices().finding()).startsWith("Too few have ended to compare");
    assertThat(small.choices().rows()).hasSize(2);
    assertThat(small.elsewhere()).isEqualTo(1);
    world.enrolled(mine, 5, "learning", "completed");
    world.enrolled(mine, 4, "learning", "failed");
    world.enrolled(theirs, 2, "learning", "withdrawn");
    assertThat(reports.of(own, ALL).choices().finding())
        .startsWith("No way of teaching is ahead beyond chance: Partner, group class 86 % of 14");
    world.enrolled(mine, 30, "learning", "failed");
    world.enrolled(theirs, 30, "learning", "completed");
    assertThat(reports.of(own, ALL).choices().finding())
        .startsWith("More complete in one way of teaching than chance explains: Partner");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void financeReadsNoCountUnderFiveAndNoneThatTellsOfOne(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      long completed = random.nextInt(12);
      Actual actual =
          new Actual(
              random.nextInt(40) + 12,
              random.nextInt(12),
              random.nextInt(6),
              random.nextInt(8),
              random.nextInt(8),
              random.nextInt(12),
              completed,
              completed == 0 ? 0 : random.nextInt((int) completed),
              random.nextInt(7),
              random.nextInt(7),
              0,
              0,
              0,
              0,
              java.util.OptionalDouble.empty());
      Telling.Told told = new Telling(false).of(actual);
      List<OptionalLong> counts =
          new ArrayList<>(
              List.of(
                  told.offered(),
                  told.accepted(),
                  told.answerable(),
                  told.notAccepted(),
                  told.waiting(),
                  told.toBegin(),
                  told.learning(),
                  told.completed(),
                  told.placed(),
                  told.failed(),
                  told.left(),
                  told.ended()));
      for (OptionalLong count : counts) {
        assertThat(count.orElse(0)).isNotIn(1L, 2L, 3L, 4L);
      }
      if (told.completed().isPresent() && told.placed().isPresent()) {
        assertThat(told.completed().getAsLong() - told.placed().getAsLong())
            .isNotIn(1L, 2L, 3L, 4L);
      }
      if (told.ended().isPresent()) {
        assertThat(told.ended().getAsLong() - told.completed().orElseThrow())
            .isNotIn(1L, 2L, 3L, 4L);
      }
      if (told.offered().isPresent()) {
        long hidden = told.offered().getAsLong();
        for (OptionalLong part : List.of(told.accepted(), told.answerable(), told.notAccepted())) {
          hidden -= part.orElse(0);
        }
        assertThat(hidden).as("%s", actual).isNotIn(1L, 2L, 3L, 4L);
      }
    }
  }
}

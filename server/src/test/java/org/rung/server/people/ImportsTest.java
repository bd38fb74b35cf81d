package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Emptied;
import org.rung.server.RungTest;
import org.rung.server.files.NotATable;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// In a database of its own, emptied before each test.
@RungTest
@TestPropertySource(properties = "rung.test=imports")
class ImportsTest {
  private static final LocalDate DAY = LocalDate.of(2020, 6, 30);
  private static final LocalDate LATER = LocalDate.of(2021, 6, 30);
  private static final String HEADER =
      "id,title,department,full part,pay basis,weekly hours,annual pay,hourly pay,hire date,manager id\n";

  @TempDir private Path folder = Path.of("");
  @Autowired private Imports imports;
  @Autowired private ImportReports reports;
  @Autowired private Workforce workforce;
  @Autowired private Jobs jobs;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void empty() {
    // The matcher that an import asked for ends before its titles go.
    jobs.open().forEach(job -> settled(job.id()));
    Emptied.of(
        jdbc,
        "people.employment",
        "people.snapshot",
        "people.person",
        "people.import",
        "people.held_row",
        "people.import_part",
        "people.merged_row",
        "people.hiring",
        "people.role",
        "jobs.job");
  }

  @Test
  void holdsEachBadRowWithItsFaultAndTakesTheOthers() throws IOException {
    ImportReport report =
        now(
            DAY,
            "a1,Clerk,Water,full-time,salary,,54000,,2019-02-28,a3",
            ",Clerk,Water,full-time,salary,,54000,,,",
            "a2,,Water,full-time,salary,,54000,,,",
            "a3,Chief,Water,full-time,salary,,\"$154,000.50\",,,",
            "a4,Clerk,Water,full-time,salary,,,,,",
            "a5,Clerk,Water,full-time,salary,,n/a,,,",
            "a6,Clerk,Water,full-time,salary,,0,,,",
            "a7,Clerk,Water,full-time,salary,,-54000,,,",
            "a8,Clerk,Water,full-time,salary,,54000000,,,",
            "a9,Clerk,Water,full-time,salary,,540,,,",
            "b1,Clerk,Water,sometimes,salary,,54000,,,",
            "b2,Clerk,Water,full-time,monthly?,,54000,,,",
            "b3,Clerk,Water,full-time,hourly,400,,18.50,,",
            "b4,Clerk,Water,full-time,salary,,54000,,2020-07-01,",
            "b5,Clerk,Water,full-time,salary,,54000,,31/31/2019,",
            "b6,Clerk,Water,full-time,salary,,54000",
            "b7,Clerk,Water,part-time,hourly,,,20,,nobody",
            "=b8+1,Clerk,Water,part-time,hourly,25,,20,,b8");
    assertThat(faults(report.id()))
        .containsExactly(
            "3 id: Person id is missing",
            "4 title: Job title is missing",
            "6 annual pay: Pay is missing",
            "7 annual pay: Pay is not a number",
            "8 annual pay: Pay is zero",
            "9 annual pay: Pay is below zero",
            "10 annual pay: Pay is too high",
            "11 annual pay: Pay is too low",
            "12 full part: Neither full nor part time",
            "13 pay basis: Neither salary nor hourly",
            "14 weekly hours: Weekly hours cannot be",
            "15 hire date: Date cannot be",
            "16 hire date: Date cannot be",
            "17 : Row has too few or too many values");
    assertThat(report)
        .extracting(ImportReport::read, ImportReport::added, ImportReport::held)
        .containsExactly(18L, 4L, 14L);
    assertThat(report)
        .extracting(ImportReport::read, ImportReport::added, ImportReport::held)
        .containsExactly(18L, 4L, 14L);
    assertThat(pay("a3")).isEqualTo(15_400_050);
    assertThat(pay("b7")).isEqualTo(20_00L * 20 * 52);
    assertThat(pay("=b8+1")).isEqualTo(20_00L * 25 * 52);
    assertThat(
            jdbc.sql(
                    """
                    select m.employer_id
                      from people.now e
                      join people.person p on p.id = e.person_id
                      join people.person m on m.id = e.manager_id
                     where p.employer_id = 'a1'
                    """)
                .query(String.class)
                .single())
        .isEqualTo("a3");
    assertThat(imports.state(report.id())).isEqualTo("done");
  }

  @Test
  void holdsEveryRowOfAnIdThatStandsInSeveralAndSaysWhere() throws IOException {
    ImportReport report =
        now(DAY, row("a1", "Clerk"), row("a2", "Cook"), row("a1", "Cook"), row("a1", "Clerk"));
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.held()).isEqualTo(3);
    assertThat(
            jdbc.sql("select reason from people.held_row where import_id = :id order by line")
                .param("id", report.id())
                .query(String.class)
                .list())
        .satisfiesExactly(
            first -> assertThat(first).contains("line 4, 5."),
            second -> assertThat(second).contains("line 2, 5."),
            third -> assertThat(third).contains("line 2, 4."));
    assertThat(count("people.person")).isEqualTo(1);
  }

  @Test
  void aMendedFileOfTheHeldRowsAloneCompletesTheDay() throws IOException {
    ImportReport report = now(DAY, row("a1", "Clerk"), row("a2", ""), row("=3", ""));
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    reports.csv(report.id(), "staff.csv", List.of(HEADER.strip().split(","))).writeTo(csv);
    String held = csv.toString(StandardCharsets.UTF_8);
    assertThat(held).contains("line in the file,why held").contains("Job title is missing (title)");
    Path mended = folder.resolve("mended.csv");
    Files.writeString(mended, held.replace(",,Water", ",Cook,Water"));
    ImportReport second = imports.importNow(mended, DAY, "test");
    assertThat(second).extracting(ImportReport::added, ImportReport::held).containsExactly(2L, 0L);
    assertThat(workforce.people()).isEqualTo(3);
    assertThat(people()).contains("=3 Cook");
  }

  @Test
  void theSameFileTwiceChangesNothingAndAChangedRowIsChanged() throws IOException {
    now(DAY, row("a1", "Clerk"), row("a2", "Cook"));
    ImportReport same = now(DAY, row("a1", "Clerk"), row("a2", "Cook"));
    assertThat(same)
        .extracting(ImportReport::added, ImportReport::changed, ImportReport::same)
        .containsExactly(0L, 0L, 2L);
    ImportReport changed = now(DAY, row("a1", "Chief"), row("a2", "Cook"), row("a3", "Cook"));
    assertThat(changed)
        .extracting(ImportReport::added, ImportReport::changed, ImportReport::same)
        .containsExactly(1L, 1L, 1L);
    assertThat(people()).containsExactly("a1 Chief", "a2 Cook", "a3 Cook");
    assertThat(workforce.people()).isEqualTo(3);
  }

  @Test
  void countsWhoCameLeftAndMovedOnlyAmongThoseWhoCanBeFollowed() throws IOException {
    String header = HEADER.replace("manager id", "linked");
    now(
        DAY,
        header,
        row("s1", "Clerk", "yes"),
        row("s2", "Clerk", "yes"),
        row("l1", "Clerk", "yes"),
        row("u1", "Clerk", "no"));
    now(
        LATER,
        header,
        row("s1", "Clerk", "yes"),
        row("s2", "Chief", "yes"),
        row("j1", "Clerk", "yes"),
        row("u2", "Clerk", "no"),
        row("u3", "Clerk", "no"));
    List<Workforce.Snapshot> days = workforce.snapshots();
    assertThat(workforce.changes(days.get(0), days.get(1)))
        .isEqualTo(new Workforce.Changes(2, 1, 1, 1, 1, 2));
  }

  @Test
  void undoTakesTheLatestImportBackAndOnlyThat() throws IOException {
    ImportReport first = now(DAY, row("a1", "Clerk"), row("a2", "Cook"));
    ImportReport merged = now(DAY, row("a1", "Chief"), row("a3", "Cook"));
    ImportReport later = now(LATER, row("a1", "Chief"), row("b1", "Clerk"));
    assertThatThrownBy(() -> imports.undo(merged.id(), "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("later day");
    imports.undo(later.id(), "test");
    assertThat(workforce.latest().orElseThrow().takenOn()).isEqualTo(DAY);
    assertThatThrownBy(() -> imports.undo(first.id(), "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("same day");
    imports.undo(merged.id(), "test");
    assertThat(people()).containsExactly("a1 Clerk", "a2 Cook");
    assertThat(workforce.people()).isEqualTo(2);
    imports.undo(first.id(), "test");
    assertThat(count("people.person")).isZero();
    assertThat(count("people.snapshot")).isZero();
    assertThatThrownBy(() -> imports.undo(first.id(), "test")).isInstanceOf(Refused.class);
  }

  @Test
  void aCancelledImportLeavesNothing() throws IOException {
    now(DAY, row("a1", "Clerk"));
    Path file = file("many.csv", many(60_000));
    long[] steps = {0};
    assertThatThrownBy(() ->
            imports.importNow(
                file,
                LATER,
                "test",
                new Work.Progress() {
                  @Override
                  public void step(String phase, long done, long total) {
                    if (phase.equals("writing people") && done > 0) {
                      steps[0] = done;
                      throw new Work.Cancelled();
                    }
                  }

                  @Override
                  public boolean cancelled() {
                    return false;
                  }
                }))
        .isInstanceOf(Work.Cancelled.class);
    assertThat(steps[0]).isPositive();
    assertThat(count("people.person")).isEqualTo(1);
    assertThat(count("people.snapshot")).isEqualTo(1);
    assertThat(count("people.import")).isEqualTo(1);
  }

  @Test
  void anImportOfTheCommandLineLeavesNoEntryBeforeItIsDone() throws Exception {
    Path file = file("many.csv", many(1_000));
    List<Long> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
    imports.importNow(
        file,
        LATER,
        "test",
        new Work.Progress() {
          @Override
          public void step(String phase, long done, long total) {
            // In a thread of its own: outside the transaction, as a killed process leaves it.
            Thread other = Thread.ofPlatform().start(() -> seen.add(count("people.import")));
            try {
              other.join();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        });
    assertThat(seen).isNotEmpty().containsOnly(0L);
    assertThat(count("people.import")).isEqualTo(1);
  }

  @Test
  void aJobImportsTheFileThatWasSentAndForgetsItsBytes() throws IOException {
    long id =
        imports.guess(
            "staff_2020-06-30.csv",
            new ByteArrayInputStream((HEADER + many(30_000)).getBytes(StandardCharsets.UTF_8)),
            "test");
    ImportFile.Stored stored = stored(id);
    assertThat(stored.takenOn()).contains(DAY);
    assertThat(count("people.import_part")).isPositive();
    assertThatThrownBy(() ->
            imports.start(id, stored.file().mapping().with(Map.of(), false, false), DAY, "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Person id");
    long job = imports.start(id, stored.file().mapping(), DAY, "test");
    assertThat(settled(job).state()).isEqualTo(Job.State.DONE);
    assertThat(imports.state(id)).isEqualTo("done");
    assertThat(workforce.people()).isEqualTo(30_000);
    assertThat(count("people.import_part")).isZero();
    assertThat(matchings()).hasSize(1);
    settled(matchings().getFirst());
    assertThat(count("skills.role_occupation")).isEqualTo(count("people.role"));
    assertThatThrownBy(() -> imports.start(id, stored.file().mapping(), DAY, "test"))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aJobWhoseServerWasKilledAfterTheLastCommitImportsNothingTwice() throws IOException {
    ImportReport report = now(DAY, row("a1", "Clerk"));
    long job =
        jobs.ask(ImportWork.KIND, "again", "", new ImportWork.Input(report.id()).json(), "test");
    assertThat(settled(job).message()).startsWith("1 rows read: 1 new");
    assertThat(workforce.people()).isEqualTo(1);
  }

  @Test
  void refusesAFileWithoutRowsOrWithoutPay() throws IOException {
    assertThatThrownBy(() -> imports.importNow(file("a.csv", ""), DAY, "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no rows");
    Path file = folder.resolve("b.csv");
    Files.writeString(file, "id,title\n1,Clerk\n2,Cook\n");
    assertThatThrownBy(() -> imports.importNow(file, DAY, "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("pay");
    Files.writeString(file, "");
    assertThatThrownBy(() -> imports.importNow(file, DAY, "test")).isInstanceOf(NotATable.class);
    assertThat(count("people.import")).isZero();
  }

  @Test
  void takesRequisitionsAndTheirCorrections() throws IOException {
    Path file = folder.resolve("hiring.csv");
    String header = "requisition,job title,opened,filled,cost\n";
    Files.writeString(
        file,
        header
            + "R1,Clerk,2019-01-02,2019-03-04,\"$4,100.00\"\n"
            + "R2,Cook,2019-02-02,,\n"
            + "R3,Cook,2019-02-02,2019-01-01,100\n"
            + "R4,Cook,2019-02-02,,-5\n");
    ImportReport report = imports.importNow(file, LocalDate.EPOCH, "test");
    assertThat(report).extracting(ImportReport::added, ImportReport::held).containsExactly(2L, 2L);
    Files.writeString(
        file, header + "R1,Clerk,2019-01-02,2019-03-04,4100\nR2,Cook,2/2/19,3/31/19,900\n");
    ImportReport second = imports.importNow(file, LocalDate.EPOCH, "test");
    assertThat(second)
        .extracting(ImportReport::changed, ImportReport::same)
        .containsExactly(1L, 1L);
  }

  /// Jobs that match titles, asked for by themselves.
  private List<Long> matchings() {
    return jdbc.sql("select id from jobs.job where kind = 'match-roles' order by id")
        .query((row, n) -> row.getLong("id"))
        .list();
  }

  private ImportFile.Stored stored(long id) {
    return new ImportStore(jdbc).find(id).orElseThrow();
  }

  private Job settled(long job) {
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (Instant.now().isBefore(limit)) {
      Job now = jobs.find(job).orElseThrow();
      if (now.state().settled()) {
        return now;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("The job is still open: " + jobs.find(job));
  }

  private static String row(String id, String title) {
    return row(id, title, "");
  }

  private static String row(String id, String title, String last) {
    return "%s,%s,Water,full-time,salary,,54000,,,%s".formatted(id, title, last);
  }

  private static String many(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> row("m" + i, i % 2 == 0 ? "Clerk" : "Cook"))
        .collect(Collectors.joining("\n"));
  }

  private ImportReport now(LocalDate day, String... rows) throws IOException {
    String text = String.join("\n", rows).replace("\n\n", "\n");
    Path file = folder.resolve("staff.csv");
    Files.writeString(file, (rows[0].startsWith("id,") ? "" : HEADER) + text + "\n");
    return imports.importNow(file, day, "test");
  }

  private Path file(String name, String rows) throws IOException {
    return Files.writeString(folder.resolve(name), HEADER + rows);
  }

  private List<String> faults(long id) {
    return jdbc.sql(
            """
            select line || ' ' || column_name || ': ' || fault
              from people.held_row
             where import_id = :id
             order by line, column_no
            """)
        .param("id", id)
        .query((row, n) -> row.getString(1))
        .list();
  }

  private List<String> people() {
    return jdbc.sql(
            """
            select p.employer_id || ' ' || r.title
              from people.now e
              join people.person p on p.id = e.person_id
              join people.role r on r.id = e.role_id
             order by 1
            """)
        .query((row, n) -> row.getString(1))
        .list();
  }

  private long pay(String id) {
    return jdbc.sql(
            """
            select e.annual_pay_cents
              from people.now e
              join people.person p on p.id = e.person_id
             where p.employer_id = :id
            """)
        .param("id", id)
        .query(Long.class)
        .single();
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }
}

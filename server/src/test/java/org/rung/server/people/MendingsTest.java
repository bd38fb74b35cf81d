package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Emptied;
import org.rung.server.RungTest;
import org.rung.server.files.HeldList;
import org.rung.server.files.MendForm;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Shares its database with the tests of imports, emptied before each test.
@RungTest
@TestPropertySource(properties = "rung.test=imports")
class MendingsTest {
  private static final LocalDate DAY = LocalDate.of(2020, 6, 30);
  private static final String HEADER = "id,title,department,annual pay,manager id\n";
  private static final int TITLE = 2;
  private static final int PAY = 4;

  @TempDir private Path folder = Path.of("");
  @Autowired private Imports imports;
  @Autowired private Mendings mendings;
  @Autowired private ChangedRows changedRows;
  @Autowired private ImportReports reports;
  @Autowired private ImportStore store;
  @Autowired private Workforce workforce;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void empty() {
    Emptied.of(
        jdbc,
        "people.employment",
        "people.snapshot",
        "people.person",
        "people.import",
        "people.held_row",
        "people.import_part",
        "people.merged_row",
        "people.hiring");
  }

  @Test
  void takesAMendedRowByTheRulesOfTheImport() throws IOException {
    long id = now("a1,Clerk,Water,54000,", "a2,,Water,52000,a1").id();
    Mendings.Outcome wrong = mend(id, row(3, 0, PAY, "lots"));
    assertThat(wrong.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).startsWith("Write pay as"));
    assertThat(waiting(id)).containsExactly("3 title");
    Mendings.Outcome right = mend(id, row(3, 0, TITLE, "Cook"));
    assertThat(right.taken()).isEqualTo(1);
    assertThat(people()).containsExactly("a1 Clerk 54000 none", "a2 Cook 52000 a1");
    assertThat(workforce.people()).isEqualTo(2);
    assertThat(counts(id)).isEqualTo("2 read, 2 new, 0 changed, 0 held, 0 left out");
    assertThat(waiting(id)).isEmpty();
    assertThat(csv(id)).contains("3,title,,Cook,test,");
    assertThat(
            jdbc.sql("select subject from access.audit where subject like :subject")
                .param("subject", "import " + id + ", line 3%")
                .query(String.class)
                .list())
        .containsExactly("import %d, line 3 mended: title".formatted(id));
  }

  @Test
  void keepsASoundValueWhileTheRowHasAnotherFault() throws IOException {
    long id = now("a1,Clerk,Water,54000,", "a2,,Water,n/a,").id();
    Mendings.Outcome half = mend(id, new MendForm.Row(3, 0, Map.of(TITLE, "Cook", PAY, "none")));
    assertThat(half.kept()).isEqualTo(1);
    assertThat(half.problems()).extracting(HeldList.Problem::columnNo).containsExactly(PAY);
    assertThat(waiting(id)).containsExactly("3 annual pay");
    assertThat(mend(id, row(3, 1, PAY, "$52,000")).taken()).isEqualTo(1);
    assertThat(people()).contains("a2 Cook 52000 none");
  }

  @Test
  void takesARowThatIsWrongAsAWhole() throws IOException {
    long id = now("a1,Clerk,Water,54000,", "a2,Cook").id();
    Mendings.Outcome outcome =
        mend(id, new MendForm.Row(3, 0, Map.of(1, "a2", TITLE, "Cook", 3, "Water", PAY, "52000")));
    assertThat(outcome.taken()).isEqualTo(1);
    assertThat(people()).contains("a2 Cook 52000 none");
  }

  @Test
  void takesTheLastRowOfAnIdWhenTheOthersAreLeftOut() throws IOException {
    long id = now("a1,Clerk,Water,54000,", "a2,Cook,Water,51000,", "a1,Chief,Fire,90000,").id();
    Mendings.Outcome same = mend(id, row(2, 0, 1, "a2"));
    assertThat(same.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).startsWith("a2 is in already"));
    Mendings.Outcome out = out(id, 4, 0);
    assertThat(out)
        .extracting(Mendings.Outcome::taken, Mendings.Outcome::leftOut)
        .containsExactly(1, 1);
    assertThat(people()).containsExactly("a1 Clerk 54000 none", "a2 Cook 51000 none");
    assertThat(counts(id)).isEqualTo("3 read, 2 new, 0 changed, 0 held, 1 left out");
  }

  @Test
  void theSameFileAgainKeepsWhatWasMendedAndDoublesNobody() throws IOException {
    String[] rows = {
      "a1,Clerk,Water,54000,", "a2,,Water,52000,", ",Cook,Water,51000,", "a1,Chief,Fire,90000,"
    };
    long id = now(rows).id();
    mend(id, row(3, 0, TITLE, "Cook"));
    mend(id, row(4, 0, 1, "a3"));
    out(id, 5, 0);
    List<String> mended = people();
    assertThat(mended)
        .containsExactly("a1 Clerk 54000 none", "a2 Cook 52000 none", "a3 Cook 51000 none");
    ImportReport again = now(rows);
    assertThat(again)
        .extracting(
            ImportReport::same, ImportReport::mended, ImportReport::leftOut, ImportReport::held)
        .containsExactly(3L, 2L, 1L, 0L);
    assertThat(people()).isEqualTo(mended);
    // And on an empty day, after both were undone.
    imports.undo(again.id(), "test");
    imports.undo(id, "test");
    assertThat(people()).isEmpty();
    assertThat(now(rows).added()).isEqualTo(3);
    assertThat(people()).isEqualTo(mended);
  }

  @Test
  void aSecondClickOnTheSameButtonChangesNothing() throws IOException {
    long id = now("a1,Clerk,Water,54000,", "a2,,Water,52000,", ",Cook,Fire,52000,").id();
    mend(id, row(3, 0, TITLE, "Cook"));
    Mendings.Outcome second = mend(id, row(3, 0, TITLE, "Cook"));
    assertThat(second.before()).isEqualTo(1);
    assertThat(second.problems()).isEmpty();
    out(id, 4, 0);
    assertThat(out(id, 4, 0).before()).isEqualTo(1);
    assertThat(counts(id)).isEqualTo("3 read, 2 new, 0 changed, 0 held, 1 left out");
    assertThat(mend(id, row(3, 0, TITLE, "Chief")).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("test mended line 3"));
  }

  @Test
  void ofTwoPlannersAtOnceOneTakesTheRow() throws Exception {
    long id = now("a1,Clerk,Water,54000,", "a2,,Water,52000,").id();
    CyclicBarrier start = new CyclicBarrier(2);
    try (var both = Executors.newFixedThreadPool(2)) {
      List<Callable<Mendings.Outcome>> asks =
          List.of(
              () -> {
                start.await();
                return mendings.mend(id, form(row(3, 0, TITLE, "Cook")), 0, "one");
              },
              () -> {
                start.await();
                return mendings.mend(id, form(row(3, 0, TITLE, "Chief")), 0, "other");
              });
      List<Future<Mendings.Outcome>> answers = both.invokeAll(asks);
      List<Mendings.Outcome> outcomes = List.of(answers.get(0).get(), answers.get(1).get());
      assertThat(outcomes).extracting(Mendings.Outcome::taken).containsExactlyInAnyOrder(1, 0);
      assertThat(outcomes)
          .filteredOn(outcome -> outcome.taken() == 0)
          .singleElement()
          .satisfies(outcome -> assertThat(outcome.problems()).hasSize(1));
    }
    assertThat(workforce.people()).isEqualTo(2);
  }

  @Test
  void undoLetsTheRowWaitAgainAsTheFileHasIt() throws IOException {
    long id = now("a1,Clerk,Water,54000,", "a2,,Water,52000,").id();
    long deed = mend(id, row(3, 0, TITLE, "Cook")).deed().orElseThrow();
    assertThat(mendings.undo(id, deed, "test")).isEqualTo(1);
    assertThat(people()).containsExactly("a1 Clerk 54000 none");
    assertThat(waiting(id)).containsExactly("3 title");
    assertThat(counts(id)).isEqualTo("2 read, 1 new, 0 changed, 1 held, 0 left out");
    assertThat(jdbc.sql("select count(*) from people.person").query(Long.class).single())
        .isEqualTo(1);
    assertThatThrownBy(() -> mendings.undo(id, deed, "test")).isInstanceOf(Refused.class);
    assertThat(mend(id, row(3, 2, TITLE, "Chief")).taken()).isEqualTo(1);
    assertThat(csv(id)).contains("3,title,,Cook,test,").contains("3,title,,Chief,test,");
  }

  @Test
  void aRowMendedInACorrectionChangesThePersonAndIsUndoneWithIt() throws IOException {
    now("a1,Clerk,Water,54000,");
    long id = now("a1,Clerk,Water,n/a,", "a2,Cook,Water,50000,").id();
    assertThat(mend(id, row(2, 0, PAY, "60000")).taken()).isEqualTo(1);
    assertThat(people()).containsExactly("a1 Clerk 60000 none", "a2 Cook 50000 none");
    assertThat(counts(id)).isEqualTo("2 read, 1 new, 1 changed, 0 held, 0 left out");
    assertThat(changedRows.count(id)).isEqualTo(1);
    imports.undo(id, "test");
    assertThat(people()).containsExactly("a1 Clerk 54000 none");
    assertThatThrownBy(() -> mend(id, row(2, 1, PAY, "1"))).isInstanceOf(Refused.class);
  }

  @Test
  void aHeldRowOfAPersonWhomTheSameFileHasUnchangedDoesNotChangeThePerson() throws IOException {
    now("a1,Clerk,Water,54000,", "a2,Cook,Water,50000,");
    long id = now("a1,Clerk,Water,54000,", "a1,Chief,Water,n/a,", ",Chief,Fire,90000,").id();
    Mendings.Outcome second = mend(id, row(3, 0, PAY, "90000"));
    assertThat(second)
        .extracting(Mendings.Outcome::taken, Mendings.Outcome::kept)
        .containsExactly(0, 1);
    assertThat(waiting(id)).containsExactly("3 id", "4 id");
    // Nor when somebody gives its id to another row.
    assertThat(mend(id, row(4, 0, 1, "a1")).taken()).isZero();
    assertThat(people()).containsExactly("a1 Clerk 54000 none", "a2 Cook 50000 none");
    // A person whom the file has nowhere else is changed.
    assertThat(mend(id, row(4, 0, 1, "a2")).taken()).isEqualTo(1);
    assertThat(people()).containsExactly("a1 Clerk 54000 none", "a2 Chief 90000 none");
    imports.undo(id, "test");
    assertThat(people()).containsExactly("a1 Clerk 54000 none", "a2 Cook 50000 none");
  }

  @Test
  void listsOldAndNewValuesAndHidesPayOfTitlesWithFewPeople() throws IOException {
    String clerks =
        "c1,Clerk,Water,50000,\n"
            + "c2,Clerk,Water,50000,\n"
            + "c3,Clerk,Water,50000,\n"
            + "c4,Clerk,Water,50000,\n";
    now(clerks + "c5,Clerk,Water,50000,\nd1,Chief,Fire,90000,");
    long id = now("c5,Clerk,Law,51000.50,c1\nd1,Chief,Fire,95000,").id();
    // A later correction does not change what this one did.
    now("c5,Clerk,Law,77000,c1");
    assertThat(changedRows.page(id, 1))
        .containsExactly(
            new ImportReportPage.Change("c5", "Department", "Water", "Law"),
            new ImportReportPage.Change("c5", "Pay a year", "$50,000.00", "$51,000.50"),
            new ImportReportPage.Change("c5", "Manager's id", "not given", "c1"),
            new ImportReportPage.Change(
                "d1",
                "Pay a year",
                "not shown, under 5 with this title",
                "not shown, under 5 with this title"));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    changedRows.csv(id).writeTo(file);
    assertThat(file.toString(StandardCharsets.UTF_8))
        .contains("c5,Department,Water,Law")
        .doesNotContain("95,000");
  }

  @Test
  void mendsARequisition() throws IOException {
    Path file = folder.resolve("hiring.csv");
    Files.writeString(
        file,
        "requisition,job title,opened,filled,cost\n"
            + "R1,Clerk,2019-01-02,,\n"
            + "R2,Cook,2019-02-02,,-5\n");
    long id = imports.importNow(file, LocalDate.EPOCH, "test").id();
    long deed = mend(id, row(3, 0, 5, "900")).deed().orElseThrow();
    assertThat(jdbc.sql("select sum(cost_cents) from people.hiring").query(Long.class).single())
        .isEqualTo(90_000);
    assertThat(imports.importNow(file, LocalDate.EPOCH, "test").same()).isEqualTo(2);
    mendings.undo(id, deed, "test");
    assertThat(jdbc.sql("select count(*) from people.hiring").query(Long.class).single())
        .isEqualTo(1);
    assertThat(waiting(id)).containsExactly("3 cost");
  }

  private Mendings.Outcome mend(long id, MendForm.Row row) {
    return mendings.mend(id, form(row), 0, "test");
  }

  private Mendings.Outcome out(long id, long line, int version) {
    return mendings.mend(id, new MendForm(List.of(), OptionalLong.of(line)), version, "test");
  }

  private static MendForm form(MendForm.Row row) {
    return new MendForm(List.of(row), OptionalLong.empty());
  }

  private static MendForm.Row row(long line, int version, int column, String value) {
    return new MendForm.Row(line, version, Map.of(column, value));
  }

  private ImportReport now(String... rows) throws IOException {
    Path file = folder.resolve("staff.csv");
    Files.writeString(file, HEADER + String.join("\n", rows) + "\n");
    return imports.importNow(file, DAY, "test");
  }

  private List<String> waiting(long id) {
    return reports.held(store.find(id).orElseThrow(), "", "", false, false, 1, true).rows().stream()
        .map(row -> row.line() + " " + row.column())
        .toList();
  }

  private String csv(long id) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    reports.mendedCsv(id).writeTo(file);
    return file.toString(StandardCharsets.UTF_8);
  }

  private String counts(long id) {
    ImportListPage.Row row = reports.row(id).orElseThrow();
    return "%d read, %d new, %d changed, %d held, %d left out"
        .formatted(row.read(), row.added(), row.changed(), row.held(), row.leftOut());
  }

  private List<String> people() {
    return jdbc.sql(
            """
            select p.employer_id || ' ' || r.title || ' ' || e.annual_pay_cents / 100 || ' '
                     || coalesce(m.employer_id, 'none')
              from people.now e
              join people.person p on p.id = e.person_id
              join people.role r on r.id = e.role_id
              left join people.person m on m.id = e.manager_id
             order by 1
            """)
        .query((row, n) -> row.getString(1))
        .list();
  }
}

package org.rung.server.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Emptied;
import org.rung.server.RungTest;
import org.rung.server.pages.Refused;
import org.rung.server.skills.RoleOccupation.Origin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// What is matched, what people decide about it, and that nothing they decide is lost.
@RungTest
@TestPropertySource(properties = "rung.test.of=role-occupations")
class RoleOccupationsTest {
  private static final String TRUCK_DRIVER = "53-3032.00";
  private static final String LIGHT_TRUCK_DRIVER = "53-3033.00";
  private static final String POLICE_SUPERVISOR = "33-1012.00";
  private static final String FIRE_SUPERVISOR = "33-1021.00";

  @Autowired private JdbcClient jdbc;
  @Autowired private RoleOccupations roles;
  @Autowired private RoleMatching matching;
  @Autowired private RoleLabels roleLabels;
  @TempDir private Path folder;

  @BeforeEach
  void startWithNobody() {
    Emptied.of(
        jdbc,
        "people.employment",
        "people.hiring",
        "people.role",
        "people.person",
        "people.department",
        "people.site",
        "people.snapshot",
        "skills.role_occupation",
        "skills.role_offer",
        "skills.role_change",
        "skills.remembered_title");
  }

  @Test
  void matchesByTitleDepartmentAndPay() {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    int police = role("Lieutenant", "Police", 8, 133_446);
    MatchReport report = matching.matchMissing();
    assertThat(report.roles()).isEqualTo(2);
    assertThat(code(driver)).isEqualTo(TRUCK_DRIVER);
    assertThat(code(police)).isEqualTo(POLICE_SUPERVISOR);
    assertThat(now(police).origin()).isEqualTo(Origin.MATCHED);
    assertThat(now(police).decidedBy()).isEmpty();
    assertThat(offers(police)).hasSize(5).startsWith(POLICE_SUPERVISOR).doesNotHaveDuplicates();
  }

  @Test
  void readsTheDepartmentWhereMostPeopleAreInTheLatestFile() {
    int lieutenant = role("Lieutenant", "Police", 6, 133_446);
    hold(lieutenant, "Fire", 9, 111_252, LocalDate.of(2021, 1, 1));
    hold(lieutenant, "Police", 6, 133_446, LocalDate.of(2021, 1, 1));
    matching.matchMissing();
    assertThat(code(lieutenant)).isEqualTo(FIRE_SUPERVISOR);
  }

  @Test
  void givesATitleOfSeveralJobsNoOccupationAndSaysWhy() {
    int other = role("Other, Police", "Police", 20, 70_000);
    int worker = role("Other health worker", "Health", 6, 40_000);
    MatchReport report = matching.matchMissing();
    assertThat(report.several()).isEqualTo(1);
    assertThat(now(other).occupation()).isEmpty();
    assertThat(now(other).why()).contains("several jobs");
    assertThat(now(worker).occupation()).isPresent();
    assertThat(roles.waiting()).isEqualTo(1);
  }

  @Test
  void aCorrectionSurvivesANewRunAndHoldsForTheSameTitleInALaterImport() {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    matching.matchMissing();
    roles.confirm(driver, LIGHT_TRUCK_DRIVER, now(driver).version(), "Pat");
    matching.matchAll();
    assertThat(code(driver)).isEqualTo(LIGHT_TRUCK_DRIVER);
    assertThat(now(driver).decidedBy()).contains("Pat");
    int again = role("MOTOR  TRUCK DRIVER", "Aviation", 6, 77_896);
    MatchReport report = matching.matchMissing();
    assertThat(report.remembered()).isEqualTo(1);
    assertThat(code(again)).isEqualTo(LIGHT_TRUCK_DRIVER);
    assertThat(now(again).origin()).isEqualTo(Origin.CONFIRMED);
    assertThat(roles.waiting()).isZero();
  }

  @Test
  void ofTwoPlannersWhoConfirmAtOnceTheSecondIsToldWhatTheFirstDid() throws Exception {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    matching.matchMissing();
    int seen = now(driver).version();
    var start = new CyclicBarrier(2);
    List<Callable<Deed>> both = new ArrayList<>();
    for (String[] who : new String[][] {{"Pat", TRUCK_DRIVER}, {"Quinn", LIGHT_TRUCK_DRIVER}}) {
      both.add(() -> {
        start.await();
        return roles.confirm(driver, who[1], seen, who[0]);
      });
    }
    int refused = 0;
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (Future<Deed> future : threads.invokeAll(both)) {
        try {
          future.get();
        } catch (ExecutionException e) {
          refused++;
          assertThat(e.getCause())
              .isInstanceOf(StaleRole.class)
              .hasMessageContaining(now(driver).decidedBy().orElseThrow())
              .hasMessageContaining(code(driver));
        }
      }
    }
    assertThat(refused).isEqualTo(1);
    assertThat(changes(driver)).isEqualTo(1);
  }

  @Test
  void aPlannerWhoLooksWhileTheMatcherRunsAgainCanStillConfirm() {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    matching.matchMissing();
    int seen = now(driver).version();
    hold(driver, "Library", 30, 20_000, LocalDate.of(2021, 1, 1));
    matching.matchAll();
    roles.confirm(driver, TRUCK_DRIVER, seen, "Pat");
    assertThat(now(driver).origin()).isEqualTo(Origin.CONFIRMED);
  }

  @Test
  void undoBringsBackTheMatchAndForgetsTheCorrection() {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    matching.matchMissing();
    RoleOccupation before = now(driver);
    Deed deed = roles.confirm(driver, LIGHT_TRUCK_DRIVER, before.version(), "Pat");
    roles.undo(deed.id(), "Pat");
    assertThat(now(driver)).usingRecursiveComparison().ignoringFields("version").isEqualTo(before);
    int again = role("Motor Truck Driver", "Aviation", 6, 77_896);
    matching.matchMissing();
    assertThat(now(again).origin()).isEqualTo(Origin.MATCHED);
    assertThatThrownBy(() -> roles.undo(deed.id(), "Pat"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("already");
  }

  @Test
  void undoOfACorrectedLabelBringsTheLabelBackForLaterImportsToo() throws IOException {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    roleLabels.importLabels(labels("Motor truck driver,,53-3032.00,,,by hand"), "labels.csv");
    Deed deed = roles.confirm(driver, LIGHT_TRUCK_DRIVER, now(driver).version(), "Pat");
    roles.undo(deed.id(), "Pat");
    assertThat(code(driver)).isEqualTo(TRUCK_DRIVER);
    assertThat(now(driver).decidedBy()).contains("labels.csv");
    int again = role("Motor Truck Driver", "Aviation", 6, 77_896);
    matching.matchMissing();
    assertThat(now(again).decidedBy()).contains("labels.csv");
  }

  @Test
  void undoIsRefusedOnceSomebodyElseDecided() {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    matching.matchMissing();
    Deed first = roles.confirm(driver, TRUCK_DRIVER, now(driver).version(), "Pat");
    roles.confirm(driver, LIGHT_TRUCK_DRIVER, now(driver).version(), "Quinn");
    assertThatThrownBy(() -> roles.undo(first.id(), "Pat"))
        .isInstanceOf(StaleRole.class)
        .hasMessageContaining("Quinn");
    assertThat(code(driver)).isEqualTo(LIGHT_TRUCK_DRIVER);
  }

  @Test
  void aRoleNotMatchedYetCanBeConfirmedAndThatUndone() {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    Deed deed = roles.confirm(driver, TRUCK_DRIVER, 0, "Pat");
    assertThatThrownBy(() -> roles.confirm(driver, LIGHT_TRUCK_DRIVER, 0, "Quinn"))
        .isInstanceOf(StaleRole.class);
    roles.undo(deed.id(), "Pat");
    assertThat(roles.of(driver)).isEmpty();
  }

  @Test
  void refusesACodeThatIsNoOccupation() {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    matching.matchMissing();
    assertThatThrownBy(() -> roles.confirm(driver, "53-9999.99", now(driver).version(), "Pat"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("53-9999.99");
    assertThat(now(driver).origin()).isEqualTo(Origin.MATCHED);
  }

  @Test
  void confirmsAllWithOneMatchAndUndoesThemAsOne() {
    int auditor = role("Auditor II", "Finance", 40, 87_006);
    int librarian = role("Librarian IV", "Public library", 9, 107_208);
    int aide = role("Zephyr aide", "Public library", 9, 30_000);
    MatchReport report = matching.matchMissing();
    assertThat(report.certain()).isEqualTo(2);
    assertThatThrownBy(() -> roles.confirmAllCertain(3, "Pat"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("2 titles");
    Deed deed = roles.confirmAllCertain(2, "Pat");
    assertThat(deed.roles()).isEqualTo(2);
    assertThat(now(aide).origin()).isEqualTo(Origin.MATCHED);
    roles.confirm(librarian, "25-4031.00", now(librarian).version(), "Quinn");
    Deed undone = roles.undo(deed.id(), "Pat");
    assertThat(undone.roles()).isEqualTo(1);
    assertThat(undone.skipped()).isEqualTo(1);
    assertThat(now(auditor).origin()).isEqualTo(Origin.MATCHED);
    assertThat(code(librarian)).isEqualTo("25-4031.00");
  }

  @Test
  void takesGoodLabelsAndReportsTheOthersByLineAndColumn() throws IOException {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    int officer = role("Police officer", "Police", 40, 87_006);
    LabelReport report =
        roleLabels.importLabels(
            labels(
                "Motor truck driver,,53-3032.00,,,",
                "Police officer,,33-3051,,,",
                ",,33-3051.00,,,",
                "\"Clerk,\nlong\",,43-9061.00,,99-0000.00,",
                "motor  truck DRIVER,,53-3033.00,,,",
                "Nobody here yet,,43-9061.00,,,"),
            "labels.csv");
    assertThat(report.held())
        .extracting(LabelReport.Note::line, LabelReport.Note::column, LabelReport.Note::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(3L, "occupation", "33-3051"),
            org.assertj.core.groups.Tuple.tuple(4L, "job_title", ""),
            org.assertj.core.groups.Tuple.tuple(5L, "also", "99-0000.00"),
            org.assertj.core.groups.Tuple.tuple(7L, "occupation", "53-3033.00"));
    assertThat(report.held().getLast().reason()).contains("line 2");
    assertThat(report.taken()).isEqualTo(1);
    assertThat(report.ahead()).isEqualTo(1);
    assertThat(code(driver)).isEqualTo(TRUCK_DRIVER);
    assertThat(now(driver).origin()).isEqualTo(Origin.LABELLED);
    assertThat(roles.of(officer)).isEmpty();
  }

  @Test
  void theSameLabelsTwiceChangeNothing() throws IOException {
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    Path file = labels("Motor truck driver,,53-3032.00,,,");
    roleLabels.importLabels(file, "labels.csv");
    RoleOccupation before = now(driver);
    LabelReport again = roleLabels.importLabels(file, "labels.csv");
    assertThat(again.taken()).isZero();
    assertThat(again.same()).isEqualTo(1);
    assertThat(now(driver)).isEqualTo(before);
  }

  @Test
  void aLabelHoldsForATitleThatArrivesLaterAndNeverOverwritesAConfirmation() throws IOException {
    Path file = labels("Motor truck driver,,53-3032.00,,,", "Police officer,,33-3051.00,,,");
    int officer = role("Police officer", "Police", 40, 87_006);
    roles.confirm(officer, "33-3052.00", 0, "Pat");
    LabelReport report = roleLabels.importLabels(file, "labels.csv");
    assertThat(report.ahead()).isEqualTo(1);
    assertThat(report.confirmed()).isEqualTo(1);
    int driver = role("Motor truck driver", "Streets and sanitation", 8, 77_896);
    matching.matchMissing();
    assertThat(now(driver).origin()).isEqualTo(Origin.LABELLED);
    assertThat(code(officer)).isEqualTo("33-3052.00");
  }

  @Test
  void ofLabelsByDepartmentTheOneWithMostPeopleHoldsAndTheOtherIsNamed() throws IOException {
    int lieutenant = role("Lieutenant", "Police", 12, 133_446);
    hold(lieutenant, "Fire", 7, 111_252, LocalDate.of(2020, 6, 30));
    LabelReport report =
        roleLabels.importLabels(
            labels("Lieutenant,Fire,33-1021.00,,,", "Lieutenant,Police,33-1012.00,,,"),
            "labels.csv");
    assertThat(code(lieutenant)).isEqualTo(POLICE_SUPERVISOR);
    assertThat(report.aside())
        .singleElement()
        .satisfies(note -> {
          assertThat(note.line()).isEqualTo(2);
          assertThat(note.value()).isEqualTo("Fire");
          assertThat(note.reason()).contains("Police");
        });
  }

  @Test
  void aFileWithoutItsColumnsIsReportedAndChangesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.csv"), "title,code\nClerk,43-9061.00\n");
    LabelReport report = roleLabels.importLabels(file, "wrong.csv");
    assertThat(report.held())
        .extracting(LabelReport.Note::column)
        .containsExactly("job_title", "occupation");
  }

  @Test
  void anOccupationWithoutSkillRatingsNamesTheNearestThatHas() {
    int paramedic = role("Paramedic", "Fire", 30, 94_122);
    roles.confirm(paramedic, "29-2043.00", 0, "Pat");
    RoleOccupation now = now(paramedic);
    assertThat(now.occupation().orElseThrow().rated()).isFalse();
    assertThat(now.ratedAs()).contains("29-1141.00");
    assertThat(now.occupation().orElseThrow().nearestWhy()).isPresent();
  }

  // ---- what the tests say

  private RoleOccupation now(int role) {
    return roles.of(role).orElseThrow();
  }

  private String code(int role) {
    return now(role).occupation().orElseThrow().code();
  }

  private List<String> offers(int role) {
    return jdbc.sql("select occupation from skills.role_offer where role_id = :role order by place")
        .param("role", role)
        .query((row, n) -> row.getString("occupation"))
        .list();
  }

  private long changes(int role) {
    return jdbc.sql("select count(*) from skills.role_change where role_id = :role")
        .param("role", role)
        .query(Long.class)
        .single();
  }

  private Path labels(String... rows) throws IOException {
    return Files.writeString(
        folder.resolve("labels.csv"),
        "job_title,department,occupation,part,also,note\n" + String.join("\n", rows) + "\n");
  }

  private int role(String title, String department, int people, long dollars) {
    return Staff.role(jdbc, title, department, people, dollars);
  }

  private void hold(int role, String department, int people, long dollars, LocalDate day) {
    Staff.hold(jdbc, role, department, people, dollars, day);
  }
}

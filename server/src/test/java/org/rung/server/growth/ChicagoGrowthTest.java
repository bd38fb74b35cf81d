package org.rung.server.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ChicagoWorkforce;
import org.rung.server.RungTest;
import org.rung.server.database.Copy;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test.of=growth-chicago"})
class ChicagoGrowthTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Copy copy;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Growth growth;
  @Autowired private Renames renames;

  @BeforeEach
  void load() {
    ChicagoWorkforce.load(jdbc, copy, transaction);
    jdbc.sql("delete from growth.rename").update();
  }

  @Test
  void noGroupUnderFiveCanBeWorkedOutFromWhatStandsBesideIt() {
    Complements.Found found = Complements.in(growth.review());
    assertThat(found.groups()).isEmpty();
    assertThat(found.told()).isGreaterThan(20);
  }

  @Test
  void proposesTheRealRenames() {
    // The last three titles fell under ten people and were folded; a planner sees what they were.
    assertThat(renames.waiting())
        .extracting(rename -> rename.fromTitle() + " → " + rename.toTitle())
        .containsExactlyInAnyOrder(
            "Garage attendant → Fleet services asst",
            "Revenue investigator II → Business compliance investigator",
            "Electrical mechanic-auto-police mtr mnt → Electrical mechanic (automotive)",
            "Financial planning analyst → Financial planning analyst - excld",
            "Captain-paramedic → Battalion chief-paramedic",
            "Admin services officer I-excluded → Administrative services officer I",
            "Resident services coord I → Asst community living specialist");
    Rename garage = renames.waiting().getFirst();
    assertThat(List.of(garage.moved(), garage.fromBefore())).containsExactly(56L, 85L);
  }

  @Test
  void countsAnAcceptedRenameAsOneRoleUntilItIsTakenBack() {
    Rename garage = renames.waiting().getFirst();
    assertThat(change(garage.fromRole()).to()).isZero();
    renames.decide(garage.fromRole(), garage.toRole(), Rename.Verdict.MERGED, "Pat");
    Change merged = change(garage.toRole());
    assertThat(merged.from()).isEqualTo(85);
    assertThat(merged.to()).isEqualTo(92);
    assertThat(merged.standing()).isEqualTo(Standing.UNSURE);
    assertThat(growth.review().role(garage.fromRole())).isEmpty();
    assertThat(renames.waiting()).extracting(Rename::fromRole).doesNotContain(garage.fromRole());
    assertThat(renames.decided()).extracting(Rename::fromRole).containsExactly(garage.fromRole());

    renames.decide(garage.fromRole(), garage.toRole(), Rename.Verdict.OPEN, "Pat");
    assertThat(change(garage.fromRole()).from()).isEqualTo(85);
    assertThat(renames.waiting()).extracting(Rename::fromRole).contains(garage.fromRole());
  }

  @Test
  void asksNoMoreAboutARenameThatWasRefused() {
    Rename garage = renames.waiting().getFirst();
    renames.decide(garage.fromRole(), garage.toRole(), Rename.Verdict.APART, "Pat");
    assertThat(renames.waiting()).extracting(Rename::fromRole).doesNotContain(garage.fromRole());
    assertThat(change(garage.fromRole()).from()).isEqualTo(85);
  }

  @Test
  void refusesACircleOfRenames() {
    Rename garage = renames.waiting().getFirst();
    renames.decide(garage.fromRole(), garage.toRole(), Rename.Verdict.MERGED, "Pat");
    assertThatThrownBy(
            () -> renames.decide(garage.toRole(), garage.fromRole(), Rename.Verdict.MERGED, "Pat"))
        .isInstanceOf(Refused.class);
  }

  @Test
  void everyPersonIsCountedOnce() {
    Review review = growth.review();
    assertThat(review.roles().stream().mapToLong(Change::from).sum()).isEqualTo(32_812);
    assertThat(review.roles().stream().mapToLong(Change::to).sum()).isEqualTo(33_702);
    for (Change role : review.roles()) {
      assertThat(role.from() + role.joiners() + role.movedIn() + role.unlinkedTo())
          .as(role.title())
          .isEqualTo(role.to() + role.leavers() + role.movedOut() + role.unlinkedFrom());
    }
  }

  @Test
  void findsTheDriversAndTheirOneSource() {
    Change drivers =
        growth.review().roles().stream()
            .filter(role -> role.title().equals("Motor truck driver"))
            .findFirst()
            .orElseThrow();
    assertThat(drivers.standing()).isEqualTo(Standing.GREW);
    assertThat(drivers.oneSource())
        .hasValueSatisfying(flow -> assertThat(flow.title()).isEqualTo("Pool motor truck driver"));
    assertThat(drivers.family()).isEqualTo("Transportation and Material Moving");
  }

  @Test
  void concludesNothingFromTitlesThatHoldSeveralJobs() {
    assertThat(growth.review().roles())
        .filteredOn(role -> role.title().startsWith("Other, "))
        .isNotEmpty()
        .allSatisfy(role -> {
          assertThat(role.standing()).isEqualTo(Standing.SEVERAL);
          assertThat(role.ratio()).isEmpty();
        });
  }

  @Test
  void takesATitleThatMayHaveBeenFoldedForNinePeople() {
    Change stores = titled("Stores laborer");
    assertThat(stores.from()).isEqualTo(10);
    assertThat(stores.to()).isZero();
    assertThat(stores.standing()).isEqualTo(Standing.UNSURE);
    Change garage = titled("Garage attendant");
    assertThat(garage.standing()).isEqualTo(Standing.SHRANK);
    assertThat(garage.ratio()).isEmpty();
  }

  @Test
  void tellsUpperFloorsOfYearlyGrowth() {
    RoleGrowth officers =
        growth.roles().stream()
            .filter(role -> role.title().equals("Police officer"))
            .findFirst()
            .orElseThrow();
    assertThat(officers.grows()).isTrue();
    assertThat(officers.aYear())
        .hasValueSatisfying(year -> {
          assertThat(year.low()).isGreaterThan(0).isLessThan(year.middle());
          assertThat(year.middle()).isBetween(0.02, 0.03);
        });
    assertThat(officers.occupation()).isPresent();
  }

  private Change titled(String title) {
    return growth.review().roles().stream()
        .filter(role -> role.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private Change change(int role) {
    return growth.review().role(role).orElseThrow();
  }
}

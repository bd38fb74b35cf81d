package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.RungTest;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Intakes from a file.
@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test=hostile"})
class ProgrammeIntakesTest {
  private static final String HEAD = "program_id,starts,seats,minimum,fixed_cost\n";

  @TempDir private Path folder = Path.of("");
  @Autowired private Programmes programmes;
  @Autowired private ProgrammeIntakes intakes;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void twoProgrammes() throws IOException {
    Path catalogue =
        Files.writeString(
            folder.resolve("programmes.csv"),
            """
            program_id,provider,programme,cip_code,total_cost,clock_hours
            intake-a,School,Welding,48.0508,1000,100
            intake-b,School,Baking,12.0501,500,50
            """);
    programmes.importCatalogue(catalogue, "test");
  }

  @AfterEach
  void remove() {
    jdbc.sql("delete from programmes.programme where code like 'intake-%'").update();
    jdbc.sql("delete from programmes.import where file_name = 'programmes.csv'").update();
  }

  @Test
  void aProgrammeHasTheIntakesOfTheLatestFileThatNamesIt() throws IOException {
    IntakesImport first =
        take(
            "intake-a,2020-01-01,20,5,150.50\nintake-a,2020-07-01,30,,\nintake-b,2020-01-01,8,8,0\n");
    assertThat(first).isEqualTo(new IntakesImport(3, 3, List.of()));
    assertThat(own())
        .containsExactly(
            new ProgrammeIntake(id("intake-a"), LocalDate.of(2020, 1, 1), 20, 5, 15_050),
            new ProgrammeIntake(id("intake-a"), LocalDate.of(2020, 7, 1), 30, 0, 0),
            new ProgrammeIntake(id("intake-b"), LocalDate.of(2020, 1, 1), 8, 8, 0));
    take("intake-a,2021-01-01,10,,\n");
    assertThat(own())
        .extracting(ProgrammeIntake::starts)
        .containsExactly(LocalDate.of(2021, 1, 1), LocalDate.of(2020, 1, 1));
  }

  @Test
  void eachBadLineIsNamedWithItsColumnAndTheGoodOnesAreTaken() throws IOException {
    IntakesImport report =
        take(
            """
            intake-c,2020-01-01,20,,
            intake-a,2020-02-30,20,,
            intake-a,2020-03-01,0,,
            intake-a,2020-03-01,-4,,
            intake-a,2020-03-01,20,21,
            intake-a,2020-03-01,20,,-1
            intake-a,2020-03-01,20,,1e9
            intake-a,2020-03-01,20
            intake-a,2020-03-01,20,,
            intake-a,2020-03-01,25,,
            """);
    assertThat(report.taken()).isEqualTo(1);
    assertThat(report.bad())
        .extracting(bad -> bad.line() + " " + bad.column())
        .containsExactly(
            "2 program_id",
            "3 starts",
            "4 seats",
            "5 seats",
            "6 minimum",
            "7 fixed_cost",
            "8 fixed_cost",
            "9 ",
            "11 starts");
    assertThat(own()).singleElement().extracting(ProgrammeIntake::seats).isEqualTo(20);
  }

  @Test
  void aFileWithoutTheColumnsIsRefusedWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("intakes.csv"), "programme,day\nx,2020-01-01\n");
    assertThatThrownBy(() -> intakes.importFile(file, "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has no column “program_id”");
  }

  private IntakesImport take(String lines) throws IOException {
    return intakes.importFile(
        Files.writeString(folder.resolve("intakes.csv"), HEAD + lines), "test");
  }

  private List<ProgrammeIntake> own() {
    return intakes.all().stream()
        .filter(
            intake -> intake.programme() == id("intake-a") || intake.programme() == id("intake-b"))
        .toList();
  }

  private long id(String code) {
    return jdbc.sql("select id from programmes.programme where code = :code")
        .param("code", code)
        .query(Long.class)
        .single();
  }
}

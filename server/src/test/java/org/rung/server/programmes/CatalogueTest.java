package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rung.server.pages.Refused;

class CatalogueTest {
  private static final List<String> HEADER =
      List.of(
          "program_id",
          "provider",
          "programme",
          "cip_code",
          "tuition",
          "fees",
          "books",
          "supplies",
          "other_costs",
          "total_cost",
          "clock_hours",
          "calendar_length_id",
          "licence",
          "degree",
          "employed_share",
          "completed");
  private static final List<String> SOUND =
      List.of(
          "7",
          "School",
          "Welding I",
          "48.0508",
          "1000",
          "50",
          "25.50",
          "100",
          "0",
          "1175.50",
          "120",
          "5",
          "",
          "",
          "0.75",
          "40");

  private final Catalogue catalogue = new Catalogue(HEADER);

  @Test
  void keepsWhatSection127CountsApartFromTheRest() {
    Programme programme = taken(SOUND);
    assertThat(programme.countedCents()).isEqualTo(107_550);
    assertThat(programme.apartCents()).isEqualTo(10_000);
    assertThat(programme.priceCents()).isEqualTo(117_550);
    assertThat(programme.weeksFrom()).isEqualTo(4);
    assertThat(programme.weeksTo()).isEqualTo(11);
  }

  @Test
  void suggestsTheSumWhereTheTotalIsAnother() {
    Fault fault = fault(with("total_cost", "41984198"));
    assertThat(fault.reason()).isEqualTo(Catalogue.TOTAL);
    assertThat(fault.suggested()).contains("1175.50");
    assertThat(fault.columnNo()).isEqualTo(10);
    assertThat(taken(with("total_cost", "1175.50")).priceCents()).isEqualTo(117_550);
  }

  @Test
  void holdsHoursThatCannotBe() {
    assertThat(fault(with("clock_hours", "0")).reason()).isEqualTo(Catalogue.NO_HOURS);
    assertThat(fault(with("clock_hours", "9999")).reason()).isEqualTo(Catalogue.NINES);
    assertThat(fault(with("clock_hours", "700")).reason()).isEqualTo(Catalogue.TOO_LONG);
    assertThat(fault(with("clock_hours", "many")).reason()).isEqualTo(Catalogue.NOT_A_NUMBER);
  }

  @Test
  void takesAnApprenticeshipOfEightThousandHoursOverFourYears() {
    List<String> row = new ArrayList<>(with("clock_hours", "8900"));
    row.set(HEADER.indexOf("calendar_length_id"), "10");
    assertThat(taken(row).form()).isEqualTo(Form.ON_THE_JOB);
  }

  @Test
  void reportsEveryFaultOfARow() {
    List<String> row = new ArrayList<>(with("provider", " "));
    row.set(HEADER.indexOf("clock_hours"), "0");
    row.set(HEADER.indexOf("fees"), "-5");
    assertThat(held(row))
        .extracting(Fault::reason)
        .containsExactly(Catalogue.NO_PROVIDER, Catalogue.NOT_A_NUMBER, Catalogue.NO_HOURS);
  }

  @Test
  void givesAStrategyByItsRule() {
    assertThat(taken(SOUND).strategy()).isEqualTo(Strategy.RESKILLING);
    assertThat(taken(with("clock_hours", "80")).strategy()).isEqualTo(Strategy.UPSKILLING);
    assertThat(taken(with("degree", "Associate's Degree")).strategy())
        .isEqualTo(Strategy.EDUCATION_BENEFIT);
  }

  @Test
  void readsOtherNamesOfColumnsAndOtherSeparators() {
    Catalogue.Lines lines =
        Catalogue.lines(
            "\uFEFFProgram ID;Provider name;Program name;CIP;Total cost;Hours\n7;School;\"Weld;ing\";480508;\"1,000\";90\n"
                .getBytes(StandardCharsets.UTF_8));
    Catalogue other = new Catalogue(lines.header());
    Programme programme =
        ((Catalogue.Read.Taken) other.read(lines.lines().getFirst().cells())).programme();
    assertThat(programme.name()).isEqualTo("Weld;ing");
    assertThat(programme.cip()).isEqualTo(Optional.of("48.0508"));
    assertThat(programme.priceCents()).isEqualTo(100_000);
    assertThat(lines.lines().getFirst().line()).isEqualTo(2);
  }

  @Test
  void saysWhichColumnsAFileLacks() {
    assertThatThrownBy(() -> new Catalogue(List.of("name", "price")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("program_id, provider, programme, cip_code, total_cost, clock_hours");
  }

  private static List<String> with(String column, String value) {
    List<String> row = new ArrayList<>(SOUND);
    row.set(HEADER.indexOf(column), value);
    return row;
  }

  private Programme taken(List<String> row) {
    return ((Catalogue.Read.Taken) catalogue.read(row)).programme();
  }

  private List<Fault> held(List<String> row) {
    return ((Catalogue.Read.Held) catalogue.read(row)).faults();
  }

  private Fault fault(List<String> row) {
    List<Fault> faults = held(row);
    assertThat(faults).hasSize(1);
    return faults.getFirst();
  }
}

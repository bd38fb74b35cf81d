package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rung.server.files.CsvDownload;
import org.rung.server.programmes.Strategy;

class PlanTablesTest {
  private static String text(CsvDownload csv) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    csv.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFileOfProgrammesTellsNothingOfGroupsUnderFiveEvenAsTheRestOfTheSum() throws IOException {
    assertThat(
            text(
                PlanTables.programmesCsv(
                    3,
                    List.of(
                        new PlanReading.ProgrammeUse(
                            1,
                            "Welding",
                            "School",
                            40,
                            List.of(Strategy.RESKILLING),
                            12,
                            1_234_50,
                            20),
                        new PlanReading.ProgrammeUse(
                            3, "Care", "", 8, List.of(Strategy.UPSKILLING), 30, 900_00, 0),
                        new PlanReading.ProgrammeUse(
                            2, "=Cooking", "", 8, List.of(Strategy.UPSKILLING), 4, 99_00, 10)))))
        .isEqualTo(
            """
            programme,provider,hours,strategies,people,seats,cost
            Welding,School,40,reskilling,not shown,,
            Care,,8,upskilling,30,,900
            '=Cooking,,8,upskilling,not shown,,
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void theFileOfAssumptionsSaysHowFarToTrustEach() throws IOException {
    assertThat(
            text(
                PlanTables.assumptionsCsv(
                    "a.csv",
                    List.of(
                        new Scenario.Assumption(
                            "Horizon, years", "3", Figure.Kind.STAND_IN, "The council")))))
        .isEqualTo("assumption,value,kind,source\r\n\"Horizon, years\",3,stand-in,The council\r\n");
  }
}

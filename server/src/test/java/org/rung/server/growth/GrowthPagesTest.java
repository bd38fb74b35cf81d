package org.rung.server.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ChicagoWorkforce;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.database.Copy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test.of=growth-chicago"})
class GrowthPagesTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Copy copy;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Renames renames;
  @LocalServerPort private int port;

  @BeforeEach
  void load() {
    ChicagoWorkforce.load(jdbc, copy, transaction);
    jdbc.sql("delete from growth.rename").update();
  }

  @Test
  void theTitleIsTheFinding() {
    assertThat(new Visitor(port).page("/growth"))
        .containsPattern("<h1>\\d+ of \\d+ titles grew beyond chance; in \\d+ of them")
        .contains("Grew beyond chance (", "Shrank beyond chance (", "Bases under 10: counts only")
        .containsPattern(
            "\\d+ titles in all files\\. .*Of these \\d+, \\d+ began with fewer than 10 people");
  }

  @Test
  void ranksByTheLowEnd() {
    String page = new Visitor(port).page("/growth");
    assertThat(page.indexOf(">Firefighter-EMT (recruit)<"))
        .isPositive()
        .isLessThan(page.indexOf(">Motor truck driver<"));
    assertThat(page.indexOf(">Motor truck driver<")).isLessThan(page.indexOf(">Police officer<"));
  }

  @Test
  void findsFiltersAndSorts() {
    Visitor visitor = new Visitor(port);
    assertThat(visitor.page("/growth?q=TRUCK+driver"))
        .contains(">Motor truck driver<", ">Pool motor truck driver<")
        .doesNotContain(">Police officer<");
    assertThat(visitor.page("/growth?base=100")).doesNotContain("Bases under 10");
    String byTitle = visitor.page("/growth?rank=low&rank=title");
    assertThat(byTitle).contains("aria-sort=\"ascending\"");
    assertThat(byTitle.indexOf(">Police officer<")).isLessThan(byTitle.indexOf(">Sergeant<"));
    int police =
        jdbc.sql("select id from people.department where name = 'Police'")
            .query(Integer.class)
            .single();
    assertThat(visitor.page("/growth?department=" + police))
        .contains(">Sergeant<")
        .doesNotContain(">Librarian I<");
  }

  @Test
  void showsCountsOnlyOnABaseUnderTen() {
    String page = new Visitor(port).page("/growth?q=Fleet+services+asst");
    assertThat(page).contains("0 → 92", "base under 10");
    assertThat(page).doesNotContain("∞", "Infinity", "NaN");
  }

  @Test
  void mergesARenameAndTakesItBackByButton() {
    Visitor visitor = new Visitor(port);
    Rename garage = renames.waiting().getFirst();
    Map<String, String> fields =
        Map.of(
            "from", String.valueOf(garage.fromRole()),
            "to", String.valueOf(garage.toRole()),
            "verdict", "merged");
    assertThat(visitor.page("/growth/renames"))
        .contains("Garage attendant", "56 of 85 people of the one title moved");
    assertThat(visitor.send("/growth/renames", "/growth/renames", fields).body())
        .contains("Decided so far", "one role", "Pat, planner");
    assertThat(visitor.page("/growth/" + garage.toRole()))
        .contains("Counted with it: Garage attendant");
    assertThat(visitor.open("/growth/" + garage.fromRole()).statusCode()).isEqualTo(404);

    Map<String, String> back =
        Map.of(
            "from", String.valueOf(garage.fromRole()),
            "to", String.valueOf(garage.toRole()),
            "verdict", "open");
    assertThat(visitor.send("/growth/renames", "/growth/renames", back).body())
        .doesNotContain("Decided so far");
  }

  @Test
  void aRoleStandsBesideItsMarket() {
    int driver =
        jdbc.sql("select id from people.role where title = 'Motor truck driver'")
            .query(Integer.class)
            .single();
    assertThat(new Visitor(port).page("/growth/" + driver))
        .contains(
            "Motor truck driver grew from 707 to 1,046 people, +48 %",
            "381 of 1,046 came from Pool motor truck driver",
            "Heavy and Tractor-Trailer Truck Drivers 53-3032.00",
            "All 381 came from Pool motor truck driver",
            "are expected to grow 4 % from 2024 to 2034",
            "does not recommend these numbers as a time series",
            "href=\"/openings/" + driver + "\"",
            "href=\"/pathways/" + driver + "\"");
  }

  @Test
  void theFileHoldsEveryTitleOnce() {
    String csv = new Visitor(port).page("/growth.csv");
    assertThat(csv.lines().filter(line -> line.startsWith("Police officer,"))).hasSize(1);
    assertThat(csv)
        .containsPattern(
            Pattern.compile("^Police officer,Protective Service,33-3051", Pattern.MULTILINE));
  }
}

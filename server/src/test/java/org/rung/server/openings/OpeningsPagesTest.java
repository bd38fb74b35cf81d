package org.rung.server.openings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
class OpeningsPagesTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Copy copy;
  @Autowired private TransactionTemplate transaction;
  @LocalServerPort private int port;

  @BeforeEach
  void load() {
    ChicagoWorkforce.load(jdbc, copy, transaction);
    jdbc.sql("delete from openings.setting_site").update();
    jdbc.sql("delete from openings.setting").update();
  }

  @Test
  void listsEveryRoleAndTheirSum() {
    String page = new Visitor(port).page("/openings?all=true");
    assertThat(page).containsPattern("<h1>[\\d,]+ places come open in 2021");
    assertThat(page).contains(">Police officer<", ">Librarian I<", "All ");
    assertThat(new Visitor(port).page("/openings?q=librarian"))
        .contains(">Librarian I<", "that match")
        .doesNotContain(">Police officer<");
  }

  @Test
  void sortsByAColumnAndTurnsRound() {
    String up = new Visitor(port).page("/openings?all=true&sort=people&up=true");
    String down = new Visitor(port).page("/openings?all=true&sort=people");
    assertThat(up).contains("aria-sort=\"ascending\"");
    assertThat(down).contains("aria-sort=\"descending\"");
    assertThat(down.indexOf(">Police officer<")).isLessThan(down.indexOf(">Librarian I<"));
    assertThat(up.indexOf(">Police officer<")).isGreaterThan(up.indexOf(">Librarian I<"));
  }

  @Test
  void setsANumberWithItsReasonAndGoesBack() {
    Visitor visitor = new Visitor(port);
    int role = role("Librarian I");
    String page = "/openings/" + role;
    String set =
        visitor
            .send(
                page,
                page,
                Map.of("year", "2021", "openings", "41", "reason", "Two new branches", "seen", "0"))
            .body();
    assertThat(set)
        .contains("Librarian I has 41 openings in 2021", "Two new branches", "Pat, planner");
    assertThat(visitor.page("/openings?origin=set")).contains("2021 set", "Two new branches");
    assertThat(visitor.page("/openings.csv")).contains(",2021,41,");
    long seen =
        jdbc.sql("select id from openings.setting_now where role_id = :role and year = 2021")
            .param("role", role)
            .query(Long.class)
            .single();
    String back =
        visitor
            .send(page, page + "/forecast", Map.of("year", "2021", "seen", String.valueOf(seen)))
            .body();
    assertThat(back).doesNotContain("has 41 openings").contains("back to the forecast");
  }

  @Test
  void saysWhatIsWrongWithANumber() {
    Visitor visitor = new Visitor(port);
    String page = "/openings/" + role("Librarian I");
    var answer =
        visitor.send(
            page,
            page,
            Map.of("year", "2021", "openings", "4.5", "reason", "Half a post", "seen", "0"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("“4.5” is not a whole number of places");
  }

  @Test
  void tracesEveryNumberToItsSource() {
    assertThat(new Visitor(port).page("/openings/" + role("Motor truck driver")))
        .contains(
            "Snapshot of 30 Jun 2020",
            "Separation rate of the occupation 53-3032.00",
            "10 % a year",
            "Gamma-Poisson",
            "1 Jul 2020 to 30 Jun 2021");
  }

  private int role(String title) {
    return jdbc.sql("select id from people.role where title = :title")
        .param("title", title)
        .query(Integer.class)
        .single();
  }
}

package org.rung.server.pathways;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ChicagoWorkforce;
import org.rung.server.RungTest;
import org.rung.server.database.Copy;
import org.rung.server.programmes.Programmes;
import org.rung.server.programmes.Strategy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@RungTest
@TestPropertySource(properties = {"rung.test=chicago-pathways", "rung.demo=true"})
class ChicagoPathwaysTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Copy copy;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Programmes programmes;
  @Autowired private Pathways pathways;
  @LocalServerPort private int port;
  private Pathways.Built built;

  @BeforeEach
  void load() {
    ChicagoWorkforce.load(jdbc, copy, transaction);
    programmes.importCatalogue(
        Path.of(System.getProperty("rung.home"), "examples", "chicago", "programmes.csv"), "test");
    built = pathways.built().orElseGet(pathways::rebuild);
  }

  @Test
  void theThresholdHoldsMostOwnMovesAndFewRandomPairs() {
    Threshold threshold = built.threshold();
    assertThat(threshold.learned()).isTrue();
    assertThat(threshold.contained()).isBetween(0.65, 1.0);
    assertThat(threshold.pairsContained()).isBetween(0.65, 0.75);
    assertThat(threshold.randomPass()).isLessThan(0.15);
    assertThat(threshold.plainMedian()).isBetween(0.74, 0.76);
    assertThat(Math.abs(threshold.median())).isLessThan(0.05);
    assertThat(threshold.gradeMoves() / (double) (threshold.gradeMoves() + threshold.moves()))
        .isBetween(0.5, 0.7);
  }

  @Test
  void mostPeopleHaveTenPathwaysAndEveryStrategyHasSome() {
    assertThat(built.peopleWithOne()).isGreaterThan(built.people() * 9 / 10);
    assertThat(built.peopleWithTen()).isGreaterThan(built.people() * 9 / 10);
    Map<Strategy, Long> byStrategy =
        pathways.all().stream()
            .collect(Collectors.groupingBy(Pathway::strategy, Collectors.counting()));
    assertThat(byStrategy).containsOnlyKeys(Strategy.values());
    assertThat(built.pathways()).isBetween(5_000, 12_000);
  }

  @Test
  void buildingAgainGivesTheSame() {
    List<Pathway> before = pathways.all();
    assertThat(pathways.rebuild().threshold()).isEqualTo(built.threshold());
    assertThat(pathways.all()).isEqualTo(before);
  }

  @Test
  void ranksAreReachedOnlyFromTheirFeeders() {
    assertThat(
            jdbc.sql(
                    """
                    select count(*)
                      from pathways.role_step s
                      join pathways.role r on r.role_id = s.to_role and r.ranked
                     where s.open
                       and not exists (select 1
                                         from pathways.feeder f
                                        where f.role_id = s.to_role
                                          and f.feeder_id = s.from_role)
                    """)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            jdbc.sql(
                    """
                    select t.title
                      from pathways.role r
                      join people.role t on t.id = r.role_id
                     where r.ranked
                    """)
                .query((row, n) -> row.getString("title"))
                .list())
        .contains("Sergeant", "Captain-EMT", "Battalion chief - EMT")
        // Open to outsiders, fed by a role that was renamed, fed by two departments that merged.
        .doesNotContain("Police officer", "Fleet services asst", "Construction laborer");
  }

  @Test
  void openStepsKeepTheThresholds() {
    record Role(int id, long payCents) {}
    for (Role role :
        jdbc.sql("select role_id, pay_cents from pathways.role")
            .query((row, n) -> new Role(row.getInt("role_id"), row.getLong("pay_cents")))
            .list()) {
      for (RoleStep step : pathways.steps(role.id())) {
        assertThat(step.open()).isEqualTo(step.against().isEmpty());
        assertThat(step.open()).isEqualTo(step.change().isEmpty());
        step.moved().ifPresent(people -> assertThat(people).isGreaterThanOrEqualTo(5));
        if (step.open() && step.moved().isEmpty()) {
          assertThat(step.percentile()).isGreaterThanOrEqualTo(built.threshold().percentile());
          step.zoneStep().ifPresent(zones -> assertThat(Math.abs(zones)).isLessThanOrEqualTo(1));
        }
        if (step.open() && step.payChangeCents().isPresent()) {
          long here = role.payCents();
          assertThat(here + step.payChangeCents().getAsLong())
              .isGreaterThanOrEqualTo(
                  step.kind().equals("grade") ? here + 1 : Math.round(here * 0.75));
        }
      }
    }
  }

  @Test
  void keepsAtMostThreeProgrammesForAStep() {
    assertThat(
            pathways.all().stream()
                .collect(
                    Collectors.groupingBy(
                        way ->
                            way.fromRole()
                                + ">"
                                + way.toRole()
                                + way.strategy()
                                + way.targetOccupation(),
                        Collectors.counting()))
                .values())
        .allMatch(ways -> ways <= 3);
  }

  @Test
  void aProgrammeLeadsOnlyWhereItsFieldLeads() {
    assertThat(
            jdbc.sql(
                    """
                    select count(*)
                      from pathways.pathway w
                     where not exists (select 1
                                         from programmes.target t
                                        where t.programme_id = w.programme_id
                                          and left(t.soc, 6) = left(w.target_occupation, 6)
                                          and (t.soc = left(w.target_occupation, 7)
                                               or not w.exact))
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void everyPageOpensAndNoneShowsAGroupUnderFive() throws IOException, InterruptedException {
    int role =
        jdbc.sql("select id from people.role where title = 'Traffic control aide-hourly'")
            .query(Integer.class)
            .single();
    long programme = programmes.all().getFirst().id();
    long report = programmes.reports().getFirst().id();
    for (String page :
        List.of(
            "/programmes",
            "/programmes?find=weld&strategy=reskilling&record=yes&order=price&down=true&page=99",
            "/programmes/" + programme,
            "/programmes/imports",
            "/programmes/imports/" + report,
            "/programmes/templates",
            "/programmes/templates/career-choice",
            "/pathways",
            "/pathways?find=driver&order=chance&down=true",
            "/pathways/" + role)) {
      HttpResponse<String> answer = get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(200);
      assertThat(answer.body())
          .as(page)
          .containsOnlyOnce("<h1>")
          .doesNotContainPattern("(?i)\\b(score|oops|invalid|please)\\b")
          .doesNotContainPattern("\\b[1-4] (own )?people\\b");
    }
    assertThat(get("/pathways/999999").statusCode()).isEqualTo(404);
    assertThat(get("/programmes/999999").statusCode()).isEqualTo(404);
  }

  @Test
  void theFilesHoldTheRowsOfThePages() throws IOException, InterruptedException {
    assertThat(get("/pathways.csv").body().lines().count()).isEqualTo(built.pathways() + 1L);
    assertThat(get("/programmes.csv").body().lines().count()).isEqualTo(programmes.count() + 1);
    assertThat(get("/programmes/templates/programmes.yaml").body())
        .startsWith("format: rung-programmes-1");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}

package org.rung.server.pathways;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.database.Copy;
import org.rung.server.programmes.CatalogueReport;
import org.rung.server.programmes.Programmes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@RungTest
@TestPropertySource(properties = "rung.test.data=chicago-pathways")
class PathwaysTest {
  @Autowired private Pathways pathways;

  @BeforeAll
  static void chicago(
      @Autowired JdbcClient jdbc,
      @Autowired Copy copy,
      @Autowired org.springframework.transaction.support.TransactionTemplate tx,
      @Autowired Programmes programmes) {
    org.rung.server.ChicagoWorkforce.load(jdbc, copy, tx);
    CatalogueReport r =
        programmes.importCatalogue(
            java.nio.file.Path.of(System.getProperty("rung.home"), "examples", "chicago")
                .resolve("programmes.csv"),
            "test");
    System.out.println(r);
  }

  @Test
  void look(@Autowired JdbcClient jdbc) {
    for (int i = 0; i < 4; i++) System.out.println(pathways.rebuild());
    System.out.println(
        jdbc.sql(
                "select strategy, count(*), count(distinct from_role) r,"
                    + " avg(chance_millionths)::int c, min(chance_millionths),"
                    + " max(chance_millionths), avg(price_cents)::int p, avg(hours)::int h from"
                    + " pathways.pathway group by 1")
            .query()
            .listOfRows());
    System.out.println(
        jdbc.sql(
                "select r.title, f.title as f, share from pathways.feeder join people.role r on"
                    + " r.id=role_id join people.role f on f.id=feeder_id order by 1")
            .query()
            .listOfRows());
    System.out.println(
        jdbc.sql(
                "select r.title, pr.people, count(p.id) n, count(distinct p.to_role) t from"
                    + " pathways.role pr join people.role r on r.id=pr.role_id left join"
                    + " pathways.pathway p on p.from_role=pr.role_id group by 1,2 order by 2 desc"
                    + " limit 40")
            .query()
            .listOfRows());
  }
}

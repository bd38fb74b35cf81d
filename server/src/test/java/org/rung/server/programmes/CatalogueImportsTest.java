package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Catalogues that are sent, read by a job and taken back, in a database of their own.
@RungTest
@TestPropertySource(properties = "rung.test=catalogue-imports")
class CatalogueImportsTest {
  private static final String HEADER =
      "program_id,provider,programme,cip_code,total_cost,clock_hours\n";

  @TempDir private Path folder = Path.of("");
  @LocalServerPort private int port;
  @Autowired private CatalogueImports imports;
  @Autowired private Programmes programmes;
  @Autowired private Jobs jobs;
  @Autowired private JdbcClient jdbc;

  @Test
  void readsASentFileByAJobAndTakesItBack() throws IOException {
    long first = read("a1,School,Welding,48.0508,1000,100\na2,School,Cooking,12.0503,900,90\n");
    assertThat(prices()).isEqualTo(Map.of("a1", 100_000L, "a2", 90_000L));
    long second =
        read("a1,School,Welding,48.0508,1200,100\na3,School,Baking,12.0501,500,50\na4,,X,,1,1\n");
    assertThat(prices()).isEqualTo(Map.of("a1", 120_000L, "a2", 90_000L, "a3", 50_000L));
    HeldRow held = programmes.held(second).getFirst();
    Programmes.Mend mend = new Programmes.Mend(held.line(), held.columnNo(), "School", 0);
    assertThat(programmes.mend(second, List.of(mend), "test").taken()).isEqualTo(1);
    // The second click on the same button.
    assertThat(programmes.mend(second, List.of(mend), "test").refused())
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("mended this row already"));
    assertThat(prices()).containsKey("a4");
    assertThatThrownBy(() -> imports.undo(first))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("later catalogue");
    imports.undo(second);
    imports.undo(first);
    assertThat(prices()).isEmpty();
    assertThat(jdbc.sql("select count(*) from programmes.held_row").query(Long.class).single())
        .isZero();
    // What was taken back can be sent again.
    long again = read("a1,School,Welding,48.0508,1000,100\na2,School,Cooking,12.0503,900,90\n");
    assertThat(again).isGreaterThan(second);
    assertThat(prices()).hasSize(2);
    imports.undo(again);
  }

  @Test
  void aCancelledReadingKeepsNothingAndCanBeAskedForAgain() throws IOException {
    long id = send("c1,School,Welding,48.0508,1000,100\n").id();
    assertThatThrownBy(
            () -> {
              jdbc.sql("update programmes.import set state = 'queued' where id = :id")
                  .param("id", id)
                  .update();
              imports.read(
                  id,
                  new Work.Progress() {
                    @Override
                    public void step(String phase, long done, long total) {
                      if (phase.equals("writing programmes")) {
                        throw new Work.Cancelled();
                      }
                    }

                    @Override
                    public boolean cancelled() {
                      return true;
                    }
                  });
            })
        .isInstanceOf(Work.Cancelled.class);
    assertThat(prices()).doesNotContainKey("c1");
    jdbc.sql("update programmes.import set state = 'sent' where id = :id").param("id", id).update();
    assertThat(settled(imports.start(id, "test")).state()).isEqualTo(Job.State.DONE);
    assertThat(prices()).containsKey("c1");
    // A server killed between the last commit and that of its job reads nothing twice.
    long job =
        jobs.ask(CatalogueWork.KIND, "again", "", new CatalogueWork.Input(id).json(), "test");
    assertThat(settled(job).message()).startsWith("1 rows read: 1 new");
    imports.undo(id);
  }

  @Test
  void showsWhatAFileWouldReplaceBeforeItIsRead() {
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles)
            values ('planner@example.org', 'Test', '{noop}secret-for-the-test', array['PLANNER'])
                on conflict do nothing
            """)
        .update();
    Visitor planner = new Visitor(port);
    planner.send(
        "/sign-in",
        "/sign-in",
        Map.of("email", "planner@example.org", "password", "secret-for-the-test"));
    var sent =
        planner.sendFile(
            "/programmes/imports",
            "/programmes/imports",
            "list.csv",
            HEADER + "p1,School,Welding,48.0508,1000,100\np2,,Cooking,12.0503,900,90\n");
    String path = sent.uri().getPath();
    assertThat(sent.body()).contains("2 programmes wait to be read", "no programme is replaced");
    assertThat(prices()).doesNotContainKey("p1");
    String body = planner.send(path, path, Map.of()).body();
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (body.contains("is being imported") && Instant.now().isBefore(limit)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      body = planner.page(path);
    }
    assertThat(body).contains("1 of 2 programmes are in; 1 row is held", "name=\"m.3.2\"");
    var refused = planner.send(path, path + "/mend", Map.of("m.3.2", "School", "v.3", "7"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("somebody changed this row just now", "value=\"School\"");
    assertThat(planner.send(path, path + "/mend", Map.of("m.3.2", "School", "v.3", "0")).body())
        .contains("All 2 programmes are in", "1 row is in now");
    assertThat(planner.send(path, path + "/undo", Map.of()).body())
        .contains("This import was undone");
  }

  private CatalogueImports.Sent send(String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("list.csv"), HEADER + rows);
    return imports.send("list.csv", file, "test");
  }

  private long read(String rows) throws IOException {
    long id = send(rows).id();
    assertThat(settled(imports.start(id, "test")).state()).isEqualTo(Job.State.DONE);
    return id;
  }

  private Map<String, Long> prices() {
    return programmes.all().stream()
        .collect(java.util.stream.Collectors.toMap(Programme::code, Programme::priceCents));
  }

  private Job settled(long job) {
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (Instant.now().isBefore(limit)) {
      Job now = jobs.find(job).orElseThrow();
      if (now.state().settled()) {
        return now;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("The job is still open: " + jobs.find(job));
  }
}

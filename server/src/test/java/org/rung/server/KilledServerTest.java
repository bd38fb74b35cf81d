package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real servers in processes of their own, killed in the middle of their work. Fifty kills:
/// [KilledServerBenchmark].
class KilledServerTest {
  private static final int PEOPLE = 60_000;

  @TempDir private Path folder = Path.of("");

  @Test
  void anImportUnderWayWhenTheServerWasKilledIsDoneOnceAfterTheRestart() throws Exception {
    RungProcess server = RungProcess.start(folder, Map.of("RUNG_JOBS_SILENCE", "2s")).awaitReady();
    long job;
    try {
      RungProcess.Database database = server.database();
      Visitor planner = server.planner(database);
      String path =
          planner.sendFile("/imports", "/imports", "staff_2020-06-30.csv", staff()).uri().getPath();
      planner.send(
          path,
          path,
          Map.of(
              "day", "2020-06-30",
              "is0", "PERSON_ID",
              "is1", "JOB_TITLE",
              "is2", "DEPARTMENT",
              "is3", "ANNUAL_PAY"));
      job = database.number("select job_id from people.import");
      server.until(
          "people are being written",
          () -> database.number("select done from jobs.job where phase = 'writing people'") > 0);
    } finally {
      server.kill();
    }
    try (RungProcess again = server.again().awaitReady()) {
      RungProcess.Database database = again.database();
      // The transaction of the killed server left nothing.
      assertThat(database.number("select count(*) from people.import where state = 'done'"))
          .isZero();
      again.until(
          "the import is done",
          () ->
              database.number("select count(*) from jobs.job where state = 'done' and id = " + job)
                  == 1);
      assertThat(database.number("select attempts from jobs.job where id = " + job)).isEqualTo(2);
      assertThat(database.number("select count(*) from people.employment")).isEqualTo(PEOPLE);
      assertThat(database.number("select count(*) from people.person")).isEqualTo(PEOPLE);
      assertThat(database.number("select people from people.snapshot")).isEqualTo(PEOPLE);
      assertThat(database.number("select count(*) from people.import where state = 'done'"))
          .isEqualTo(1);
      assertThat(database.number("select count(*) from people.import_part")).isZero();
    }
  }

  @Test
  void whatWasAcceptedIsThereOnceWhateverIsKilledAtWhateverMoment() throws Exception {
    try (KilledRounds rounds = KilledRounds.begin(folder, 1_500, 3)) {
      rounds.round(KilledRounds.Ask.IMPORT, KilledRounds.Kill.POSTGRES_AND_SERVER);
      rounds.round(KilledRounds.Ask.PUBLISH, KilledRounds.Kill.SERVER);
      rounds.round(KilledRounds.Ask.PLAN, KilledRounds.Kill.BACKEND);
      assertThat(rounds.rounds()).hasSize(3);
    }
  }

  private static String staff() {
    return IntStream.range(0, PEOPLE)
        .mapToObj(i -> "P%d,%s,Water,%d".formatted(i, i % 2 == 0 ? "Clerk" : "Cook", 40_000 + i))
        .collect(Collectors.joining("\n", "id,title,department,annual pay\n", "\n"));
  }
}

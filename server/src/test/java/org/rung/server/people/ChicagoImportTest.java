package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// In a database of its own: the days of this file are the latest of all.
@RungTest
@TestPropertySource(properties = "rung.test=chicago-import")
class ChicagoImportTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("rung.home"), "examples", "chicago", "workforce");

  @Autowired private Imports imports;
  @Autowired private Workforce workforce;
  @Autowired private JdbcClient jdbc;

  @Test
  void takesEveryRowOfTheThreeChicagoFiles() {
    List<Integer> rows = List.of(32_812, 33_183, 33_702);
    List<String> days = List.of("2018-03-31", "2018-10-31", "2020-06-30");
    for (int i = 0; i < 3; i++) {
      Path file = FOLDER.resolve(days.get(i) + ".csv");
      ImportReport report = imports.importNow(file, LocalDate.parse(days.get(i)), "test");
      System.err.printf("%s: %d rows in %.2f s%n", days.get(i), report.read(), report.seconds());
      assertThat(report.held()).isZero();
      assertThat(report.read()).isEqualTo(rows.get(i).longValue());
      assertThat(report.added()).isEqualTo(report.read());
    }
    assertThat(workforce.snapshots())
        .extracting(Workforce.Snapshot::people)
        .containsExactly(32_812L, 33_183L, 33_702L);
    assertThat(workforce.people()).isEqualTo(33_702);

    // The figures of examples/chicago/README.md: 3.6 % and 14.5 % of those who can be followed
    // left.
    List<Workforce.Snapshot> all = workforce.snapshots();
    Workforce.Changes first = workforce.changes(all.get(0), all.get(1));
    assertThat(first.stayers() + first.leavers() + first.unlinkedBefore()).isEqualTo(32_812);
    assertThat(first.unlinkedBefore()).isEqualTo(32_812 - 30_455);
    assertThat(first.leavers() / (double) (first.stayers() + first.leavers()))
        .isBetween(0.0355, 0.0365);
    Workforce.Changes second = workforce.changes(all.get(1), all.get(2));
    assertThat(second.leavers() / (double) (second.stayers() + second.leavers()))
        .isBetween(0.1445, 0.1455);
    assertThat(workforce.roles()).filteredOn(role -> role.people() > 0).hasSize(314);

    againChangesNothing();
  }

  private void againChangesNothing() {
    String before = contents();
    ImportReport again =
        imports.importNow(FOLDER.resolve("2020-06-30.csv"), LocalDate.parse("2020-06-30"), "test");
    assertThat(again.same()).isEqualTo(33_702);
    assertThat(again.added() + again.changed() + again.held()).isZero();
    assertThat(contents()).isEqualTo(before);
  }

  /// Every version of every row: an update that writes the same values would show.
  private String contents() {
    return jdbc.sql(
            """
            select count(*) || ' ' || sum(hashtextextended(e::text || e.xmin::text, 0))
                   || ' ' || (select sum(hashtextextended(p::text || p.xmin::text, 0)) from people.person p)
              from people.employment e
            """)
        .query(String.class)
        .single();
  }
}

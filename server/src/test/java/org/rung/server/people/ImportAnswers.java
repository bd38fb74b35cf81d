package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.rung.server.Emptied;
import org.rung.server.files.NotATable;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What imports answer to files, in words: `in: …; held: …` or `nothing: …`, with at most four of
/// each told. A file of which nothing is taken leaves nothing.
record ImportAnswers(Imports imports, JdbcClient jdbc) {
  /// Takes out everything that imports wrote.
  void empty() {
    Emptied.of(
        jdbc,
        "people.employment",
        "people.snapshot",
        "people.person",
        "people.import",
        "people.held_row",
        "people.import_part",
        "people.merged_row",
        "people.hiring");
  }

  /// @param taken the question for what is in, a row a line
  String of(Path file, LocalDate day, String taken) {
    ImportReport report;
    try {
      report = imports.importNow(file, day, "test");
    } catch (NotATable | Refused e) {
      assertThat(
              jdbc.sql(
                      """
                      select (select count(*) from people.import)
                             + (select count(*) from people.person)
                             + (select count(*) from people.employment)
                             + (select count(*) from people.hiring)
                             + (select count(*) from people.held_row)
                      """)
                  .query(Long.class)
                  .single())
          .as("rows of a file that was refused")
          .isZero();
      return "nothing: " + e.getMessage();
    }
    List<String> in = jdbc.sql(taken).query((row, n) -> row.getString(1)).list();
    List<String> held =
        jdbc.sql(
                """
                select line || ' ' || column_name || ': ' || fault
                  from people.held_row
                 where import_id = :id
                 order by line, column_no
                """)
            .param("id", report.id())
            .query((row, n) -> row.getString(1))
            .list();
    assertThat(report.read()).isEqualTo(report.added() + report.held());
    return "in: %s; held: %s".formatted(few(in), few(held));
  }

  private static String few(List<String> all) {
    return String.join(", ", all.subList(0, Math.min(4, all.size())))
        + (all.size() > 4 ? " and %d more".formatted(all.size() - 4) : "");
  }
}

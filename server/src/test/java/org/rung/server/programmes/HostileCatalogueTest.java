package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.server.HostileInput.bytes;
import static org.rung.server.HostileInput.of;
import static org.rung.server.HostileInput.sheet;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.Emptied;
import org.rung.server.HostileInput;
import org.rung.server.HostileInput.Case;
import org.rung.server.RungTest;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Catalogues as they should not be. Answers read `in: …; held: …` or `nothing: …`.
@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test=hostile"})
class HostileCatalogueTest {
  private static final String H =
      "program_id,provider,programme,cip_code,total_cost,clock_hours,completed,employed_share\n";
  private static final String GOOD = "g1,School,Welding,48.0508,900,120,,\n";

  @Autowired private Programmes programmes;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void empty() {
    Emptied.of(
        jdbc,
        "programmes.programme",
        "programmes.import",
        "programmes.held_row",
        "programmes.mend");
  }

  static Stream<Case> cases() {
    return Stream.of(
        row("no number", ",School,Welding,48.0508,900,120,,"),
        row("a number twice", "g1,School,Cooking,48.0508,900,120,,"),
        row("a number of 5,000 letters", "x".repeat(5_000) + ",School,Cooking,48.0508,900,120,,"),
        row("a name of 5,000 letters", "p2,School," + "x".repeat(5_000) + ",48.0508,900,120,,"),
        row("a price below zero", "p2,School,Cooking,48.0508,-900,120,,"),
        row("a price in words", "p2,School,Cooking,48.0508,nine hundred,120,,"),
        row("a price beyond all numbers", "p2,School,Cooking,48.0508,1e309,120,,"),
        row("a price with many decimals", "p2,School,Cooking,48.0508,900.001,120,,"),
        row("hours of none", "p2,School,Cooking,48.0508,900,NaN,,"),
        row("hours beyond all numbers", "p2,School,Cooking,48.0508,900,1e999999999,,"),
        row(
            "hours next to nothing, a billion digits",
            "p2,School,Cooking,48.0508,900,1e-999999999,,"),
        row("hours below zero", "p2,School,Cooking,48.0508,900,-5,,"),
        row("a field of study that is none", "p2,School,Cooking,cooking,900,120,,"),
        row("a share above one", "p2,School,Cooking,48.0508,900,120,40,1.5"),
        row("a share that is no number", "p2,School,Cooking,48.0508,900,120,40,NaN"),
        row("half a person completed", "p2,School,Cooking,48.0508,900,120,1.5,0.5"),
        row("too few values", "p2,School,Cooking"),
        row("too many values", "p2,School,Cooking,48.0508,900,120,,,7"),
        row(
            "a name with a script and SQL",
            "p2,School,<script>'; drop table x; --,48.0508,900,120,,"),
        row("control letters in the number", "p\u0001\u202E2,School,Cooking,48.0508,900,120,,"),
        of("Latin-1", H + "p2,École,Cuisine,48.0508,900,120,,\n", "ISO-8859-1"),
        of("UTF-16", "\uFEFF" + H + "p2,École,Cuisine,48.0508,900,120,,\n", "UTF-16LE"),
        of("bars", (H + GOOD).replace(',', '|')),
        of("a quote never closed", H + GOOD + "p2,\"School,Cooking\n"),
        of("no column of hours", "program_id,provider,programme\np2,School,Cooking\n"),
        of("an empty file", ""),
        of("a picture", bytes(0x89, 'P', 'N', 'G', 0, 0)),
        of(
            "a zero byte late",
            H + GOOD + "x".repeat(600) + "\0,School,Cooking,48.0508,900,120,,\n"),
        of(
            "a workbook",
            sheet(
                new Object[] {
                  "program_id", "provider", "programme", "cip_code", "total_cost", "clock_hours"
                },
                new Object[] {"p2", "School", "Cooking", "48.0508", 900, 120})));
  }

  private static Case row(String name, String row) {
    return of(name, H + GOOD + row + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnswered(Case hostile) {
    HostileInput.answered("catalogue", hostile, answer(hostile.content()));
  }

  @Test
  void theCasesAreCounted() {
    HostileInput.counted("catalogues", cases().count());
  }

  private String answer(byte[] content) {
    CatalogueReport report;
    try {
      report = programmes.importCatalogue("hostile.csv", content, "test");
    } catch (Refused e) {
      assertThat(
              jdbc.sql(
                      """
                      select (select count(*) from programmes.import)
                             + (select count(*) from programmes.programme)
                      """)
                  .query(Long.class)
                  .single())
          .isZero();
      return "nothing: " + e.getMessage();
    }
    List<String> in =
        jdbc.sql(
                """
                select code || ' ' || provider || ' ' || name
                  from programmes.programme
                 where code <> 'g1'
                 order by code
                """)
            .query((row, n) -> row.getString(1))
            .list();
    String held =
        programmes.held(report.id()).stream()
            .map(row -> row.line() + " " + row.column() + ": " + row.reason())
            .collect(Collectors.joining(", "));
    return "in: %s; held: %s".formatted(String.join(", ", in), held);
  }
}

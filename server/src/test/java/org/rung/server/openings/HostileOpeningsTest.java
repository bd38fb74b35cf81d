package org.rung.server.openings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.server.HostileInput.bytes;
import static org.rung.server.HostileInput.of;
import static org.rung.server.HostileInput.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.HostileInput;
import org.rung.server.HostileInput.Case;
import org.rung.server.RungTest;
import org.rung.server.SmallWorkforce;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Files of openings as they should not be. Answers read `in: …; bad: …` or `nothing: …`.
@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test=hostile"})
class HostileOpeningsTest {
  private static final String H = "job_title,year,openings,site,reason\n";
  private static final String GOOD = "Role AA,2026,12,,plan\n";

  @TempDir private Path folder = Path.of("");
  @Autowired private Openings openings;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  @BeforeEach
  void load() {
    SmallWorkforce.load(jdbc, transaction);
    jdbc.sql("delete from openings.setting_site").update();
    jdbc.sql("delete from openings.setting").update();
  }

  static Stream<Case> cases() {
    return Stream.of(
        of("openings below zero", H + GOOD + "Role AB,2026,-1,,\n"),
        of("openings and a half", H + GOOD + "Role AB,2026,1.5,,\n"),
        of("openings beyond all", H + GOOD + "Role AB,2026,99999999999,,\n"),
        of("openings in words", H + GOOD + "Role AB,2026,some,,\n"),
        of("the year 9", H + GOOD + "Role AB,9,1,,\n"),
        of("a title that is none", H + GOOD + "King,2026,1,,\n"),
        of("a site that is none", H + GOOD + "Role AB,2026,1,Moon,\n"),
        of("a role and year twice", H + GOOD + "Role AA,2026,3,,\n"),
        of("a reason of 5,000 letters", H + GOOD + "Role AB,2026,1,," + "x".repeat(5_000) + "\n"),
        of("too few values", H + GOOD + "Role AB,2026\n"),
        of("too many values", H + GOOD + "Role AB,2026,1,,,,7\n"),
        of("a quote never closed", H + GOOD + "\"Role AB,2026,1,,\n"),
        of("semicolons in UTF-16", ("\uFEFF" + H + GOOD).replace(',', ';'), "UTF-16LE"),
        of("Latin-1", H + "Role AA,2026,12,,Größe\n", "ISO-8859-1"),
        of("no column of years", "job_title,openings\nRole AA,12\n"),
        of("an empty file", ""),
        of("a picture", bytes(0x89, 'P', 'N', 'G', 0, 0)),
        of(
            "a workbook",
            sheet(
                new Object[] {"job_title", "year", "openings"},
                new Object[] {"Role AA", 2026, 12})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnswered(Case hostile) throws IOException {
    Path file = Files.write(folder.resolve("openings.csv"), hostile.content());
    HostileInput.answered("openings", hostile, answer(file));
  }

  @Test
  void theCasesAreCounted() {
    HostileInput.counted("openings", cases().count());
  }

  private String answer(Path file) {
    OpeningsImport report;
    try {
      report = openings.importFile(file, "test");
    } catch (Refused e) {
      assertThat(jdbc.sql("select count(*) from openings.setting").query(Long.class).single())
          .isZero();
      return "nothing: " + e.getMessage();
    }
    return "in: %d; bad: %s"
        .formatted(
            report.taken(),
            report.bad().stream()
                .map(bad -> bad.line() + " " + bad.column() + ": " + bad.reason())
                .collect(Collectors.joining(", ")));
  }
}

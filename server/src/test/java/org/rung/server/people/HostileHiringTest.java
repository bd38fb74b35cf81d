package org.rung.server.people;

import static org.rung.server.HostileInput.bytes;
import static org.rung.server.HostileInput.of;
import static org.rung.server.HostileInput.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.HostileInput;
import org.rung.server.HostileInput.Case;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Files of requisitions as they should not be. Answers read `in: …; held: …` or `nothing: …`.
///
/// Shares its database with the tests of imports, emptied before each case.
@RungTest
@TestPropertySource(properties = "rung.test=imports")
class HostileHiringTest {
  private static final String H = "requisition,job title,opened,filled,cost\n";
  private static final String GOOD =
      IntStream.rangeClosed(1, 9)
          .mapToObj(i -> "G%d,Clerk,2019-01-0%d,2019-02-0%d,90%d\n".formatted(i, i, i, i))
          .collect(Collectors.joining());

  @TempDir private Path folder = Path.of("");
  @Autowired private Imports imports;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void empty() {
    new ImportAnswers(imports, jdbc).empty();
  }

  static Stream<Case> cases() {
    return Stream.of(
        row("a requisition without number", ",Cook,2019-01-02,,900"),
        row("a requisition twice", "G1,Cook,2019-01-02,,900"),
        row("a number of 3,000 letters", "R".repeat(3_000) + ",Cook,2019-01-02,,900"),
        row("a title of 3,000 letters", "R1," + "x".repeat(3_000) + ",2019-01-02,,900"),
        row("no title", "R1,,2019-01-02,,900"),
        row("not opened", "R1,Cook,,,900"),
        row("opened on 30 February", "R1,Cook,2019-02-30,,900"),
        row("filled before it was opened", "R1,Cook,2019-02-02,2018-02-02,900"),
        row("a cost below zero", "R1,Cook,2019-02-02,,-900"),
        row("a cost beyond all numbers", "R1,Cook,2019-02-02,,1e309"),
        row("a cost of a billion", "R1,Cook,2019-02-02,,1000000000"),
        row("too few values", "R1,Cook"),
        row("too many values", "R1,Cook,2019-02-02,,900,7,8"),
        row("a title with SQL", "R1,'; drop table people.hiring; --,2019-02-02,,900"),
        row("marks of direction in the number", "R\u202E1,Cook,2019-02-02,,900"),
        of("semicolons", (H + GOOD).replace(',', ';')),
        of("UTF-16", "\uFEFF" + H + GOOD + "R1,Köchin,2019-02-02,,900\n", "UTF-16LE"),
        of("only a header", H),
        of("cut in a quote", H + GOOD + "R1,\"Coo"),
        of("a picture", bytes(0x89, 'P', 'N', 'G', 0, 0)),
        of(
            "a workbook with days as numbers",
            sheet(
                new Object[] {"requisition", "job title", "opened", "filled", "cost"},
                new Object[] {"R1", "Cook", 43500, 43524, 900},
                new Object[] {"R2", "Cook", "2019-02-02", "", 900})));
  }

  private static Case row(String name, String row) {
    return of(name, H + GOOD + row + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnswered(Case hostile) throws IOException {
    Path file = Files.write(folder.resolve("hiring.csv"), hostile.content());
    HostileInput.answered("hiring", hostile, answer(file));
  }

  @Test
  void theCasesAreCounted() {
    HostileInput.counted("requisitions", cases().count());
  }

  private String answer(Path file) {
    return new ImportAnswers(imports, jdbc)
        .of(
            file,
            LocalDate.EPOCH,
            """
            select h.requisition || ' ' || r.title || ' ' || h.opened_on
              from people.hiring h
              join people.role r on r.id = h.role_id
             where h.requisition !~ '^G[1-9]$'
             order by h.requisition
            """);
  }
}

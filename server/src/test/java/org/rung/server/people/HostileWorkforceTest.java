package org.rung.server.people;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.server.HostileInput.bomb;
import static org.rung.server.HostileInput.bytes;
import static org.rung.server.HostileInput.inline;
import static org.rung.server.HostileInput.joined;
import static org.rung.server.HostileInput.of;
import static org.rung.server.HostileInput.rawSheet;
import static org.rung.server.HostileInput.sheet;
import static org.rung.server.HostileInput.sheetOf;
import static org.rung.server.HostileInput.workbook;
import static org.rung.server.HostileInput.zip;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Worksheet;
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

/// Workforce files as they should not be. Each is answered: what is in, which line and column is
/// held, or why nothing was taken; nothing is half done. Answers read `in: …; held: …` or `nothing:
/// …`.
///
/// Shares its database with the tests of imports, emptied before each case.
@RungTest
@TestPropertySource(properties = "rung.test=imports")
class HostileWorkforceTest {
  private static final LocalDate DAY = LocalDate.of(2020, 6, 30);
  private static final String H = "id,title,department,annual pay\n";
  private static final String A1 = "a1,Clerk,Water,54000\n";
  private static final String D = "id,title,annual pay,hire date\n";

  /// Rows of good people, `g1` and so on, so that the columns are told by them.
  private static final String GOOD =
      IntStream.rangeClosed(1, 9)
          .mapToObj(i -> "g%d,Nurse,Health,6%d000\n".formatted(i, i))
          .collect(Collectors.joining());

  private static final byte[] PNG =
      bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0);

  @TempDir private Path folder = Path.of("");
  @Autowired private Imports imports;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void empty() {
    new ImportAnswers(imports, jdbc).empty();
  }

  static Stream<Case> cases() {
    return Stream.of(encodings(), layouts(), values(), dates(), rows(), workbooks(), noTables())
        .flatMap(all -> all);
  }

  private static Stream<Case> encodings() {
    String umlaut = H + "a1,Führungskraft,Straßenbau,54000\n";
    return Stream.of(
        of("UTF-16 with a mark", "\uFEFF" + umlaut, "UTF-16LE"),
        of("UTF-16 without a mark", umlaut, "UTF-16BE"),
        of("Latin-1", umlaut, "ISO-8859-1"),
        of("UTF-8 with a mark", "\uFEFF" + umlaut, "UTF-8"),
        of("two marks", "\uFEFF\uFEFF" + umlaut, "UTF-8"),
        of(
            "UTF-8 and Latin-1 mixed",
            joined(
                (H + "a1,Führung,Water,54000\n").getBytes(UTF_8),
                "a2,Café,Water,51000\n".getBytes(Charset.forName("ISO-8859-1")))),
        of(
            "UTF-16 cut in the middle of a letter",
            Arrays.copyOf(
                ("\uFEFF" + H + GOOD + A1).getBytes(UTF_16LE), 2 * (H + GOOD + A1).length() - 3)),
        of("a zero byte late", H + A1 + "x".repeat(600) + "\0,Cook,Water,5\n"),
        of("control letters", H + "a1,Cl\u0001erk\u0007,Water\u001b[31m,54000\n"),
        of("right-to-left marks", H + "a1,\u202Ekrelc\u202C,\u200FWater,54000\n"),
        of("half a letter of two", H + "a1,Clerk \uD83D\uDE00,Water,54000\n"),
        of("no-break spaces around", H + "\u00A0a1\u00A0,\u2007Clerk,Water\u202F,\u00A054000\n"));
  }

  private static Stream<Case> layouts() {
    return Stream.of(
        of("semicolons", H.replace(',', ';') + "a1;Clerk;Water;54.000,50\n"),
        of("tabs", (H + A1).replace(',', '\t')),
        of("bars", (H + A1).replace(',', '|')),
        of("old Macintosh line ends", (H + A1).replace('\n', '\r')),
        of("line ends mixed", H.replace("\n", "\r\n") + A1 + "a2,Cook,Water,51000\r"),
        of("a quote never closed", H + A1 + "a2,\"Cook,Water,51000\na3,Chief,Fire,90000\n"),
        of("a quote in the middle", H + A1 + "a2,Co\"ok,Water,51000\n"),
        of("cut in the middle of a quote", H + A1 + "a2,\"Cook of the nig"),
        of("cut in the middle of a row", H + A1 + "a2,Coo"),
        of("a line break in a quoted name", H + "a1,\"Clerk\nof nights\",Water,54000\n"),
        of("empty lines between", "\n\n" + H + "\n,,,\n" + A1 + "\n\n"),
        of("two header rows", "Person,,Place,Money\n" + H + A1),
        of("title lines above", "Staff of the city,,,\nAs of 30 June 2020,,,\n,,,\n" + H + A1),
        of("the header again on each page", H + A1 + H + "a2,Cook,Water,51000\n"),
        of("a line of sums below", H + A1 + "Total,,,54000\n"),
        of("columns of one name", "id,title,pay,pay,department\na1,Clerk,54000,55000,Water\n"),
        of(
            "a header in capitals with signs",
            "EMPLOYEE-ID!,Job_Title,DEPT.,Annual Pay ($)\na1,Clerk,Water,54000\n"),
        of("only a header", H),
        of("no header at all", "a1,Clerk,Water,54000\na2,Cook,Water,51000\n"),
        of("one column", "id\na1\na2\n"),
        of("no column of pay", "id,title\na1,Clerk\n"),
        of(
            "10,000 columns",
            "id,title,annual pay,"
                + names(10_000)
                + "\na1,Clerk,54000"
                + ",1".repeat(10_000)
                + "\n"),
        of(
            "20,000 columns",
            "id,title,annual pay,"
                + names(20_000)
                + "\na1,Clerk,54000"
                + ",1".repeat(20_000)
                + "\n"),
        of(
            "a header cell of a million letters",
            "id,title,annual pay," + "x".repeat(900_000) + "\na1,Clerk,54000,1\n"));
  }

  private static String names(int columns) {
    return IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
  }

  private static Stream<Case> values() {
    return Stream.of(
        pay("negative pay", "-54000"),
        pay("pay in brackets", "(54000)"),
        pay("pay of nothing", "0"),
        pay("absurd pay", "99999999999"),
        pay("pay beyond all numbers", "1e309"),
        pay("pay in powers of ten", "5.4e4"),
        pay("not a number", "NaN"),
        pay("infinite", "Infinity"),
        pay("a number in words", "fifty thousand"),
        pay("a number in other digits", "٥٤٠٠٠"),
        pay("a number of four hundred digits", "9".repeat(400)),
        pay("thousands by commas", "\"54,000.00\""),
        pay("thousands wrongly placed", "\"5,40,00\""),
        pay("thousands by spaces", "54 000"),
        pay("a currency before", "$54,000".replace(",", "")),
        pay("a currency behind", "54000 USD"),
        pay("hexadecimal", "0xD2F0"),
        pay("a formula", "=54000+1"),
        pay("a formula that calls a program", "=cmd|' /C calc'!A0"),
        pay("pay by the hour in the wrong column", "18.50"),
        of(
            "pay by hour and by month mixed",
            "id,title,hourly pay,monthly pay,annual pay,weekly hours\n"
                + "a1,Clerk,20,,,40\n"
                + "a2,Cook,,4000,,\n"
                + "a3,Chief,,,90000,\n"
                + "a4,Boss,20,4000,90000,\n"
                + "a5,Nobody,,,,\n"),
        of("a title of 301 letters", H + A1 + "a2," + "x".repeat(301) + ",Water,51000\n"),
        of("an id of 101 letters", H + A1 + "x".repeat(101) + ",Cook,Water,51000\n"),
        of("a value of 900,000 letters", H + A1 + "a2,Cook," + "x".repeat(900_000) + ",51000\n"),
        of(
            "a row beyond a million letters",
            H + A1 + "a2,Cook," + "x".repeat(1_200_000) + ",51000\n"),
        of("a name with a script", H + "a1,<script>alert(1)</script>,Water,54000\n"),
        of("a name with SQL", H + "a1,\"'; drop table people.person; --\",Water,54000\n"),
        of("an id that is a path", H + "../../etc/passwd,Clerk,Water,54000\n"),
        of("an id of signs", H + "a/1?x=2&y#z %00,Clerk,Water,54000\n"));
  }

  private static Case pay(String name, String pay) {
    return of(name, H + GOOD + A1 + "a2,Cook,Water," + pay + "\n");
  }

  private static Stream<Case> dates() {
    return Stream.of(
        day("a day as a number of a spreadsheet", "43524"),
        day("dd.mm.yyyy", "28.02.2019"),
        day("mm/dd/yy", "02/28/19"),
        day("an ambiguous day", "03/04/19"),
        day("30 February", "2019-02-30"),
        day("29 February of no leap year", "29.02.2019"),
        day("the year 1", "0001-01-01"),
        day("the year 9999", "9999-12-31"),
        day("the year 99999", "99999-12-31"),
        day("a year of two digits in the last century", "28.02.75"),
        day("month 13", "2019-13-01"),
        day("a day after the file", "2020-07-01"),
        day("with a time and a zone", "2019-02-28T10:00:00+02:00"),
        day("in words", "last spring"),
        day("only a year", "2019"),
        day("a minus before", "-2019-02-28"));
  }

  private static Case day(String name, String day) {
    return of(
        name,
        D
            + GOOD.replaceAll("Health,(\\d+)", "$1,2017-0$10-15")
                .replaceAll("2017-0\\d+-15", "2017-05-15")
            + "a1,Clerk,54000,2018-01-31\na2,Cook,51000,"
            + day
            + "\n");
  }

  private static Stream<Case> rows() {
    return Stream.of(
        of("an id twice", H + A1 + "a2,Cook,Water,51000\na1,Chief,Water,90000\n"),
        of(
            "an id three thousand times",
            H + GOOD.repeat(1_000).replaceAll("(?m)^g[2-9].*\\n", A1) + "a2,Cook,Water,51000\n"),
        of("too few values", H + A1 + "a2,Cook\n"),
        of("too many values", H + A1 + "a2,Cook,Water,51000,7,8\n"),
        of("no id", H + A1 + ",Cook,Water,51000\n"),
        of("no title", H + A1 + "a2,,Water,51000\n"),
        of(
            "one's own manager",
            "id,title,annual pay,manager id\na1,Clerk,54000,a1\na2,Cook,51000,zz\n"),
        of("every row bad", H + GOOD + ",,,\nx,,,\n,y,,n/a\n"));
  }

  private static Stream<Case> workbooks() {
    Object[] header = {"id", "title", "department", "annual pay"};
    Object[] a1 = {"a1", "Clerk", "Water", 54000};
    byte[] whole = sheet(header, a1);
    String entity =
        "<?xml version=\"1.0\"?><!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    String laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\">"
            + IntStream.range(0, 20)
                .mapToObj(i ->
                    "<!ENTITY %c \"%s\">"
                        .formatted('b' + i, ("&" + (char) ('a' + i) + ";").repeat(10)))
                .collect(Collectors.joining())
            + "]>";
    String rows = inline("id,title,department,annual pay", "a1,Clerk,Water,54000");
    return Stream.of(
        of("a workbook", whole),
        of("a workbook cut in half", Arrays.copyOf(whole, whole.length / 2)),
        of("a workbook without its end", Arrays.copyOf(whole, whole.length - 30)),
        of("a raw sheet", rawSheet(sheetOf("", rows))),
        of("an entity of a file", rawSheet(sheetOf(entity, rows.replace("Clerk", "&x;")))),
        of(
            "an external DTD",
            rawSheet(sheetOf("<!DOCTYPE worksheet SYSTEM \"http://127.0.0.1:9/x.dtd\">", rows))),
        of("entities within entities", rawSheet(sheetOf(laughs, rows.replace("Clerk", "&u;")))),
        of(
            "a cell beyond the last column",
            rawSheet(
                sheetOf(
                    "",
                    rows
                        + "<row r=\"3\"><c r=\"ZZZZZZZ3\""
                        + " t=\"inlineStr\"><is><t>x</t></is></c></row>"))),
        of(
            "a cell with a place that is none",
            rawSheet(
                sheetOf(
                    "",
                    rows + "<row r=\"3\"><c r=\"3\" t=\"inlineStr\"><is><t>x</t></is></c></row>"))),
        of(
            "a row with a number that is none",
            rawSheet(
                sheetOf(
                    "",
                    rows
                        + "<row r=\"99999999999\"><c r=\"A1\""
                        + " t=\"inlineStr\"><is><t>x</t></is></c></row>"))),
        of(
            "a text by a number that is not there",
            rawSheet(sheetOf("", rows + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>99</v></c></row>"))),
        of("XML that does not end", rawSheet("<worksheet><sheetData>" + rows)),
        of("a sheet that is no XML", rawSheet("not a sheet")),
        of("a workbook that unpacks to 3 GB", bomb(3_000)),
        of("an archive with a table", zip(Map.of("staff.csv", H + A1))),
        of("a workbook without a table", workbook(w -> w.newWorksheet("Empty"))),
        of(
            "cells with errors and formulas",
            workbook(w -> {
              Worksheet s = w.newWorksheet("Staff");
              for (int c = 0; c < 4; c++) {
                s.value(0, c, (String) header[c]);
                s.value(1, c, c == 3 ? "54000" : a1[c].toString());
              }
              s.value(2, 0, "a2");
              s.value(2, 1, "Cook");
              s.formula(2, 3, "1/0");
            })),
        of(
            "a day as a number without a format",
            sheet(
                new Object[] {"id", "title", "annual pay", "hire date"},
                new Object[] {"a1", "Clerk", 54000, 43524})));
  }

  private static Stream<Case> noTables() {
    return Stream.of(
        of("an empty file", ""),
        of("one byte", "x"),
        of("only blanks", " \n \n\n"),
        of("a letter", "Dear all,\nplease find the list below.\nRegards\n"),
        of("a picture", PNG),
        of("a PDF", "%PDF-1.7\n1 0 obj\n"),
        of(
            "an old or encrypted workbook",
            bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0)),
        of("packed", bytes(0x1F, 0x8B, 8, 0, 0, 0, 0, 0)),
        of("a web page", "<html><table><tr><td>a1</td></tr></table></html>"),
        of("XML", "<?xml version=\"1.0\"?><staff/>"),
        of("JSON", "[{\"id\":\"a1\",\"title\":\"Clerk\"}]"),
        of("a program", bytes(0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnswered(Case hostile) throws IOException {
    Path file = Files.write(folder.resolve("staff.csv"), hostile.content());
    HostileInput.answered("workforce", hostile, answer(file));
  }

  @Test
  void aFolderAndAFileThatIsNotThereAreNoTables() {
    assertThat(answer(folder)).startsWith("nothing: “").contains("is a folder");
    assertThat(answer(folder.resolve("gone.csv"))).contains("“gone.csv” is not there");
  }

  /// Ten million rows against a small heap: [HugeImportBenchmark].
  @Test
  void aFileOfTwoHundredThousandNamesIsRefusedAtItsLine() throws IOException {
    Path file = folder.resolve("huge.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(H);
      for (int i = 0; i < 200_000; i++) {
        out.write("P%d,Title %d,Water,54000".formatted(i, i));
        out.write('\n');
      }
    }
    assertThat(answer(file))
        .startsWith("nothing: Down to line 100,002 the column “title” holds more than 100,000");
  }

  @Test
  void theCasesAreCounted() {
    HostileInput.counted("workforce files", cases().count() + 3);
  }

  private String answer(Path file) {
    return new ImportAnswers(imports, jdbc)
        .of(
            file,
            DAY,
            """
            select p.employer_id || ' ' || r.title || ' '
                     || round(e.annual_pay_cents / 100.0, 2)
                     || coalesce(' ' || e.hired_on, '')
              from people.employment e
              join people.person p on p.id = e.person_id
              join people.role r on r.id = e.role_id
             where p.employer_id !~ '^g[1-9]$'
             order by p.employer_id
            """);
  }
}

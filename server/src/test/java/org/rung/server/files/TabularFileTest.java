package org.rung.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabularFileTest {
  private static final Set<String> KNOWN = Set.of("id", "title", "pay");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void readsLettersBeyondAsciiInEveryUsualEncoding(String charset) throws IOException {
    Path file =
        write("id,title,pay\n1,Führungskraft – Café,500\n".getBytes(Charset.forName(charset)));
    assertThat(rows(open(file))).containsExactly("2: 1|Führungskraft – Café|500");
  }

  @Test
  void readsUtf8WhoseFirstOddLetterIsTheLastOfAll() throws IOException {
    Path file =
        write(
            ("id,title\n" + "1,plain\n".repeat(50_000) + "2,Zoë").getBytes(StandardCharsets.UTF_8));
    TabularFile table = open(file);
    assertThat(table.layout()).isEqualTo("UTF-8, comma");
    assertThat(rows(table)).hasSize(50_001).last().isEqualTo("50002: 2|Zoë");
  }

  @ParameterizedTest(name = "mark {0}")
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void passesOverAByteOrderMark(String charset) throws IOException {
    Path file = write("\uFEFFid;title;pay\n1;Clerk;5\n".getBytes(Charset.forName(charset)));
    TabularFile table = open(file);
    assertThat(table.columns()).containsExactly("id", "title", "pay");
    assertThat(rows(table)).containsExactly("2: 1|Clerk|5");
  }

  @ParameterizedTest(name = "separated by {0}")
  @ValueSource(strings = {",", ";", "\t", "|"})
  void findsWhatSeparatesTheColumns(String delimiter) throws IOException {
    Path file = text("id,title,pay\n1,Clerk,5\n2,Cook,6\n".replace(",", delimiter));
    assertThat(rows(open(file))).containsExactly("2: 1|Clerk|5", "3: 2|Cook|6");
  }

  @Test
  void takesSemicolonsWhereCommasAreDecimal() throws IOException {
    Path file = text("id;title;pay\n1;Clerk;1,5\n2;Cook;2,5\n3;Nurse, night;3,5\n");
    assertThat(rows(open(file)))
        .containsExactly("2: 1|Clerk|1,5", "3: 2|Cook|2,5", "4: 3|Nurse, night|3,5");
  }

  @Test
  void keepsWhatQuotesHold() throws IOException {
    Path file = text("id,title,pay\n1,\"Clerk, \"\"acting\"\"\nnights\",5\n2,Cook,6\n");
    assertThat(rows(open(file))).containsExactly("2: 1|Clerk, \"acting\"\nnights|5", "4: 2|Cook|6");
  }

  @Test
  void findsTheHeaderBelowTitleLines() throws IOException {
    Path file = text("Staff list,,\nAs of 2020-06-30,,\n,,\nid,title,pay\n1,Clerk,5\n");
    TabularFile table = open(file);
    assertThat(table.headerLine()).isEqualTo(4);
    assertThat(rows(table)).containsExactly("5: 1|Clerk|5");
  }

  @Test
  void takesTheRowOfNamesOutOfTwoHeaderRows() throws IOException {
    Path file = text("Person,,Money\nid,title,pay\n1,Clerk,5\nid,title,pay\n2,Cook,6\n");
    TabularFile table = open(file);
    assertThat(table.columns()).containsExactly("id", "title", "pay");
    assertThat(rows(table)).containsExactly("3: 1|Clerk|5", "5: 2|Cook|6");
  }

  @Test
  void numbersTheColumnsOfATableWithoutHeader() throws IOException {
    TabularFile table = open(text("1,Clerk,5\n2,Cook,6\n"));
    assertThat(table.headerLine()).isZero();
    assertThat(table.columns()).containsExactly("column 1", "column 2", "column 3");
    assertThat(rows(table)).hasSize(2);
  }

  @Test
  void tellsHowManyValuesARaggedRowHas() throws IOException {
    List<Integer> given = new ArrayList<>();
    open(text("id,title,pay\n1,Clerk\n2,Cook,6,7\n3,Nurse,7,,\n\n4,Cook,8"))
        .read((line, values, count) -> given.add(count));
    assertThat(given).containsExactly(2, 4, 3, 3);
  }

  @Test
  void namesTwoColumnsOfOneNameApart() throws IOException {
    assertThat(open(text("id,title,pay,pay,\n1,Clerk,5,6,7\n")).columns())
        .containsExactly("id", "title", "pay", "pay (column 4)", "column 5");
  }

  @Test
  void takesTheApostropheOfItsOwnExportsAway() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvDownload.of(
            "a.csv",
            List.of("id", "title", "pay"),
            to -> {
              to.row("=1+1", "@Clerk, \"x\"", -5);
              to.row("-", "+49 30", "O'Neill");
            })
        .withMark()
        .writeTo(out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\uFEFFid,title,pay\r\n'=1+1,\"'@Clerk, \"\"x\"\"\",-5\r\n'-,'+49 30,O'Neill\r\n");
    assertThat(rows(open(write(out.toByteArray()))))
        .containsExactly("2: =1+1|@Clerk, \"x\"|-5", "3: -|+49 30|O'Neill");
  }

  @Test
  void readsNumbersDatesAndFormulasOfAWorkbook() throws IOException {
    Path file = folder.resolve("staff.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook workbook = new Workbook(out, "test", "1.0")) {
      Worksheet cover = workbook.newWorksheet("Cover");
      cover.value(0, 0, "About this file");
      Worksheet sheet = workbook.newWorksheet("Staff");
      sheet.value(0, 0, "Staff list");
      for (int i = 0; i < 4; i++) {
        sheet.value(2, i, List.of("id", "title", "pay", "hired").get(i));
      }
      sheet.value(3, 0, 1001);
      sheet.value(3, 1, "Clerk");
      sheet.value(3, 2, 34.86);
      sheet.value(3, 3, LocalDate.of(2019, 2, 28));
      sheet.style(3, 3).format("d.m.yyyy").set();
      sheet.value(5, 0, "A-7");
      sheet.value(5, 1, true);
      sheet.formula(5, 2, "17*2");
    }
    TabularFile table = open(file);
    assertThat(table.layout()).isEqualTo("XLSX, sheet “Staff”");
    assertThat(table.headerLine()).isEqualTo(3);
    assertThat(rows(table)).first().isEqualTo("4: 1001|Clerk|34.86|2019-02-28");
    // Nothing has calculated the formula: it has no value, and its text is not one.
    assertThat(rows(table)).last().asString().startsWith("6: A-7|").doesNotContain("17*2");
  }

  @Test
  void refusesAWorkbookThatUnpacksToTooMuch() throws IOException {
    Path file = folder.resolve("bomb.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      zip.write(new byte[3 << 20]);
    }
    assertThat(Files.size(file)).isLessThan(10_000);
    assertThatThrownBy(() ->
            WorkbookFile.open(
                file, "bomb.xlsx", cells -> 0, new WorkbookFile.Limits(1 << 20, 1 << 20)))
        .isInstanceOf(NotATable.class)
        .hasMessageContaining("unpacks to more than 1 MB");
  }

  @Test
  void saysWhatIsWrongWithAWorkbookThatIsCutOff() throws IOException {
    Path whole = folder.resolve("whole.xlsx");
    try (OutputStream out = Files.newOutputStream(whole);
        Workbook workbook = new Workbook(out, "test", "1.0")) {
      workbook.newWorksheet("Staff").value(0, 0, "id");
    }
    byte[] bytes = Files.readAllBytes(whole);
    assertThatThrownBy(() -> open(write(Arrays.copyOf(bytes, bytes.length / 2))))
        .isInstanceOf(NotATable.class)
        .hasMessageContaining("cut off");
    assertThatThrownBy(() -> open(whole))
        .isInstanceOf(NotATable.class)
        .hasMessageContaining("no sheet with a table");
  }

  @Test
  void saysWhyAFileIsNoTable() throws IOException {
    assertThatThrownBy(() -> open(write(new byte[0]))).hasMessageContaining("is empty");
    assertThatThrownBy(() -> open(text("   \n\n"))).isInstanceOf(NotATable.class);
    assertThatThrownBy(() -> open(text("Dear all,\nthe list follows.\n")))
        .isInstanceOf(NotATable.class)
        .hasMessageContaining("no table");
    assertThatThrownBy(() -> open(text("%PDF-1.7 …"))).hasMessageContaining("a PDF");
    assertThatThrownBy(() -> open(text("<html><table>"))).hasMessageContaining("a web page");
    assertThatThrownBy(() -> open(write(new byte[] {1, 2, 0, 0, 0, 9, 9, 9})))
        .isInstanceOf(NotATable.class)
        .hasMessageContaining("no text");
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("staff.csv"));
      out.write("id,title\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> open(zip)).hasMessageContaining("a ZIP archive");
  }

  @Test
  void aQuoteThatIsNeverClosedIsAFaultOfTheFile() throws IOException {
    Path file = text("id,title,pay\n1,\"Clerk,5\n" + "2,Cook,6\n".repeat(200_000));
    assertThatThrownBy(() -> rows(open(file)))
        .isInstanceOf(NotATable.class)
        .hasMessageContaining("quote");
  }

  private static TabularFile open(Path file) {
    return TabularFile.open(
        file,
        String.valueOf(file.getFileName()),
        cells -> (int) cells.stream().filter(cell -> KNOWN.contains(cell.toLowerCase())).count());
  }

  private static List<String> rows(TabularFile table) {
    List<String> rows = new ArrayList<>();
    table.read((line, values, given) -> rows.add(line + ": " + String.join("|", values)));
    return rows;
  }

  private Path text(String content) throws IOException {
    return write(content.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "table", ".csv"), content);
  }
}

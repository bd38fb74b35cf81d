package org.rung.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A workbook holds what the table holds, as what it is.
class XlsxDownloadTest {
  @TempDir private Path folder;

  private static byte[] written(XlsxDownload download) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    download.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static List<List<Row>> read(byte[] file) throws IOException {
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, false))) {
      return workbook
          .getSheets()
          .map(sheet -> {
            try {
              return sheet.read();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  @Test
  void moneyIsANumberAndADayADay() throws IOException {
    Instant moment = Instant.parse("2027-03-01T10:15:30Z");
    byte[] file =
        written(
            XlsxDownload.of(
                "a.xlsx",
                List.of("text", "amount", "count", "day", "moment", "nothing"),
                to ->
                    to.row(
                        "Chicago",
                        new BigDecimal("-1234567.80"),
                        17L,
                        LocalDate.parse("2027-03-01"),
                        moment,
                        null)));
    List<Row> rows = read(file).getFirst();
    assertThat(rows.getFirst().stream().map(Cell::getText))
        .containsExactly("text", "amount", "count", "day", "moment", "nothing");
    Row row = rows.get(1);
    assertThat(row.getCell(0).getText()).isEqualTo("Chicago");
    assertThat(row.getCell(1).asNumber()).isEqualByComparingTo("-1234567.80");
    assertThat(row.getCell(1).getDataFormatString()).isEqualTo("#,##0.00");
    assertThat(row.getCell(2).asNumber()).isEqualByComparingTo("17");
    assertThat(row.getCell(3).asDate().toLocalDate()).isEqualTo("2027-03-01");
    assertThat(row.getCell(4).asDate().atZone(ZoneId.systemDefault()).toInstant())
        .isCloseTo(moment, within(1, ChronoUnit.MILLIS));
    assertThat(row.getOptionalCell(5)).isEmpty();
  }

  @Test
  void noTextIsAFormula() throws IOException {
    List<String> hostile =
        List.of(
            "=1+1",
            "+SUM(A1)",
            "-2+3",
            "@A1",
            "\t=1",
            "\r=1",
            "<f>1+1</f>",
            "=HYPERLINK(\"http://example.org\")");
    byte[] file =
        written(XlsxDownload.of("a.xlsx", List.of("=head"), to -> hostile.forEach(to::row)));
    List<Row> rows = read(file).getFirst();
    for (Row row : rows) {
      assertThat(row.getCell(0).getType()).isEqualTo(CellType.STRING);
    }
    assertThat(rows.stream().skip(1).limit(4).map(row -> row.getCell(0).getText()))
        .containsExactly("'=1+1", "'+SUM(A1)", "'-2+3", "'@A1");
    Path kept = Files.write(folder.resolve("a.xlsx"), file);
    try (ZipFile zip = new ZipFile(kept.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        assertThat(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
            .as(entry.getName())
            .doesNotContain("<f>");
      }
    }
  }

  @Test
  void goesOnInAFurtherSheet() throws IOException {
    byte[] file =
        written(
            XlsxDownload.of(
                    "a.xlsx",
                    List.of("n"),
                    to -> {
                      for (int n = 1; n <= 7; n++) {
                        to.row(n);
                      }
                    })
                .sheetsOf(3));
    List<List<Row>> sheets = read(file);
    assertThat(sheets)
        .hasSize(3)
        .allSatisfy(sheet -> {
          assertThat(sheet.getFirst().getCell(0).getText()).isEqualTo("n");
        });
    List<Integer> numbers = new ArrayList<>();
    sheets.forEach(sheet ->
        sheet.stream().skip(1).forEach(row -> numbers.add(row.getCell(0).asNumber().intValue())));
    assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aHundredThousandRowsGoOutAsTheyCome() throws IOException {
    Counted counted = new Counted();
    List<Long> sent = new ArrayList<>();
    XlsxDownload.of(
            "a.xlsx",
            List.of("transaction", "about", "amount"),
            to -> {
              for (int n = 0; n < 100_000; n++) {
                to.row(n, "enrolment " + n * 7919L % 1_000_003, BigDecimal.valueOf(n * 31L, 2));
                if (n % 25_000 == 0) {
                  sent.add(counted.bytes);
                }
              }
            })
        .writeTo(counted);
    assertThat(sent).isSorted().doesNotHaveDuplicates();
    assertThat(sent.getLast()).isGreaterThan(counted.bytes / 2);
  }

  private static final class Counted extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int from, int length) {
      bytes += length;
    }
  }
}

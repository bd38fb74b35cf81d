package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// What hostile input is made of, and the page that counts the cases.
public final class HostileInput {
  private static final String NOTE = "| Input | Cases |\n| --- | ---: |\n";

  private HostileInput() {}

  /// One case; its answer stands in the file of answers.
  ///
  /// @param name what is hostile about it
  /// @param content the bytes that come in
  public record Case(String name, byte[] content) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A text in UTF-8.
  public static Case of(String name, String content) {
    return new Case(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /// A text in another encoding.
  public static Case of(String name, String content, String charset) {
    return new Case(name, content.getBytes(Charset.forName(charset)));
  }

  /// Bytes as they are.
  public static Case of(String name, byte[] content) {
    return new Case(name, content);
  }

  /// Holds that a case has the answer that stands in `server/src/test/resources/hostile`, a line a
  /// case; writes it there with `-Drung.golden=true`.
  ///
  /// @param what the file's name
  public static void answered(String what, Case hostile, String answer) {
    Path file =
        Path.of(
            System.getProperty("rung.home"), "server/src/test/resources/hostile", what + ".txt");
    try {
      Map<String, String> answers = new LinkedHashMap<>();
      if (Files.exists(file)) {
        Files.readAllLines(file)
            .forEach(line -> {
              int end = line.indexOf(" => ");
              answers.put(line.substring(0, end), line.substring(end + 4));
            });
      }
      String line = answer.replace("\n", "\\n");
      if (Boolean.getBoolean("rung.golden")) {
        answers.put(hostile.name(), line);
        Files.createDirectories(file.getParent());
        Files.write(
            file,
            answers.entrySet().stream()
                .map(entry -> entry.getKey() + " => " + entry.getValue())
                .toList());
      }
      assertThat(line)
          .as("the answer in %s; write it anew with -Drung.golden=true", file.getFileName())
          .isEqualTo(answers.get(hostile.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Bytes out of numbers.
  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /// Two texts of different encodings, one after the other.
  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /// Writes the sheets of a workbook.
  @FunctionalInterface
  public interface Sheets {
    /// @param workbook to be filled
    void fill(Workbook workbook) throws IOException;
  }

  /// A workbook as a spreadsheet writes it.
  public static byte[] workbook(Sheets sheets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "test", "1.0")) {
      sheets.fill(workbook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// A workbook with one sheet of texts and numbers.
  public static byte[] sheet(Object[]... rows) {
    return workbook(workbook -> {
      Worksheet sheet = workbook.newWorksheet("Staff");
      for (int r = 0; r < rows.length; r++) {
        for (int c = 0; c < rows[r].length; c++) {
          if (rows[r][c] instanceof Number number) {
            sheet.value(r, c, number);
          } else if (rows[r][c] instanceof String text) {
            sheet.value(r, c, text);
          }
        }
      }
    });
  }

  /// A workbook whose sheet is this very XML, as nobody's spreadsheet writes it.
  public static byte[] rawSheet(String xml) {
    return zip(
        Map.of(
            "[Content_Types].xml",
            """
            <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>\
            """,
            "_rels/.rels",
            """
            <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>\
            """,
            "xl/workbook.xml",
            """
            <?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Staff" sheetId="1" r:id="r1"/></sheets></workbook>\
            """,
            "xl/_rels/workbook.xml.rels",
            """
            <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>\
            """,
            "xl/styles.xml",
            "<?xml version=\"1.0\"?><styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>",
            "xl/worksheets/sheet1.xml",
            xml));
  }

  /// Rows of a raw sheet as texts in place.
  public static String inline(String... rows) {
    StringBuilder xml = new StringBuilder();
    for (int r = 0; r < rows.length; r++) {
      xml.append("<row r=\"").append(r + 1).append("\">");
      String[] cells = rows[r].split(",", -1);
      for (int c = 0; c < cells.length; c++) {
        xml.append(
            "<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is></c>"
                .formatted('A' + c, r + 1, cells[c]));
      }
      xml.append("</row>");
    }
    return xml.toString();
  }

  /// The sheet around rows.
  public static String sheetOf(String prolog, String rows) {
    return prolog
        + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        + rows
        + "</sheetData></worksheet>";
  }

  /// A ZIP archive.
  public static byte[] zip(Map<String, String> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// An archive of a few kilobytes that unpacks to so many megabytes.
  public static byte[] bomb(int megabytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      for (int i = 0; i < megabytes; i++) {
        zip.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// Holds that `docs/benchmarks/hostile-input.md` counts these cases; writes it with
  /// `-Drung.golden=true`.
  public static void counted(String what, long cases) {
    Path page = Path.of(System.getProperty("rung.home"), "docs", "benchmarks", "hostile-input.md");
    try {
      String text = Files.readString(page);
      String row = "| %s | %d |\n".formatted(what, cases);
      if (Boolean.getBoolean("rung.golden") && !text.contains(row)) {
        text = rewritten(text, what, cases);
        Files.writeString(page, text);
      }
      assertThat(text)
          .as(
              "the count in docs/benchmarks/hostile-input.md; write it anew with -Drung.golden=true")
          .contains(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rewritten(String text, String what, long cases) {
    int from = text.indexOf(NOTE) + NOTE.length();
    int to = text.indexOf("\n\n", from) + 1;
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String line : text.substring(from, to).lines().toList()) {
      String[] cells = line.split("\\|");
      if (!cells[1].strip().equals("together")) {
        rows.put(cells[1].strip(), Long.parseLong(cells[2].strip()));
      }
    }
    rows.put(what, cases);
    List<String> lines = new ArrayList<>();
    rows.forEach((name, count) -> lines.add("| %s | %d |\n".formatted(name, count)));
    lines.add(
        "| together | %d |\n".formatted(rows.values().stream().mapToLong(Long::longValue).sum()));
    return text.substring(0, from) + String.join("", lines) + text.substring(to);
  }
}

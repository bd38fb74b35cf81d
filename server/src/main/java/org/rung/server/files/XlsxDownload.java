package org.rung.server.files;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/// A table as an XLSX workbook, as a handler's answer or into a stream, from the same rows as a
/// [CsvDownload]. Rows go out as they come, so that any number of them needs little memory; past a
/// million they go on in a further sheet.
///
/// A `BigDecimal` is a number with as many decimals as it has, a day a day, an `Instant` a moment
/// in the server's time zone, a number a number; all else is text, and never a formula. What a
/// spreadsheet would take for one when the text is edited or copied has an apostrophe before it, as
/// in a CSV file.
public final class XlsxDownload implements View {
  /// Rows of a sheet, below its header; a sheet can hold 1,048,576.
  static final int SHEET = 1_000_000;

  private static final int FLUSHED = 500;
  private static final String TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final String fileName;
  private final List<String> columns;
  private final CsvDownload.Rows rows;
  private final int sheet;

  private XlsxDownload(String fileName, List<String> columns, CsvDownload.Rows rows, int sheet) {
    this.fileName = fileName;
    this.columns = columns;
    this.rows = rows;
    this.sheet = sheet;
  }

  /// A file of this name.
  ///
  /// @param fileName with its ending; letters beyond ASCII and signs become `-`
  /// @param columns the header
  /// @param rows writes the rows when the file is asked for
  public static XlsxDownload of(String fileName, List<String> columns, CsvDownload.Rows rows) {
    return new XlsxDownload(fileName, List.copyOf(columns), rows, SHEET);
  }

  /// With another number of rows in a sheet.
  XlsxDownload sheetsOf(int rowsOfASheet) {
    return new XlsxDownload(fileName, columns, rows, rowsOfASheet);
  }

  /// The whole file into a stream, which stays open.
  public void writeTo(OutputStream stream) throws IOException {
    try {
      Workbook workbook = new Workbook(stream, "Rung", "1.0");
      Writing writing = new Writing(workbook);
      rows.writeTo(writing::row);
      writing.sheet.finish();
      workbook.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private final class Writing {
    private final Workbook workbook;
    private final ZoneId zone = ZoneId.systemDefault();
    private Worksheet sheet;
    private int sheets = 1;
    private int row = 1;

    Writing(Workbook workbook) {
      this.workbook = workbook;
      sheet = begun();
    }

    private Worksheet begun() {
      Worksheet begun = workbook.newWorksheet("Sheet " + sheets);
      begun.freezePane(0, 1);
      for (int i = 0; i < columns.size(); i++) {
        begun.width(i, 16);
        begun.inlineString(0, i, columns.get(i));
        begun.style(0, i).bold().set();
      }
      return begun;
    }

    void row(@Nullable Object... values) {
      try {
        if (row > XlsxDownload.this.sheet) {
          sheet.finish();
          sheets++;
          row = 1;
          sheet = begun();
        }
        for (int i = 0; i < values.length; i++) {
          cell(i, values[i]);
        }
        if (row % FLUSHED == 0) {
          sheet.flush();
        }
        row++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void cell(int column, @Nullable Object value) {
      switch (value) {
        case null -> {}
        case BigDecimal number -> {
          sheet.value(row, column, number);
          String decimals = number.scale() > 0 ? "." + "0".repeat(number.scale()) : "";
          sheet.style(row, column).format("#,##0" + decimals).set();
        }
        case Number number -> sheet.value(row, column, number);
        case LocalDate day -> {
          sheet.value(row, column, day);
          sheet.style(row, column).format("yyyy-mm-dd").set();
        }
        case Instant moment -> {
          sheet.value(row, column, LocalDateTime.ofInstant(moment, zone));
          sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
        }
        case Boolean yes -> sheet.value(row, column, yes);
        default -> {
          String text = CsvDownload.harmless(value.toString());
          if (!text.isEmpty()) {
            sheet.inlineString(row, column, text);
          }
        }
      }
    }
  }

  @Override
  public String getContentType() {
    return TYPE;
  }

  @Override
  public void render(
      @Nullable Map<String, ?> ignored, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(getContentType());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", CsvDownload.disposition(fileName));
    writeTo(response.getOutputStream());
  }
}

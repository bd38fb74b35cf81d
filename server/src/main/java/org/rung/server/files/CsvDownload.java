package org.rung.server.files;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/// A table as a CSV file (RFC 4180, UTF-8), as a handler's answer or into a stream. A value that a
/// spreadsheet would take for a formula gets an apostrophe before it; a plain number does not.
public final class CsvDownload implements View {
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+([.,]\\d+)?");

  private final String fileName;
  private final List<String> columns;
  private final Rows rows;
  private final boolean mark;

  private CsvDownload(String fileName, List<String> columns, Rows rows, boolean mark) {
    this.fileName = fileName;
    this.columns = columns;
    this.rows = rows;
    this.mark = mark;
  }

  /// A file of this name.
  ///
  /// @param fileName with its ending; letters beyond ASCII and signs become `-`
  /// @param columns the header
  /// @param rows writes the rows when the file is asked for
  public static CsvDownload of(String fileName, List<String> columns, Rows rows) {
    return new CsvDownload(fileName, List.copyOf(columns), rows, false);
  }

  /// The same with a byte order mark, which some spreadsheets need to know UTF-8.
  public CsvDownload withMark() {
    return new CsvDownload(fileName, columns, rows, true);
  }

  /// Writes the rows of a file.
  @FunctionalInterface
  public interface Rows {
    /// @param to takes the values of each row, in the order of the columns
    void writeTo(RowTo to);
  }

  /// Takes one row.
  @FunctionalInterface
  public interface RowTo {
    /// @param values `null` for nothing
    void row(@Nullable Object... values);
  }

  /// One value as it stands in a file.
  public static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = harmless(value.toString());
    if (text.indexOf('"') >= 0
        || text.indexOf(',') >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0) {
      return '"' + text.replace("\"", "\"\"") + '"';
    }
    return text;
  }

  /// The text with an apostrophe before it where a spreadsheet would take it for a formula.
  static String harmless(String text) {
    return !text.isEmpty() && startsFormula(text.charAt(0)) && !NUMBER.matcher(text).matches()
        ? "'" + text
        : text;
  }

  static boolean startsFormula(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
  }

  /// The whole file into a stream, which stays open.
  public void writeTo(OutputStream stream) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    if (mark) {
      writer.write('\uFEFF');
    }
    row(writer, columns.toArray());
    rows.writeTo(values -> row(writer, values));
    writer.flush();
  }

  private static void row(Writer writer, @Nullable Object... values) {
    try {
      for (int i = 0; i < values.length; i++) {
        if (i > 0) {
          writer.write(',');
        }
        writer.write(cell(values[i]));
      }
      writer.write("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String getContentType() {
    return "text/csv;charset=UTF-8";
  }

  @Override
  public void render(
      @Nullable Map<String, ?> ignored, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(getContentType());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", disposition(fileName));
    writeTo(response.getOutputStream());
  }

  /// The header by which a browser keeps the answer as a file.
  static String disposition(String fileName) {
    return "attachment; filename=\"" + fileName.replaceAll("[^A-Za-z0-9._-]+", "-") + "\"";
  }
}

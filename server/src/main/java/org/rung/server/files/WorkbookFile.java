package org.rung.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/// A sheet of an XLSX workbook: the first visible one that holds a table. Formulas count with the
/// value that the workbook stores for them.
record WorkbookFile(
    Path path, String name, String sheet, List<String> columns, long headerLine, long firstLine)
    implements TabularFile {
  private static final ReadingOptions OPTIONS = new ReadingOptions(true, true);
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
  private static final int FROM_1904 = 1462;

  /// Letters of a date in a number format, outside of texts and colours.
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.");

  WorkbookFile {
    columns = List.copyOf(columns);
  }

  /// What a workbook may unpack to, so that a small file cannot fill the memory.
  ///
  /// @param bytes of all its parts
  /// @param texts bytes of its shared texts, which are held in memory while it is read
  record Limits(long bytes, long texts) {
    static final Limits USUAL = new Limits(2L << 30, 192L << 20);
  }

  static WorkbookFile open(Path path, String name, ToIntFunction<List<String>> known, Limits limits)
      throws IOException {
    measure(path, name, limits);
    try (ReadableWorkbook workbook = new ReadableWorkbook(path.toFile(), OPTIONS)) {
      for (Sheet sheet : (Iterable<Sheet>) workbook.getSheets()::iterator) {
        if (sheet.getVisibility() != SheetVisibility.VISIBLE) {
          continue;
        }
        List<String[]> first = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        rows(
            workbook,
            sheet,
            (line, cells) -> {
              first.add(cells);
              lines.add(line);
              return first.size() < Header.LOOK;
            });
        if (first.stream().noneMatch(WorkbookFile::severalCells)) {
          continue;
        }
        Header header = Header.find(first, known);
        long headerLine = header.index() < 0 ? 0 : lines.get(header.index());
        return new WorkbookFile(
            path, name, sheet.getName(), header.columns(), headerLine, headerLine + 1);
      }
    } catch (IOException
        | UncheckedIOException
        | ExcelReaderException
        | IndexOutOfBoundsException
        | NumberFormatException e) {
      throw broken(name, e);
    }
    throw new NotATable(
        "“%s” has no sheet with a table. Put the table on a visible sheet, with a header row."
            .formatted(name));
  }

  @Override
  public String layout() {
    return "XLSX, sheet “" + sheet + "”";
  }

  @Override
  public boolean semicolons() {
    return false;
  }

  @Override
  public void read(RowTaker taker) {
    int width = columns.size();
    try (ReadableWorkbook workbook = new ReadableWorkbook(path.toFile(), OPTIONS)) {
      Sheet found = workbook.findSheet(sheet).orElseThrow(() -> broken(name, null));
      rows(
          workbook,
          found,
          (line, cells) -> {
            if (line < firstLine) {
              return true;
            }
            int given = Math.max(Cells.given(cells, width), width);
            String[] values = Cells.fit(cells, width);
            return Cells.empty(values)
                || Header.repeats(columns, values)
                || taker.take(line, values, given);
          });
    } catch (IOException
        | UncheckedIOException
        | ExcelReaderException
        | IndexOutOfBoundsException
        | NumberFormatException e) {
      throw broken(name, e);
    }
  }

  private interface CellsTaker {
    boolean take(long line, String[] cells);
  }

  private static void rows(ReadableWorkbook workbook, Sheet sheet, CellsTaker taker)
      throws IOException {
    boolean from1904 = workbook.isDate1904();
    try (Stream<org.dhatim.fastexcel.reader.Row> rows = sheet.openStream()) {
      for (org.dhatim.fastexcel.reader.Row row :
          (Iterable<org.dhatim.fastexcel.reader.Row>) rows::iterator) {
        String[] cells = new String[row.getCellCount()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = Cells.clean(text(row.getCell(i), from1904));
        }
        if (!Cells.empty(cells) && !taker.take(row.getRowNum(), cells)) {
          return;
        }
      }
    }
  }

  private static boolean severalCells(String[] cells) {
    int filled = 0;
    for (String cell : cells) {
      filled += cell.isEmpty() ? 0 : 1;
    }
    return filled > 1;
  }

  private static String text(@Nullable Cell cell, boolean from1904) {
    if (cell == null) {
      return "";
    }
    String raw = cell.getRawValue();
    if (cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA) {
      return raw == null ? "" : numberOrText(raw, cell.getDataFormatString(), from1904);
    }
    if (cell.getType() == CellType.ERROR) {
      return raw == null ? "#ERROR" : raw;
    }
    String text = cell.getText();
    return text == null ? "" : text;
  }

  private static String numberOrText(String raw, @Nullable String format, boolean from1904) {
    double number;
    try {
      number = Double.parseDouble(raw);
    } catch (NumberFormatException e) {
      // A formula may give a text.
      return raw;
    }
    if (format != null && isDate(format) && number >= 1 && number < 2_958_466) {
      LocalDateTime moment =
          DAY_ZERO
              .plusDays((long) number + (from1904 ? FROM_1904 : 0))
              .atStartOfDay()
              .plusSeconds(Math.round((number - Math.floor(number)) * 86_400));
      return moment.toLocalTime().toSecondOfDay() == 0
          ? moment.toLocalDate().toString()
          : moment.toString();
    }
    // Through a double, since a workbook writes 34.86 as 34.859999999999999.
    BigDecimal plain = BigDecimal.valueOf(number);
    return plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString();
  }

  private static boolean isDate(String format) {
    String letters = QUOTED.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
    return !letters.equals("general")
        && (letters.contains("y") || letters.contains("d") || letters.contains("mmm"));
  }

  /// Unpacks everything once without keeping it: sizes that a file claims may be untrue.
  private static void measure(Path path, String name, Limits limits) throws IOException {
    long total = 0;
    boolean workbook = false;
    try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
      byte[] buffer = new byte[1 << 16];
      for (Enumeration<ZipArchiveEntry> entries = zip.getEntries(); entries.hasMoreElements(); ) {
        ZipArchiveEntry entry = entries.nextElement();
        workbook |= entry.getName().equals("[Content_Types].xml");
        boolean texts = entry.getName().endsWith("sharedStrings.xml");
        boolean cells = entry.getName().startsWith("xl/worksheets/");
        int letters = -1; // of the place of a cell, -1 outside of one
        long size = 0;
        try (InputStream content = zip.getInputStream(entry)) {
          for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            size += n;
            for (int i = 0; cells && i < n; i++) {
              letters = letters(letters, buffer[i]);
              if (letters > 3) {
                throw new NotATable(
                    "“%s” names a cell beyond the last column, XFD. Export it again and send the new file."
                        .formatted(name));
              }
            }
            if (total + size > limits.bytes() || (texts && size > limits.texts())) {
              throw new NotATable(
                  "“%s” unpacks to more than %d MB. Save the table alone as CSV and send that file."
                      .formatted(name, (texts ? limits.texts() : limits.bytes()) >> 20));
            }
          }
        }
        total += size;
      }
    } catch (ZipException e) {
      throw broken(name, e);
    } catch (IOException e) {
      throw broken(name, e);
    }
    if (!workbook) {
      throw new NotATable(
          "“%s” is a ZIP archive, not a workbook. Unpack it and send the CSV or XLSX in it."
              .formatted(name));
    }
  }

  /// How many letters a quoted word has had so far that may be the place of a cell (`"AB12"`): one
  /// of more than three would make the reader keep millions of cells.
  private static int letters(int before, byte next) {
    if (next == '"') {
      return 0;
    }
    if (before >= 0 && next >= 'A' && next <= 'Z') {
      return before + 1;
    }
    return -1;
  }

  private static NotATable broken(String name, @Nullable Throwable cause) {
    String message =
        "“%s” is cut off or damaged: its workbook cannot be unpacked. Export it again and send the new file."
            .formatted(name);
    return cause == null ? new NotATable(message) : new NotATable(message, cause);
  }
}

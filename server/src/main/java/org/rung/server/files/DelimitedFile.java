package org.rung.server.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A table of text: a row a line, values separated by one character, quoted where they hold it.
record DelimitedFile(
    Path path,
    String name,
    Encoding encoding,
    char delimiter,
    List<String> columns,
    long headerLine,
    long firstLine)
    implements TabularFile {
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  /// A quote that is not closed swallows what follows; a value of an employer's table is shorter.
  private static final int LONGEST_ROW = 1 << 20;

  /// Letters of the first rows that are held while the layout is guessed.
  private static final long LONGEST_SAMPLE = 4L << 20;

  DelimitedFile {
    columns = List.copyOf(columns);
  }

  static DelimitedFile open(Path path, String name, ToIntFunction<List<String>> known)
      throws IOException {
    Encoding encoding = Encoding.of(path, name);
    char delimiter = 0;
    List<CsvRecord> first = List.of();
    double best = 0;
    for (char candidate : DELIMITERS) {
      List<CsvRecord> records = first(path, name, encoding, candidate);
      double agreement = agreement(records);
      if (agreement > best) {
        best = agreement;
        delimiter = candidate;
        first = records;
      }
    }
    if (delimiter == 0) {
      throw new NotATable(
          "“%s” is no table: no comma, semicolon, tab or bar separates its lines into columns. Export it as CSV or XLSX."
              .formatted(name));
    }
    Header header =
        Header.find(first.stream().limit(Header.LOOK).map(DelimitedFile::cells).toList(), known);
    long headerLine = header.index() < 0 ? 0 : first.get(header.index()).getStartingLineNumber();
    return new DelimitedFile(
        path, name, encoding, delimiter, header.columns(), headerLine, headerLine + 1);
  }

  @Override
  public String layout() {
    return encoding.words()
        + ", "
        + switch (delimiter) {
          case ',' -> "comma";
          case ';' -> "semicolon";
          case '\t' -> "tab";
          default -> "bar";
        };
  }

  @Override
  public boolean semicolons() {
    return delimiter == ';';
  }

  @Override
  public void read(RowTaker taker) {
    int width = columns.size();
    try (CsvReader<CsvRecord> records = records(path, encoding, delimiter)) {
      for (CsvRecord csv : records) {
        if (csv.getStartingLineNumber() < firstLine) {
          continue;
        }
        String[] cells = cells(csv);
        if (Cells.empty(cells)) {
          continue;
        }
        int given = Cells.given(cells, width);
        String[] values = Cells.fit(cells, width);
        if (Header.repeats(columns, values)) {
          continue;
        }
        if (!taker.take(csv.getStartingLineNumber(), values, given)) {
          return;
        }
      }
    } catch (CsvParseException e) {
      throw broken(name, e);
    } catch (UncheckedIOException e) {
      throw new NotATable("“%s” cannot be read to its end. Send it again.".formatted(name), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] cells(CsvRecord csv) {
    String[] cells = new String[csv.getFieldCount()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Cells.clean(csv.getField(i));
    }
    return cells;
  }

  private static List<CsvRecord> first(Path path, String name, Encoding encoding, char delimiter)
      throws IOException {
    List<CsvRecord> first = new ArrayList<>();
    long letters = 0;
    try (CsvReader<CsvRecord> records = records(path, encoding, delimiter)) {
      for (CsvRecord csv : records) {
        if (!Cells.empty(cells(csv))) {
          first.add(csv);
          letters += csv.getFields().stream().mapToLong(String::length).sum();
        }
        if (first.size() >= 200 || letters > LONGEST_SAMPLE) {
          break;
        }
      }
    } catch (CsvParseException e) {
      if (first.isEmpty()) {
        throw broken(name, e);
      }
    }
    return first;
  }

  /// How well a delimiter explains the first lines: the share of them with the usual number of
  /// values, and the more values the better. 0 when a line is one value.
  private static double agreement(List<CsvRecord> records) {
    int[] count = new int[20_000];
    int usual = 0;
    for (CsvRecord csv : records) {
      int fields = Math.min(csv.getFieldCount(), count.length - 1);
      // A sentence with one comma at its end is no row.
      if (csv.getFields().stream().filter(field -> !field.isBlank()).count() > 1
          && ++count[fields] > count[usual]) {
        usual = fields;
      }
    }
    return usual < 2 ? 0 : (double) count[usual] / records.size() + Math.min(usual, 100) / 1_000.0;
  }

  private static CsvReader<CsvRecord> records(Path path, Encoding encoding, char delimiter)
      throws IOException {
    InputStream bytes = Files.newInputStream(path);
    bytes.skipNBytes(encoding.mark());
    Reader text = new InputStreamReader(bytes, encoding.charset());
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(true)
        .maxBufferSize(LONGEST_ROW)
        .ofCsvRecord(text);
  }

  private static NotATable broken(String name, CsvParseException e) {
    return new NotATable(
        "“%s” breaks off: a quote is opened and not closed, or a row is longer than a million letters (%s). Mend that row and send the file again."
            .formatted(name, e.getMessage()),
        e);
  }

  /// How the bytes are letters.
  ///
  /// @param mark length of the byte order mark
  record Encoding(Charset charset, int mark, String words) {
    /// @throws NotATable when the bytes are no text
    static Encoding of(Path path, String name) throws IOException {
      return new TextScan(name).of(path);
    }
  }
}

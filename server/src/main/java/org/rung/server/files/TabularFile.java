package org.rung.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A table in a file of an employer: CSV (UTF-8, UTF-16, windows-1252; comma, semicolon, tab or
/// bar) or XLSX, with its header row found below any title lines. Reading streams: only a row is in
/// memory at a time (and the shared texts of a workbook).
public sealed interface TabularFile permits DelimitedFile, WorkbookFile {
  /// Opens a file and finds out how it is laid out.
  ///
  /// @param path the file
  /// @param name as people know it, for messages
  /// @param known how many cells of a row are column names that the reader of the table knows;
  ///   decides between several rows that could be the header
  /// @throws NotATable when it is empty, no table, cut off, or unpacks to too much
  static TabularFile open(Path path, String name, ToIntFunction<List<String>> known) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new NotATable(
            Files.exists(path)
                ? "“%s” is a folder, not a file. Name the CSV or XLSX file in it.".formatted(name)
                : "“%s” is not there. Look at its name again.".formatted(name));
      }
      if (Files.size(path) == 0) {
        throw new NotATable(
            "“%s” is empty. Export it again and send the new file.".formatted(name));
      }
      byte[] start = start(path, 512);
      if (Signature.of(start) == Signature.ZIP) {
        return WorkbookFile.open(path, name, known, WorkbookFile.Limits.USUAL);
      }
      Signature.of(start).refuse(name);
      return DelimitedFile.open(path, name, known);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The column names in their order, never empty or twice the same: a column without a name is
  /// “column 3”.
  List<String> columns();

  /// How the file is laid out, for people: `UTF-8, comma` or `sheet “Staff”`.
  String layout();

  /// The line of the header row, from 1; 0 when there is none.
  long headerLine();

  /// Whether numbers and dates may be written the European way because semicolons separate.
  boolean semicolons();

  /// Gives every row below the header to the taker, in order, until it has enough. Empty rows and
  /// repetitions of the header are left out.
  ///
  /// @throws NotATable when the file turns out to be broken on the way
  void read(RowTaker taker);

  /// The first rows, at most so many.
  default List<Row> sample(int most) {
    List<Row> rows = new ArrayList<>();
    read((line, values, given) -> {
      rows.add(new Row(line, List.of(values)));
      return rows.size() < most;
    });
    return rows;
  }

  /// Takes rows one by one.
  @FunctionalInterface
  interface RowTaker {
    /// @param line in the file, from 1, title lines and header included
    /// @param values as many as there are columns, blanks around them taken off, empty where
    ///   nothing is given; the taker may keep the array
    /// @param given how many values the row itself has; not the number of columns when ragged
    /// @return whether to go on
    boolean take(long line, String[] values, int given);
  }

  /// A row that is kept.
  record Row(long line, List<String> values) {}

  private static byte[] start(Path path, int length) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(length);
    }
  }
}

package org.rung.server.reference;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/// A table of the folder `reference/` as its file has it, for what runs without a database.
public final class ShippedTable {
  private ShippedTable() {}

  /// Gives every row in the order of the file.
  ///
  /// @param home the folder that holds `reference/`
  /// @param name of the table, for example `wage`
  /// @param taker takes a row as the value of each column by its name; empty for null
  /// @throws UncheckedIOException when the file is not there or cannot be read
  public static void read(Path home, String name, Consumer<UnaryOperator<String>> taker) {
    Path file = home.resolve("reference").resolve(name + ".csv.gz");
    try (var rows =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                    StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : rows) {
        taker.accept(row::getField);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The reference table %s is missing in %s. Start Rung from its own folder, or set RUNG_HOME."
              .formatted(name, file.getParent()),
          e);
    }
  }
}

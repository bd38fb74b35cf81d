package org.rung.matching.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// A table's files, with where in them which rows lie, so that whoever reads a part opens only what
/// it needs. Goes to other machines.
///
/// @param table what it is
/// @param key the column its rows lie in the order of
/// @param files in the order of their names
record TableFiles(Table table, String key, List<Part> files) implements Serializable {

  /// @param least the key's least value, or `Long.MIN_VALUE` where the file does not say
  /// @param most the key's largest value, or `Long.MAX_VALUE`
  record Part(String path, long rows, long least, long most, boolean keyIsLong)
      implements Serializable {}

  /// Looks at the files' ends.
  ///
  /// @throws IOException naming the file that is not there or is no Parquet
  static TableFiles of(String folder, Table table, String key, Configuration configuration)
      throws IOException {
    Path path = new Path(folder, table.fileName());
    FileSystem system = path.getFileSystem(configuration);
    if (!system.exists(path)) {
      throw new java.io.FileNotFoundException(path + " is not there");
    }
    List<Part> parts = new ArrayList<>();
    FileStatus[] found =
        system.getFileStatus(path).isDirectory()
            ? system.listStatus(path, file -> file.getName().endsWith(".parquet"))
            : new FileStatus[] {system.getFileStatus(path)};
    Arrays.sort(found, Comparator.comparing(file -> file.getPath().getName()));
    for (FileStatus file : found) {
      parts.add(part(file.getPath(), key, configuration));
    }
    return new TableFiles(table, key, List.copyOf(parts));
  }

  private static Part part(Path path, String key, Configuration configuration) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration))) {
      var schema = reader.getFileMetaData().getSchema();
      if (!schema.containsField(key)) {
        throw new IOException(path + " has no column " + key);
      }
      boolean isLong =
          schema.getType(key).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
      long rows = 0;
      long least = Long.MAX_VALUE;
      long most = Long.MIN_VALUE;
      for (BlockMetaData group : reader.getRowGroups()) {
        rows += group.getRowCount();
        for (ColumnChunkMetaData column : group.getColumns()) {
          if (column.getPath().toDotString().equals(key)) {
            Statistics<?> seen = column.getStatistics();
            boolean says = seen != null && seen.hasNonNullValue();
            least =
                Math.min(
                    least, says ? ((Number) seen.genericGetMin()).longValue() : Long.MIN_VALUE);
            most =
                Math.max(most, says ? ((Number) seen.genericGetMax()).longValue() : Long.MAX_VALUE);
          }
        }
      }
      return new Part(path.toString(), rows, least, most, isLong);
    }
  }

  long rows() {
    return files.stream().mapToLong(Part::rows).sum();
  }

  /// Reads all rows.
  ///
  /// @param each hears one row after the other, in one object
  void read(List<String> columns, Configuration configuration, Consumer<Row> each)
      throws IOException {
    read(columns, Long.MIN_VALUE, Long.MAX_VALUE, configuration, each);
  }

  /// Reads the rows whose key is at least `from` and less than `to`.
  ///
  /// @param each hears one row after the other, in one object
  void read(
      List<String> columns, long from, long to, Configuration configuration, Consumer<Row> each)
      throws IOException {
    for (Part part : files) {
      if (part.rows == 0 || part.most < from || part.least >= to) {
        continue;
      }
      boolean all = part.least >= from && part.most < to;
      Rows rows = new Rows(HadoopInputFile.fromPath(new Path(part.path), configuration), columns);
      try (ParquetReader<Row> reader =
          rows.withFilter(all ? FilterCompat.NOOP : FilterCompat.get(between(part, from, to)))
              .build()) {
        for (Row row = reader.read(); row != null; row = reader.read()) {
          each.accept(row);
        }
      } catch (IllegalArgumentException e) {
        throw new IOException(part.path + ": " + e.getMessage(), e);
      }
    }
  }

  private FilterPredicate between(Part part, long from, long to) {
    if (part.keyIsLong) {
      var column = FilterApi.longColumn(key);
      return FilterApi.and(FilterApi.gtEq(column, from), FilterApi.lt(column, to));
    }
    var column = FilterApi.intColumn(key);
    int least = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, from));
    int beyond = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, to));
    return FilterApi.and(FilterApi.gtEq(column, least), FilterApi.lt(column, beyond));
  }

  private static final class Rows extends ParquetReader.Builder<Row> {
    private final List<String> columns;

    Rows(InputFile file, List<String> columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected ReadSupport<Row> getReadSupport() {
      return new RowReading(columns);
    }
  }
}

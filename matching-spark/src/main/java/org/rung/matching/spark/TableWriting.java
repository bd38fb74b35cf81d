package org.rung.matching.spark;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;

/// Writes one table as one Parquet file.
final class TableWriting implements AutoCloseable {
  /// Bytes of a row group: so small that blocks of people find theirs.
  private static final long ROW_GROUP = 16L << 20;

  private final ParquetWriter<Row> writer;
  private final Row row;

  TableWriting(String folder, Table table, Configuration configuration) throws IOException {
    row = new Row(table.columns().size());
    writer =
        new Rows(
                HadoopOutputFile.fromPath(new Path(folder, table.fileName()), configuration), table)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(ROW_GROUP)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withConf(configuration)
            .build();
  }

  TableWriting number(int column, long value) {
    row.set(column, value);
    return this;
  }

  TableWriting text(int column, String value) {
    row.set(column, value);
    return this;
  }

  void end() throws IOException {
    writer.write(row);
    row.clear();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Rows extends ParquetWriter.Builder<Row, Rows> {
    private final Table table;

    Rows(OutputFile file, Table table) {
      super(file);
      this.table = table;
    }

    @Override
    protected Rows self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return new RowWriting(table);
    }
  }
}

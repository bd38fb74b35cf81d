package org.rung.matching.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/// Reads some columns of a Parquet file into one [Row] again and again.
final class RowReading extends ReadSupport<Row> {
  private final List<String> columns;

  RowReading(List<String> columns) {
    this.columns = columns;
  }

  @Override
  public ReadContext init(InitContext context) {
    MessageType file = context.getFileSchema();
    List<Type> fields = new ArrayList<>();
    for (String column : columns) {
      if (!file.containsField(column)) {
        throw new IllegalArgumentException("column: there is no " + column);
      }
      Type field = file.getType(column);
      if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
        throw new IllegalArgumentException("column: " + column + " is no plain column");
      }
      fields.add(field);
    }
    return new ReadContext(new MessageType(file.getName(), fields));
  }

  @Override
  public RecordMaterializer<Row> prepareForRead(
      Configuration configuration,
      Map<String, String> metadata,
      MessageType schema,
      ReadContext context) {
    Row row = new Row(columns.size());
    Converter[] converters = new Converter[columns.size()];
    for (int i = 0; i < converters.length; i++) {
      converters[i] = new Cell(row, i);
    }
    GroupConverter group =
        new GroupConverter() {
          @Override
          public Converter getConverter(int index) {
            return converters[index];
          }

          @Override
          public void start() {
            row.clear();
          }

          @Override
          public void end() {}
        };
    return new RecordMaterializer<>() {
      @Override
      public Row getCurrentRecord() {
        return row;
      }

      @Override
      public GroupConverter getRootConverter() {
        return group;
      }
    };
  }

  private static final class Cell extends PrimitiveConverter {
    private final Row row;
    private final int column;

    Cell(Row row, int column) {
      this.row = row;
      this.column = column;
    }

    @Override
    public void addInt(int value) {
      row.set(column, value);
    }

    @Override
    public void addLong(long value) {
      row.set(column, value);
    }

    @Override
    public void addBinary(Binary value) {
      row.set(column, value.toStringUsingUTF8());
    }
  }
}

package org.rung.matching.spark;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// Writes rows of a table.
final class RowWriting extends WriteSupport<Row> {
  private final MessageType schema;
  private @org.jspecify.annotations.Nullable RecordConsumer consumer; // given before the first row

  RowWriting(Table table) {
    schema = table.schema();
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public void write(Row row) {
    RecordConsumer to = java.util.Objects.requireNonNull(consumer);
    to.startMessage();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      if (!row.present[i]) {
        continue;
      }
      String name = schema.getFieldName(i);
      PrimitiveTypeName type = schema.getType(i).asPrimitiveType().getPrimitiveTypeName();
      to.startField(name, i);
      if (type == PrimitiveTypeName.INT32) {
        to.addInteger(Math.toIntExact(row.number[i]));
      } else if (type == PrimitiveTypeName.INT64) {
        to.addLong(row.number[i]);
      } else {
        to.addBinary(Binary.fromString(row.text[i]));
      }
      to.endField(name, i);
    }
    to.endMessage();
  }
}

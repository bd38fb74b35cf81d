package org.rung.matching.spark;

import java.util.List;
import java.util.Locale;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/// The tables of an instance, with the columns of the CSV files of the same names. Each is one
/// Parquet file, or a folder of them whose names' order is the rows'. Rows lie in the order of
/// their numbers, and `candidates`, `uses` and `seats` in that of the candidates'.
enum Table {
  PEOPLE("person int", "name text"),
  CANDIDATES("candidate long", "person int", "name text", "worth_cents long"),
  USES("candidate long", "limit int", "amount long"),
  SEATS("candidate long", "intake int"),
  LIMITS("limit int", "name text", "capacity long"),
  INTAKES(
      "intake int",
      "name text",
      "seats long",
      "minimum long",
      "fixed_cents long",
      "money_limit int?"),
  CHOICE("person int", "candidate long?"),
  PRICES("kind text", "index int", "price_millionths long"),
  CASES("case int", "intake int", "runs text"),
  CASE_PRICES("case int", "kind text", "index int", "price_millionths long");

  private final List<String> columns;

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".parquet";
  }

  List<String> columns() {
    return columns.stream().map(column -> column.substring(0, column.indexOf(' '))).toList();
  }

  MessageType schema() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (String column : columns) {
      String name = column.substring(0, column.indexOf(' '));
      String type = column.substring(column.indexOf(' ') + 1);
      PrimitiveTypeName primitive =
          type.startsWith("int")
              ? PrimitiveTypeName.INT32
              : type.startsWith("long") ? PrimitiveTypeName.INT64 : PrimitiveTypeName.BINARY;
      var field = type.endsWith("?") ? Types.optional(primitive) : Types.required(primitive);
      message.addField(
          type.equals("text")
              ? field.as(LogicalTypeAnnotation.stringType()).named(name)
              : field.named(name));
    }
    return message.named("rung");
  }
}

package org.rung.matching.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.rung.matching.Instance;

/// Limits and intakes, which everybody shares. Goes to other machines.
record Frame(List<Limit> limits, List<Intake> intakes) implements Serializable {
  record Limit(String name, long capacity) implements Serializable {}

  record Intake(String name, long seats, long minimum, long fixedCents, int moneyLimit)
      implements Serializable {}

  static Frame read(String folder, Configuration configuration) throws IOException {
    List<Limit> limits = new ArrayList<>();
    TableFiles.of(folder, Table.LIMITS, "limit", configuration)
        .read(
            Table.LIMITS.columns(),
            configuration,
            row -> {
              expect(Table.LIMITS, limits.size(), row);
              limits.add(new Limit(row.text[1], row.number[2]));
            });
    List<Intake> intakes = new ArrayList<>();
    TableFiles.of(folder, Table.INTAKES, "intake", configuration)
        .read(
            Table.INTAKES.columns(),
            configuration,
            row -> {
              expect(Table.INTAKES, intakes.size(), row);
              intakes.add(
                  new Intake(
                      row.text[1],
                      row.number[2],
                      row.number[3],
                      row.number[4],
                      row.present[5] ? Math.toIntExact(row.number[5]) : Instance.NONE));
            });
    return new Frame(List.copyOf(limits), List.copyOf(intakes));
  }

  private static void expect(Table table, int number, Row row) {
    if (row.number[0] != number) {
      throw new IllegalArgumentException(
          "%s: row %d has the number %d".formatted(table.fileName(), number, row.number[0]));
    }
  }

  /// An instance with these limits and intakes, and nobody yet.
  ///
  /// @param named whether names are of use where it goes
  Instance.Builder builder(boolean named) {
    Instance.Builder builder = Instance.builder();
    for (Limit limit : limits) {
      builder.limit(named ? limit.name : "", limit.capacity);
    }
    for (Intake intake : intakes) {
      builder.intake(
          named ? intake.name : "",
          intake.seats,
          intake.minimum,
          intake.fixedCents,
          intake.moneyLimit);
    }
    return builder;
  }
}

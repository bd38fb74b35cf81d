package org.rung.matching.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.rung.matching.Instance;

/// An instance as Parquet tables in one folder, which may lie anywhere Hadoop can read from: the
/// columns of its CSV files, the rows in the same order.
public final class ParquetInstance {
  private ParquetInstance() {}

  /// Writes the six tables, over what is there.
  public static void write(String folder, Instance instance) throws IOException {
    Configuration configuration = new Configuration();
    try (TableWriting out = new TableWriting(folder, Table.PEOPLE, configuration)) {
      for (int e = 0; e < instance.personCount(); e++) {
        out.number(0, e).text(1, instance.personName(e)).end();
      }
    }
    try (TableWriting out = new TableWriting(folder, Table.CANDIDATES, configuration);
        TableWriting uses = new TableWriting(folder, Table.USES, configuration);
        TableWriting seats = new TableWriting(folder, Table.SEATS, configuration)) {
      for (int e = 0; e < instance.personCount(); e++) {
        for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
          out.number(0, k).number(1, e).text(2, instance.candidateName(k));
          out.number(3, instance.worthCents(k)).end();
          for (int i = 0; i < instance.useCount(k); i++) {
            uses.number(0, k).number(1, instance.useLimit(k, i));
            uses.number(2, instance.useAmount(k, i)).end();
          }
          for (int i = 0; i < instance.seatCount(k); i++) {
            seats.number(0, k).number(1, instance.seatIntake(k, i)).end();
          }
        }
      }
    }
    try (TableWriting out = new TableWriting(folder, Table.LIMITS, configuration)) {
      for (int j = 0; j < instance.limitCount(); j++) {
        out.number(0, j).text(1, instance.limitName(j)).number(2, instance.capacity(j)).end();
      }
    }
    try (TableWriting out = new TableWriting(folder, Table.INTAKES, configuration)) {
      for (int c = 0; c < instance.intakeCount(); c++) {
        out.number(0, c).text(1, instance.intakeName(c)).number(2, instance.seats(c));
        out.number(3, instance.minimum(c)).number(4, instance.fixedCents(c));
        if (instance.moneyLimit(c) != Instance.NONE) {
          out.number(5, instance.moneyLimit(c));
        }
        out.end();
      }
    }
  }

  /// Reads all of it into this process, with the names.
  ///
  /// @throws IOException naming the file and what is wrong with it
  public static Instance read(String folder) throws IOException {
    try {
      return ParquetPeople.of(folder).whole();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

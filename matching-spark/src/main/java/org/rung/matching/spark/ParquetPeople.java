package org.rung.matching.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.rung.matching.Block;
import org.rung.matching.Instance;
import org.rung.matching.Population;

/// Where an instance's people are in Parquet, and how a block of them is read. Goes to other
/// machines; each reads what it needs from the files itself.
///
/// @param people how many
/// @param candidates how many
record ParquetPeople(
    Frame frame,
    TableFiles personFiles,
    TableFiles candidateFiles,
    TableFiles useFiles,
    TableFiles seatFiles,
    int people,
    long candidates)
    implements Serializable {

  /// Reads limits and intakes, and where the rest is.
  static ParquetPeople of(String folder) throws IOException {
    Configuration configuration = new Configuration();
    TableFiles people = TableFiles.of(folder, Table.PEOPLE, "person", configuration);
    TableFiles candidates = TableFiles.of(folder, Table.CANDIDATES, "person", configuration);
    if (people.rows() > Integer.MAX_VALUE) {
      throw new IOException("people.parquet: over " + Integer.MAX_VALUE + " people");
    }
    return new ParquetPeople(
        Frame.read(folder, configuration),
        people,
        candidates,
        TableFiles.of(folder, Table.USES, "candidate", configuration),
        TableFiles.of(folder, Table.SEATS, "candidate", configuration),
        (int) people.rows(),
        candidates.rows());
  }

  int blocks() {
    return Population.blocksFor(candidates);
  }

  /// A block without names, as the optimiser sees people.
  Block block(int number) {
    int from = Population.firstOf(number, blocks(), people);
    int to = Population.firstOf(number + 1, blocks(), people);
    return Block.of(read(from, to, false), from);
  }

  /// Everybody with all names.
  Instance whole() {
    return read(0, people, true);
  }

  /// The people from `from` to `to` (exclusive).
  private Instance read(int from, int to, boolean named) {
    try {
      Configuration configuration = new Configuration();
      Rows rows = new Rows(named);
      List<String> columns =
          named
              ? List.of("candidate", "person", "worth_cents", "name")
              : List.of("candidate", "person", "worth_cents");
      candidateFiles.read(columns, from, to, configuration, rows::candidate);
      useFiles.read(
          List.of("candidate", "limit", "amount"),
          rows.first(),
          rows.end(),
          configuration,
          rows::use);
      seatFiles.read(
          List.of("candidate", "intake"), rows.first(), rows.end(), configuration, rows::seat);
      String[] names = new String[named ? to - from : 0];
      if (named) {
        personFiles.read(
            List.of("person", "name"),
            configuration,
            row -> names[Math.toIntExact(row.number[0])] = row.text[1]);
      }
      return rows.instance(frame.builder(named), from, to, names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows of some people, in the order of their candidates' numbers, as they come.
  private static final class Rows {
    private final boolean named;
    private int candidates;
    private long firstCandidate;
    private int[] person = new int[1024];
    private long[] worth = new long[1024];
    private String[] name = new String[0];
    private int uses;
    private int[] useOf = new int[1024]; // candidates, counted from the first
    private int[] limit = new int[1024];
    private long[] amount = new long[1024];
    private int seats;
    private int[] seatOf = new int[1024];
    private int[] intake = new int[1024];

    Rows(boolean named) {
      this.named = named;
    }

    long first() {
      return firstCandidate;
    }

    long end() {
      return firstCandidate + candidates;
    }

    void candidate(Row row) {
      if (candidates == 0) {
        firstCandidate = row.number[0];
      }
      int owner = Math.toIntExact(row.number[1]);
      if (row.number[0] != end() || candidates > 0 && owner < person[candidates - 1]) {
        throw new IllegalArgumentException(
            "candidate %d of person %d is out of order".formatted(row.number[0], owner));
      }
      if (candidates == person.length) {
        person = Arrays.copyOf(person, 2 * candidates);
        worth = Arrays.copyOf(worth, 2 * candidates);
      }
      if (named) {
        if (candidates >= name.length) {
          name = Arrays.copyOf(name, person.length);
        }
        name[candidates] = row.text[3];
      }
      person[candidates] = owner;
      worth[candidates++] = row.number[2];
    }

    void use(Row row) {
      if (uses == useOf.length) {
        useOf = Arrays.copyOf(useOf, 2 * uses);
        limit = Arrays.copyOf(limit, 2 * uses);
        amount = Arrays.copyOf(amount, 2 * uses);
      }
      useOf[uses] = inOrder(row, uses == 0 ? 0 : useOf[uses - 1]);
      limit[uses] = Math.toIntExact(row.number[1]);
      amount[uses++] = row.number[2];
    }

    void seat(Row row) {
      if (seats == seatOf.length) {
        seatOf = Arrays.copyOf(seatOf, 2 * seats);
        intake = Arrays.copyOf(intake, 2 * seats);
      }
      seatOf[seats] = inOrder(row, seats == 0 ? 0 : seatOf[seats - 1]);
      intake[seats++] = Math.toIntExact(row.number[1]);
    }

    private int inOrder(Row row, int least) {
      int candidate = Math.toIntExact(row.number[0] - firstCandidate);
      if (candidate < least) {
        throw new IllegalArgumentException("candidate " + row.number[0] + " is out of order");
      }
      return candidate;
    }

    Instance instance(Instance.Builder builder, int from, int to, String[] names) {
      int k = 0;
      int use = 0;
      int seat = 0;
      for (int e = from; e < to; e++) {
        builder.person(named ? names[e - from] : "");
        for (; k < candidates && person[k] == e; k++) {
          builder.candidate(named ? name[k] : "", worth[k]);
          for (; use < uses && useOf[use] == k; use++) {
            builder.use(limit[use], amount[use]);
          }
          for (; seat < seats && seatOf[seat] == k; seat++) {
            builder.seat(intake[seat]);
          }
        }
      }
      if (k < candidates) {
        throw new IllegalArgumentException("candidate: person " + person[k] + " is not there");
      }
      return builder.build();
    }
  }
}

package org.rung.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The instance as six CSV files in one folder: UTF-8, a header, lines that end in a line feed,
/// whole numbers only, rows in the order of their indices. Everything a check needs and nothing
/// else.
///
/// | File | Columns |
/// | --- | --- |
/// | people.csv | person, name |
/// | candidates.csv | candidate, person, name, worth_cents |
/// | uses.csv | candidate, limit, amount |
/// | seats.csv | candidate, intake |
/// | limits.csv | limit, name, capacity |
/// | intakes.csv | intake, name, seats, minimum, fixed_cents, money_limit (or empty) |
public final class InstanceFiles {
  private static final String PEOPLE = "person,name";
  private static final String CANDIDATES = "candidate,person,name,worth_cents";
  private static final String USES = "candidate,limit,amount";
  private static final String SEATS = "candidate,intake";
  private static final String LIMITS = "limit,name,capacity";
  private static final String INTAKES = "intake,name,seats,minimum,fixed_cents,money_limit";

  private InstanceFiles() {}

  /// Writes the six files into the folder, which is made where it is missing.
  ///
  /// @return each file's name with its SHA-256 in hexadecimal, by name
  public static Map<String, String> write(Path folder, Instance instance) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> digests = new TreeMap<>();
    try (TableWriter out = new TableWriter(folder.resolve("people.csv"), PEOPLE)) {
      for (int e = 0; e < instance.personCount(); e++) {
        out.number(e).comma().name(instance.people, e).end();
      }
      digests.put("people.csv", out.finish());
    }
    try (TableWriter out = new TableWriter(folder.resolve("candidates.csv"), CANDIDATES)) {
      for (int e = 0; e < instance.personCount(); e++) {
        for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
          out.number(k).comma().number(e).comma().name(instance.candidates, k).comma();
          out.number(instance.worth[k]).end();
        }
      }
      digests.put("candidates.csv", out.finish());
    }
    try (TableWriter out = new TableWriter(folder.resolve("uses.csv"), USES)) {
      for (int k = 0; k < instance.candidateCount(); k++) {
        for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
          out.number(k)
              .comma()
              .number(instance.useLimit[i])
              .comma()
              .number(instance.useAmount[i])
              .end();
        }
      }
      digests.put("uses.csv", out.finish());
    }
    try (TableWriter out = new TableWriter(folder.resolve("seats.csv"), SEATS)) {
      for (int k = 0; k < instance.candidateCount(); k++) {
        for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
          out.number(k).comma().number(instance.seatIntake[i]).end();
        }
      }
      digests.put("seats.csv", out.finish());
    }
    try (TableWriter out = new TableWriter(folder.resolve("limits.csv"), LIMITS)) {
      for (int j = 0; j < instance.limitCount(); j++) {
        out.number(j).comma().name(instance.limits, j).comma().number(instance.capacity[j]).end();
      }
      digests.put("limits.csv", out.finish());
    }
    try (TableWriter out = new TableWriter(folder.resolve("intakes.csv"), INTAKES)) {
      for (int c = 0; c < instance.intakeCount(); c++) {
        out.number(c).comma().name(instance.intakes, c).comma().number(instance.seats[c]).comma();
        out.number(instance.minimum[c]).comma().number(instance.fixed[c]).comma();
        if (instance.moneyLimit[c] != Instance.NONE) {
          out.number(instance.moneyLimit[c]);
        }
        out.end();
      }
      digests.put("intakes.csv", out.finish());
    }
    return digests;
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws MalformedFile naming file and line
  public static Instance read(Path folder) throws IOException {
    Instance.Builder builder = Instance.builder();
    try (TableReader in = new TableReader(folder.resolve("limits.csv"), LIMITS)) {
      for (int j = 0; in.hasMore(); j++) {
        in.expect(j, ',');
        String name = in.name(',');
        long capacity = in.number('\n');
        try {
          builder.limit(name, capacity);
        } catch (IllegalArgumentException e) {
          throw in.wrong(e);
        }
      }
    }
    try (TableReader in = new TableReader(folder.resolve("intakes.csv"), INTAKES)) {
      for (int c = 0; in.hasMore(); c++) {
        in.expect(c, ',');
        String name = in.name(',');
        long seats = in.number(',');
        long minimum = in.number(',');
        long fixed = in.number(',');
        int moneyLimit = in.indexOr(Instance.NONE);
        try {
          builder.intake(name, seats, minimum, fixed, moneyLimit);
        } catch (IllegalArgumentException e) {
          throw in.wrong(e);
        }
      }
    }
    try (TableReader people = new TableReader(folder.resolve("people.csv"), PEOPLE);
        TableReader candidates = new TableReader(folder.resolve("candidates.csv"), CANDIDATES);
        TableReader uses = new TableReader(folder.resolve("uses.csv"), USES);
        TableReader seats = new TableReader(folder.resolve("seats.csv"), SEATS)) {
      new Body(builder, people, candidates, uses, seats).read();
    }
    return builder.build();
  }

  /// People, candidates, uses and seats, read side by side: each holds the rows of one candidate in
  /// a run.
  private static final class Body {
    private final Instance.Builder builder;
    private final TableReader people;
    private final TableReader candidates;
    private final TableReader uses;
    private final TableReader seats;
    private int person = -1;

    Body(
        Instance.Builder builder,
        TableReader people,
        TableReader candidates,
        TableReader uses,
        TableReader seats) {
      this.builder = builder;
      this.people = people;
      this.candidates = candidates;
      this.uses = uses;
      this.seats = seats;
    }

    void read() throws IOException {
      int usesOf = nextOf(uses);
      int seatsOf = nextOf(seats);
      for (int k = 0; candidates.hasMore(); k++) {
        candidates.expect(k, ',');
        int owner = candidates.index(',');
        String name = candidates.name(',');
        long worth = candidates.number('\n');
        while (person < owner) {
          if (!people.hasMore()) {
            throw candidates.wrong("person " + owner + " is not in people.csv");
          }
          nextPerson();
        }
        if (person > owner) {
          throw candidates.wrong(
              "candidate " + k + " of person " + owner + " comes after person " + person);
        }
        try {
          builder.candidate(name, worth);
        } catch (IllegalArgumentException e) {
          throw candidates.wrong(e);
        }
        while (usesOf == k) {
          int limit = uses.index(',');
          long amount = uses.number('\n');
          try {
            builder.use(limit, amount);
          } catch (IllegalArgumentException e) {
            throw uses.wrong(e);
          }
          usesOf = nextOf(uses);
        }
        while (seatsOf == k) {
          int intake = seats.index('\n');
          try {
            builder.seat(intake);
          } catch (IllegalArgumentException e) {
            throw seats.wrong(e);
          }
          seatsOf = nextOf(seats);
        }
      }
      if (usesOf >= 0) {
        throw uses.wrong("candidate " + usesOf + " is out of order or not in candidates.csv");
      }
      if (seatsOf >= 0) {
        throw seats.wrong("candidate " + seatsOf + " is out of order or not in candidates.csv");
      }
      while (people.hasMore()) {
        nextPerson();
      }
    }

    private void nextPerson() throws IOException {
      people.expect(++person, ',');
      builder.person(people.name('\n'));
    }

    private static int nextOf(TableReader in) throws IOException {
      return in.hasMore() ? in.index(',') : -1;
    }
  }
}

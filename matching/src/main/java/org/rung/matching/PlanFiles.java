package org.rung.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A plan on disk: `instance/` (see [InstanceFiles]), `plan/choice.csv` (person, candidate or
/// empty), `plan/prices.csv` (kind limit, seat or minimum; index; price in millionths of a cent)
/// and `certificate.json`. Where the proof is split into cases, also `plan/cases.csv` (case;
/// intake; open or closed) and `plan/case-prices.csv` (case, and what `prices.csv` has). The same
/// plan gives the same bytes. `certificate.json` comes last, so a folder that has it is whole.
public final class PlanFiles {
  /// The version of all the files' form.
  public static final int FORMAT = 1;

  private static final String CHOICE = "person,candidate";
  private static final String PRICES = "kind,index,price_millionths";
  private static final String CASES = "case,intake,runs";
  private static final String CASE_PRICES = "case,kind,index,price_millionths";
  private static final int NO_CASE = -1;
  private static final String OPEN = "open";
  private static final String CLOSED = "closed";

  private PlanFiles() {}

  /// What was written.
  ///
  /// @param files each file's path inside the folder with its SHA-256 in hexadecimal, by path
  /// @param digest SHA-256 over the lines "path digest" of all of them: the plan's fingerprint
  public record Written(Map<String, String> files, String digest) {}

  /// Writes instance, plan and certificate. Works in a sibling folder and moves the result into
  /// place: a process that is killed leaves the old plan, or a folder without a certificate, never
  /// half a plan that looks whole. Other files in the folder stay.
  public static Written write(Path out, Instance instance, Outcome.Solved solved)
      throws IOException {
    Path target = out.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("out: " + out + " is not a folder inside another");
    }
    Files.createDirectories(parent);
    Path work = Files.createTempDirectory(parent, "." + target.getFileName() + ".writing-");
    try {
      Map<String, String> files = new TreeMap<>();
      InstanceFiles.write(work.resolve("instance"), instance)
          .forEach((name, digest) -> files.put("instance/" + name, digest));
      Path plan = Files.createDirectory(work.resolve("plan"));
      files.put("plan/choice.csv", writeChoice(plan.resolve("choice.csv"), solved.choice()));
      files.put("plan/prices.csv", writePrices(plan.resolve("prices.csv"), solved.prices()));
      if (solved.cases().size() > 1) {
        files.put("plan/cases.csv", writeCases(plan.resolve("cases.csv"), solved.cases()));
        files.put(
            "plan/case-prices.csv",
            writeCasePrices(plan.resolve("case-prices.csv"), solved.cases()));
      }
      String digest = digestOf(files);
      Files.writeString(
          work.resolve("certificate.json"), json(instance, solved.certificate(), files, digest));
      moveInto(target, work);
      return new Written(files, digest);
    } finally {
      deleteTree(work);
    }
  }

  /// Reads the choice of a plan folder.
  ///
  /// @throws MalformedFile naming file and line
  public static Choice readChoice(Path out, Instance instance) throws IOException {
    int[] candidate = new int[instance.personCount()];
    try (TableReader in = new TableReader(out.resolve("plan").resolve("choice.csv"), CHOICE)) {
      for (int e = 0; e < candidate.length; e++) {
        in.expect(e, ',');
        candidate[e] = in.indexOr(Choice.NONE);
      }
      if (in.hasMore()) {
        throw in.wrong("more rows than people");
      }
      try {
        return Choice.of(instance, candidate);
      } catch (IllegalArgumentException e) {
        throw in.wrong(e);
      }
    }
  }

  /// Reads the prices of a plan folder.
  ///
  /// @throws MalformedFile naming file and line
  public static Prices readPrices(Path out, Instance instance) throws IOException {
    try (TableReader in = new TableReader(out.resolve("plan").resolve("prices.csv"), PRICES)) {
      Prices prices = readPrices(in, NO_CASE, instance);
      if (in.hasMore()) {
        throw in.wrong("more rows than limits and intakes");
      }
      return prices;
    }
  }

  /// Reads the cases of a plan folder; where its proof is not split, one of every plan.
  ///
  /// @throws MalformedFile naming file and line
  public static List<Case> readCases(Path out, Instance instance) throws IOException {
    Path plan = out.resolve("plan");
    if (!Files.exists(plan.resolve("cases.csv"))) {
      return List.of(Case.every(readPrices(out, instance)));
    }
    List<byte[]> states = readStates(plan.resolve("cases.csv"), instance);
    List<Case> cases = new ArrayList<>();
    try (TableReader in = new TableReader(plan.resolve("case-prices.csv"), CASE_PRICES)) {
      for (byte[] state : states) {
        cases.add(Case.of(state, readPrices(in, cases.size(), instance)));
      }
      if (in.hasMore()) {
        throw in.wrong("more rows than cases");
      }
      return cases;
    }
  }

  private static List<byte[]> readStates(Path file, Instance instance) throws IOException {
    List<byte[]> states = new ArrayList<>();
    try (TableReader in = new TableReader(file, CASES)) {
      int last = -1;
      while (in.hasMore()) {
        long number = in.number(',');
        if (number == states.size()) {
          states.add(new byte[instance.intakeCount()]);
          last = -1;
        } else if (number != states.size() - 1) {
          throw in.wrong("case " + number + " is out of order");
        }
        long intake = in.number(',');
        String runs = in.name('\n');
        if (intake <= last || intake >= instance.intakeCount()) {
          throw in.wrong("intake " + intake + " of the row above is out of order or unknown");
        }
        if (!runs.equals(OPEN) && !runs.equals(CLOSED)) {
          throw in.wrong("runs is \"" + runs + "\", neither " + OPEN + " nor " + CLOSED);
        }
        last = (int) intake;
        states.get(states.size() - 1)[last] = runs.equals(OPEN) ? Dual.OPEN : Dual.CLOSED;
      }
      return states;
    }
  }

  private static Prices readPrices(TableReader in, int number, Instance instance)
      throws IOException {
    long[] limit = readKind(in, number, "limit", instance.limitCount());
    long[] seat = readKind(in, number, "seat", instance.intakeCount());
    long[] minimum = readKind(in, number, "minimum", instance.intakeCount());
    try {
      return Prices.of(instance, limit, seat, minimum);
    } catch (IllegalArgumentException e) {
      throw in.wrong(e);
    }
  }

  private static long[] readKind(TableReader in, int number, String kind, int count)
      throws IOException {
    long[] prices = new long[count];
    for (int i = 0; i < count; i++) {
      if (number != NO_CASE) {
        in.expect(number, ',');
      }
      String found = in.name(',');
      if (!found.equals(kind)) {
        throw in.wrong("kind is \"" + found + "\" where \"" + kind + "\" comes next");
      }
      in.expect(i, ',');
      prices[i] = in.number('\n');
    }
    return prices;
  }

  private static String writeChoice(Path file, Choice choice) throws IOException {
    try (TableWriter out = new TableWriter(file, CHOICE)) {
      for (int e = 0; e < choice.candidate.length; e++) {
        out.number(e).comma();
        if (choice.candidate[e] != Choice.NONE) {
          out.number(choice.candidate[e]);
        }
        out.end();
      }
      return out.finish();
    }
  }

  private static String writePrices(Path file, Prices prices) throws IOException {
    try (TableWriter out = new TableWriter(file, PRICES)) {
      writePrices(out, NO_CASE, prices);
      return out.finish();
    }
  }

  private static String writeCases(Path file, List<Case> cases) throws IOException {
    try (TableWriter out = new TableWriter(file, CASES)) {
      for (int n = 0; n < cases.size(); n++) {
        byte[] state = cases.get(n).state();
        for (int c = 0; c < state.length; c++) {
          if (state[c] != Dual.FREE) {
            String runs = state[c] == Dual.OPEN ? OPEN : CLOSED;
            out.number(n).comma().number(c).comma().ascii(runs).end();
          }
        }
      }
      return out.finish();
    }
  }

  private static String writeCasePrices(Path file, List<Case> cases) throws IOException {
    try (TableWriter out = new TableWriter(file, CASE_PRICES)) {
      for (int n = 0; n < cases.size(); n++) {
        writePrices(out, n, cases.get(n).prices());
      }
      return out.finish();
    }
  }

  private static void writePrices(TableWriter out, int number, Prices prices) throws IOException {
    writeKind(out, number, "limit", prices.limit);
    writeKind(out, number, "seat", prices.seat);
    writeKind(out, number, "minimum", prices.minimum);
  }

  private static void writeKind(TableWriter out, int number, String kind, long[] prices)
      throws IOException {
    for (int i = 0; i < prices.length; i++) {
      if (number != NO_CASE) {
        out.number(number).comma();
      }
      out.ascii(kind).comma().number(i).comma().number(prices[i]).end();
    }
  }

  private static String digestOf(Map<String, String> files) {
    MessageDigest all = TableWriter.sha256();
    files.forEach((path, digest) ->
        all.update((path + " " + digest + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(all.digest());
  }

  private static String json(
      Instance instance, Certificate certificate, Map<String, String> files, String digest) {
    StringBuilder json = new StringBuilder("{\n");
    member(json, "format", FORMAT);
    member(json, "people", instance.personCount());
    member(json, "candidates", instance.candidateCount());
    member(json, "uses", instance.useCount());
    member(json, "seats", instance.seatCount());
    member(json, "limits", instance.limitCount());
    member(json, "intakes", instance.intakeCount());
    member(json, "assigned", certificate.assigned());
    member(json, "open_intakes", certificate.openIntakes());
    member(json, "worth_cents", certificate.worthCents());
    member(json, "bound_cents", certificate.boundCents());
    json.append("  \"gap\": \"").append(certificate.printedGap()).append("\",\n  \"sha256\": {\n");
    String[] rows =
        files.entrySet().stream()
            .map(file -> "    \"" + file.getKey() + "\": \"" + file.getValue() + "\"")
            .toArray(String[]::new);
    json.append(String.join(",\n", Arrays.asList(rows)));
    json.append("\n  },\n  \"digest\": \"").append(digest).append("\"\n}\n");
    return json.toString();
  }

  private static void member(StringBuilder json, String name, long value) {
    json.append("  \"").append(name).append("\": ").append(value).append(",\n");
  }

  private static void moveInto(Path target, Path work) throws IOException {
    if (!Files.exists(target)) {
      try {
        Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (AtomicMoveNotSupportedException e) {
        Files.createDirectories(target);
      }
    }
    Files.deleteIfExists(target.resolve("certificate.json"));
    for (String part : new String[] {"instance", "plan"}) {
      deleteTree(target.resolve(part));
      Files.move(work.resolve(part), target.resolve(part));
    }
    Files.move(work.resolve("certificate.json"), target.resolve("certificate.json"));
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      found
          .sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

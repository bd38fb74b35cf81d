package org.rung.matching.testkit;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rung.matching.testkit.Bounding.Runs;

/// Checks a plan from its files alone: reads instance, choice, prices and certificate with a parser
/// of its own, adds everything up anew and compares. Shares nothing with the optimiser but the form
/// of the files, and no figure is taken from the certificate but to be compared. Memory grows with
/// people and limits, not with candidates.
public final class CertificateCheck {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final long FORMAT = 1;
  private static final int NO_CASE = -1;

  private final Path out;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> digests = new TreeMap<>();

  private long[] capacity = new long[16];
  private String[] limitNames = new String[16];
  private int limits;
  private long[] seats = new long[16];
  private long[] minimum = new long[16];
  private long[] fixed = new long[16];
  private int[] moneyLimit = new int[16];
  private String[] intakeNames = new String[16];
  private int intakes;
  private List<Bounding> boundings = List.of(); // one, or one for each case
  private int[] chosen = new int[16]; // candidate per person, or -1
  private int people;
  private long candidates;
  private long uses;
  private long taken;
  private long assigned;
  private Whole[] used = new Whole[0];
  private long[] count = new long[0];
  private final Whole worth = new Whole();

  private CertificateCheck(Path out) {
    this.out = out;
  }

  /// One thing that was checked.
  ///
  /// @param name what, as a claim
  /// @param detail the figures compared, or what is wrong
  public record Step(String name, boolean holds, String detail) {}

  /// What was added up from the files, whatever the certificate states.
  ///
  /// @param gap to twelve decimal places, rounded up
  /// @param digest the plan's fingerprint
  public record Figures(
      BigInteger worthCents,
      BigInteger boundCents,
      String gap,
      long people,
      long candidates,
      long limits,
      long intakes,
      long assigned,
      long openIntakes,
      String digest) {}

  /// @param holds whether every step holds
  /// @param figures empty where the files could not be read to their end
  public record Report(boolean holds, List<Step> steps, Optional<Figures> figures) {
    public Report {
      steps = List.copyOf(steps);
    }
  }

  /// Checks the plan in a folder. Files that are missing, cut off or changed are an answer, never
  /// an exception.
  public static Report of(Path out) {
    return new CertificateCheck(out).report();
  }

  private Report report() {
    Optional<Figures> figures = Optional.empty();
    try {
      Stated stated = Stated.read(out);
      step(
          "The certificate is of a form this check knows",
          stated.number("format") == FORMAT,
          "form " + stated.number("format") + ", known is " + FORMAT);
      readInstanceAndPlan(stated.isSplit());
      step("Every file can be read", true, digests.size() + " files");
      String digest = digest();
      compareDigests(stated, digest);
      compareCounts(stated);
      checkLimits();
      checkIntakes();
      figures = Optional.of(figures(digest));
      compareFigures(stated, figures.get());
    } catch (Malformed e) {
      step("Every file can be read", false, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      step("Every file can be read", false, "a file cannot be read: " + e);
    }
    boolean holds = steps.stream().allMatch(Step::holds);
    return new Report(holds, steps, figures);
  }

  private void step(String name, boolean holds, String detail) {
    steps.add(new Step(name, holds, detail));
  }

  private void readInstanceAndPlan(boolean split) throws Malformed, IOException {
    readLimits();
    readIntakes();
    boundings = List.of(readPrices());
    if (split) {
      readCases();
    }
    readChoice();
    used = new Whole[limits];
    Arrays.setAll(used, j -> new Whole());
    count = new long[intakes];
    readPeople();
    readCandidates();
    addPricedCapacity();
  }

  private void readLimits() throws Malformed, IOException {
    try (Rows rows = new Rows(out, "instance/limits.csv", "limit,name,capacity")) {
      while (rows.hasMore()) {
        if (limits == capacity.length) {
          capacity = Arrays.copyOf(capacity, 2 * limits);
          limitNames = Arrays.copyOf(limitNames, 2 * limits);
        }
        rows.expect(limits, ',');
        limitNames[limits] = rows.name(',');
        capacity[limits++] = rows.number('\n');
      }
      digests.put("instance/limits.csv", rows.finish());
    }
  }

  private void readIntakes() throws Malformed, IOException {
    try (Rows rows =
        new Rows(
            out, "instance/intakes.csv", "intake,name,seats,minimum,fixed_cents,money_limit")) {
      while (rows.hasMore()) {
        if (intakes == seats.length) {
          seats = Arrays.copyOf(seats, 2 * intakes);
          minimum = Arrays.copyOf(minimum, 2 * intakes);
          fixed = Arrays.copyOf(fixed, 2 * intakes);
          moneyLimit = Arrays.copyOf(moneyLimit, 2 * intakes);
          intakeNames = Arrays.copyOf(intakeNames, 2 * intakes);
        }
        rows.expect(intakes, ',');
        intakeNames[intakes] = rows.name(',');
        seats[intakes] = rows.number(',');
        minimum[intakes] = rows.number(',');
        fixed[intakes] = rows.number(',');
        moneyLimit[intakes] = rows.indexOrNone();
        if (seats[intakes] < 0
            || minimum[intakes] < 0
            || fixed[intakes] < 0
            || moneyLimit[intakes] >= limits) {
          throw rows.wrong("the row above has a number out of range");
        }
        intakes++;
      }
      digests.put("instance/intakes.csv", rows.finish());
    }
  }

  private Bounding readPrices() throws Malformed, IOException {
    try (Rows rows = new Rows(out, "plan/prices.csv", "kind,index,price_millionths")) {
      Runs[] may = new Runs[intakes];
      Arrays.fill(may, Runs.MAY);
      Bounding bounding = prices(rows, NO_CASE, may);
      digests.put("plan/prices.csv", rows.finish());
      return bounding;
    }
  }

  private void readCases() throws Malformed, IOException {
    List<Runs[]> known = new ArrayList<>();
    try (Rows rows = new Rows(out, "plan/cases.csv", "case,intake,runs")) {
      int last = -1;
      while (rows.hasMore()) {
        int number = rows.index(',');
        int intake = rows.index(',');
        String runs = rows.name('\n');
        if (number == known.size()) {
          Runs[] may = new Runs[intakes];
          Arrays.fill(may, Runs.MAY);
          known.add(may);
          last = -1;
        }
        if (number != known.size() - 1 || intake <= last || intake >= intakes) {
          throw rows.wrong("the row above is out of order, or its intake is unknown");
        }
        if (!runs.equals("open") && !runs.equals("closed")) {
          throw rows.wrong("the row above says neither open nor closed");
        }
        last = intake;
        known.get(number)[intake] = runs.equals("open") ? Runs.DOES : Runs.DOES_NOT;
      }
      digests.put("plan/cases.csv", rows.finish());
    }
    boundings = new ArrayList<>();
    try (Rows rows = new Rows(out, "plan/case-prices.csv", "case,kind,index,price_millionths")) {
      for (Runs[] runs : known) {
        boundings.add(prices(rows, boundings.size(), runs));
      }
      digests.put("plan/case-prices.csv", rows.finish());
    }
    checkCases();
  }

  /// Cases that exclude each other and are as many ways as there are leave none out.
  private void checkCases() {
    BigInteger ways = BigInteger.ZERO;
    List<String> overlapping = new ArrayList<>();
    for (int n = 0; n < boundings.size(); n++) {
      ways = ways.add(boundings.get(n).waysOf(intakes));
      for (int other = 0; other < n; other++) {
        if (!boundings.get(n).excludes(boundings.get(other))) {
          overlapping.add(other + " and " + n);
        }
      }
    }
    boolean all = ways.equals(BigInteger.ONE.shiftLeft(intakes));
    step(
        "Every plan is of one of the cases",
        all && overlapping.isEmpty(),
        all && overlapping.isEmpty()
            ? boundings.size() + " cases, by which intakes run"
            : overlapping.isEmpty()
                ? boundings.size() + " cases leave some ways out in which intakes may run"
                : "cases do not exclude each other: " + String.join(", ", overlapping));
  }

  private Bounding prices(Rows rows, int number, Runs[] runs) throws Malformed, IOException {
    return new Bounding(
        prices(rows, number, "limit", limits),
        prices(rows, number, "seat", intakes),
        prices(rows, number, "minimum", intakes),
        runs);
  }

  private static long[] prices(Rows rows, int number, String kind, int count)
      throws Malformed, IOException {
    long[] price = new long[count];
    for (int i = 0; i < count; i++) {
      if (number != NO_CASE) {
        rows.expect(number, ',');
      }
      rows.expectWord(kind, ',');
      rows.expect(i, ',');
      price[i] = rows.number('\n');
      if (price[i] < 0) {
        throw rows.wrong("a price is below 0");
      }
    }
    return price;
  }

  private void readChoice() throws Malformed, IOException {
    try (Rows rows = new Rows(out, "plan/choice.csv", "person,candidate")) {
      while (rows.hasMore()) {
        if (people == chosen.length) {
          chosen = Arrays.copyOf(chosen, 2 * people);
        }
        rows.expect(people, ',');
        chosen[people] = rows.indexOrNone();
        if (chosen[people] >= 0) {
          assigned++;
        }
        people++;
      }
      digests.put("plan/choice.csv", rows.finish());
    }
  }

  private void readPeople() throws Malformed, IOException {
    try (Rows rows = new Rows(out, "instance/people.csv", "person,name")) {
      int e = 0;
      while (rows.hasMore()) {
        rows.expect(e++, ',');
        rows.skipName('\n');
      }
      if (e != people) {
        throw rows.wrong(e + " people here, " + people + " in plan/choice.csv");
      }
      digests.put("instance/people.csv", rows.finish());
    }
  }

  private void readCandidates() throws Malformed, IOException {
    try (Rows rows = new Rows(out, "instance/candidates.csv", "candidate,person,name,worth_cents");
        Rows useRows = new Rows(out, "instance/uses.csv", "candidate,limit,amount");
        Rows seatRows = new Rows(out, "instance/seats.csv", "candidate,intake")) {
      int useOf = nextOf(useRows);
      int seatOf = nextOf(seatRows);
      int person = -1;
      long found = 0;
      for (int k = 0; rows.hasMore(); k++) {
        rows.expect(k, ',');
        int owner = rows.index(',');
        rows.skipName(',');
        long cents = rows.number('\n');
        if (owner < person || owner >= people) {
          throw rows.wrong("person " + owner + " of the row above is out of order or unknown");
        }
        if (owner != person) {
          boundings.forEach(Bounding::endPerson);
          person = owner;
        }
        boolean isChosen = chosen[owner] == k;
        for (Bounding bounding : boundings) {
          bounding.beginCandidate(cents);
        }
        for (int last = -1; useOf == k; useOf = nextOf(useRows)) {
          int limit = useRows.index(',');
          long amount = useRows.number('\n');
          if (limit <= last || limit >= limits) {
            throw useRows.wrong(
                "limit " + limit + " of the row above is out of order, twice or unknown");
          }
          last = limit;
          uses++;
          for (Bounding bounding : boundings) {
            bounding.use(limit, amount);
          }
          if (isChosen) {
            used[limit].add(amount);
          }
        }
        for (int last = -1; seatOf == k; seatOf = nextOf(seatRows)) {
          int intake = seatRows.index('\n');
          if (intake <= last || intake >= intakes) {
            throw seatRows.wrong(
                "intake " + intake + " of the row above is out of order, twice or unknown");
          }
          last = intake;
          taken++;
          for (Bounding bounding : boundings) {
            bounding.sit(intake);
          }
          if (isChosen) {
            count[intake]++;
          }
        }
        if (isChosen) {
          found++;
          worth.add(cents);
        }
        boundings.forEach(Bounding::endCandidate);
        candidates++;
      }
      boundings.forEach(Bounding::endPerson);
      if (useOf >= 0) {
        throw useRows.wrong("candidate " + useOf + " is out of order or unknown");
      }
      if (seatOf >= 0) {
        throw seatRows.wrong("candidate " + seatOf + " is out of order or unknown");
      }
      digests.put("instance/candidates.csv", rows.finish());
      digests.put("instance/uses.csv", useRows.finish());
      digests.put("instance/seats.csv", seatRows.finish());
      step(
          "Nobody has more than one candidate, and each is the person's own",
          found == assigned,
          assigned + " people have one, " + found + " of these are their own");
    }
  }

  private static int nextOf(Rows rows) throws Malformed, IOException {
    return rows.hasMore() ? rows.index(',') : -1;
  }

  /// What limits and intakes add to the bound.
  private void addPricedCapacity() {
    for (Bounding bounding : boundings) {
      for (int j = 0; j < limits; j++) {
        bounding.limit(j, capacity[j]);
      }
      for (int c = 0; c < intakes; c++) {
        bounding.intake(c, seats[c], minimum[c], fixed[c], moneyLimit[c]);
      }
    }
  }

  private String digest() {
    MessageDigest all = Rows.sha256();
    digests.forEach((path, digest) ->
        all.update((path + " " + digest + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(all.digest());
  }

  private void compareDigests(Stated stated, String digest) {
    List<String> changed =
        digests.entrySet().stream()
            .filter(file -> !file.getValue().equals(stated.files().get(file.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    step(
        "The files are those that were certified",
        changed.isEmpty() && digest.equals(stated.digest()),
        changed.isEmpty()
            ? "fingerprint "
                + digest
                + (digest.equals(stated.digest()) ? "" : ", stated is " + stated.digest())
            : "changed since: " + String.join(", ", changed));
  }

  private void compareCounts(Stated stated) {
    Map<String, Long> counted = new TreeMap<>();
    counted.put("people", (long) people);
    counted.put("candidates", candidates);
    counted.put("uses", uses);
    counted.put("seats", taken);
    counted.put("limits", (long) limits);
    counted.put("intakes", (long) intakes);
    counted.put("assigned", assigned);
    counted.put("open_intakes", openIntakes());
    List<String> differing =
        counted.entrySet().stream()
            .filter(each -> stated.number(each.getKey()) != each.getValue())
            .map(each ->
                each.getKey()
                    + " "
                    + each.getValue()
                    + ", stated is "
                    + stated.number(each.getKey()))
            .toList();
    step(
        "The counts are as stated",
        differing.isEmpty(),
        differing.isEmpty()
            ? people
                + " people, "
                + candidates
                + " candidates, "
                + limits
                + " limits, "
                + intakes
                + " intakes"
            : String.join("; ", differing));
  }

  private void checkLimits() {
    for (int c = 0; c < intakes; c++) {
      if (count[c] > 0) {
        worth.add(-fixed[c]);
        if (moneyLimit[c] >= 0) {
          used[moneyLimit[c]].add(fixed[c]);
        }
      }
    }
    checkKept("Every limit is kept", false);
    checkKept("Every floor is reached", true);
  }

  private void checkKept(String name, boolean floors) {
    int number = 0;
    int tight = 0;
    List<String> broken = new ArrayList<>();
    for (int j = 0; j < limits; j++) {
      if (capacity[j] < 0 != floors) {
        continue;
      }
      number++;
      int order = used[j].value().compareTo(BigInteger.valueOf(capacity[j]));
      if (order == 0) {
        tight++;
      }
      if (order > 0) {
        broken.add(
            limitNames[j]
                + (floors
                    ? ": %s of %s"
                        .formatted(
                            used[j].value().negate(), BigInteger.valueOf(capacity[j]).negate())
                    : ": uses %s of %s".formatted(used[j].value(), capacity[j])));
      }
    }
    step(
        name,
        broken.isEmpty(),
        broken.isEmpty()
            ? number + " in all, " + tight + " to the last unit"
            : String.join("; ", broken));
  }

  private void checkIntakes() {
    List<String> broken = new ArrayList<>();
    for (int c = 0; c < intakes; c++) {
      if (count[c] > 0 && (count[c] < minimum[c] || count[c] > seats[c])) {
        broken.add(
            "%s: %d people, runs with %d to %d"
                .formatted(intakeNames[c], count[c], minimum[c], seats[c]));
      }
    }
    step(
        "Every intake runs within its minimum and its seats, or not at all",
        broken.isEmpty(),
        broken.isEmpty()
            ? openIntakes() + " run, " + (intakes - openIntakes()) + " do not"
            : String.join("; ", broken));
  }

  private long openIntakes() {
    return Arrays.stream(count).filter(n -> n > 0).count();
  }

  private Figures figures(String digest) {
    BigInteger bound =
        boundings.stream().map(Bounding::bound).reduce(BigInteger::max).orElse(BigInteger.ZERO);
    BigInteger[] parts = bound.divideAndRemainder(MILLION);
    BigInteger boundCents = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    BigInteger worthCents = worth.value();
    String gap =
        new BigDecimal(boundCents.subtract(worthCents))
            .divide(new BigDecimal(boundCents.abs().max(BigInteger.ONE)), 12, RoundingMode.CEILING)
            .toPlainString();
    return new Figures(
        worthCents,
        boundCents,
        gap,
        people,
        candidates,
        limits,
        intakes,
        assigned,
        openIntakes(),
        digest);
  }

  private void compareFigures(Stated stated, Figures figures) {
    compare("The worth is as stated", figures.worthCents(), stated.number("worth_cents"));
    compare(
        "The bound at the prices is as stated", figures.boundCents(), stated.number("bound_cents"));
    step(
        "The worth is at most the bound",
        figures.worthCents().compareTo(figures.boundCents()) <= 0,
        figures.worthCents() + " and " + figures.boundCents() + " cents");
    step(
        "The gap is as stated",
        figures.gap().equals(stated.gap()),
        figures.gap() + (figures.gap().equals(stated.gap()) ? "" : ", stated is " + stated.gap()));
  }

  private void compare(String name, BigInteger found, long stated) {
    boolean same = found.equals(BigInteger.valueOf(stated));
    step(name, same, found + " cents" + (same ? "" : ", stated is " + stated));
  }
}

package org.rung.matching;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/// What is to be decided: people, the candidates each may be given (at most one), what a candidate
/// is worth and uses, the limits to keep and the intakes that run or do not.
///
/// A limit is kept when the uses of the chosen candidates, and the fixed prices of the intakes that
/// run and are charged to it, sum to at most its capacity. A floor is a limit with negative uses
/// and a negative capacity. An intake runs when somebody sits in it: then with at least its minimum
/// and at most its seats, and its fixed price is taken from the worth. Immutable; candidates of
/// person `e` are the positions from `firstCandidate(e)` (inclusive) to `endOfCandidates(e)`
/// (exclusive).
public final class Instance implements Serializable {
  private static final long serialVersionUID = 1;

  /// No money limit: the intake's fixed price is charged to none.
  public static final int NONE = -1;

  /// Most that a candidate may be worth or use of one limit, either sign: 10^12 (ten billion
  /// dollars in cents).
  public static final long MOST_PER_CANDIDATE = 1_000_000_000_000L;

  /// Most that a capacity, a number of seats or a fixed price may be, either sign where signs make
  /// sense: 10^15.
  public static final long MOST_PER_LIMIT = 1_000_000_000_000_000L;

  /// Most that the worth of all people's largest candidates and all fixed prices may sum to: 2^61
  /// cents.
  static final long MOST_IN_ALL = 1L << 61;

  final Names people;
  final Names candidates;
  final int[] start; // length E + 1, rising, start[0] = 0
  final long[] worth; // length K, cents
  final int[] useStart; // length K + 1, rising
  final int[] useLimit; // limit index, rising within a candidate
  final long[] useAmount; // units of the limit
  final int[] seatStart; // length K + 1, rising
  final int[] seatIntake; // intake index, rising within a candidate
  final Names limits;
  final long[] capacity; // length J
  final Names intakes;
  final long[] seats; // length C
  final long[] minimum; // length C, 0 to seats
  final long[] fixed; // length C, cents, at least 0
  final int[] moneyLimit; // length C, limit index or NONE

  final long largestWorth; // without sign
  final long[] largestUse; // length J, without sign
  final int mostUses; // of one candidate
  final int mostSeats; // of one candidate
  final Surveyed surveyed;

  private Instance(Builder b) {
    people = b.people;
    candidates = b.candidates;
    people.trim();
    candidates.trim();
    start = Arrays.copyOf(b.start, people.size() + 1);
    start[people.size()] = candidates.size();
    worth = Arrays.copyOf(b.worth, candidates.size());
    useStart = Arrays.copyOf(b.useStart, candidates.size() + 1);
    useStart[candidates.size()] = b.uses;
    useLimit = Arrays.copyOf(b.useLimit, b.uses);
    useAmount = Arrays.copyOf(b.useAmount, b.uses);
    seatStart = Arrays.copyOf(b.seatStart, candidates.size() + 1);
    seatStart[candidates.size()] = b.taken;
    seatIntake = Arrays.copyOf(b.seatIntake, b.taken);
    limits = b.limits;
    capacity = Arrays.copyOf(b.capacity, limits.size());
    intakes = b.intakes;
    seats = Arrays.copyOf(b.seats, intakes.size());
    minimum = Arrays.copyOf(b.minimum, intakes.size());
    fixed = Arrays.copyOf(b.fixed, intakes.size());
    moneyLimit = Arrays.copyOf(b.moneyLimit, intakes.size());
    largestUse = largestUse();
    largestWorth = largestWorth();
    mostUses = most(useStart);
    mostSeats = most(seatStart);
    surveyed = new Surveyed();
  }

  /// The same people and candidates, some numbers changed.
  Instance(Variation varied) {
    Instance same = varied.instance;
    people = same.people;
    candidates = same.candidates;
    limits = same.limits;
    intakes = same.intakes;
    start = same.start;
    useStart = same.useStart;
    useLimit = same.useLimit;
    seatStart = same.seatStart;
    seatIntake = same.seatIntake;
    moneyLimit = same.moneyLimit;
    mostUses = same.mostUses;
    mostSeats = same.mostSeats;
    worth = varied.worth;
    useAmount = varied.useAmount;
    capacity = varied.capacity;
    seats = varied.seats;
    minimum = varied.minimum;
    fixed = varied.fixed;
    largestWorth = worth == same.worth ? same.largestWorth : largestWorth();
    largestUse = useAmount == same.useAmount ? same.largestUse : largestUse();
    surveyed = worth == same.worth && useAmount == same.useAmount ? same.surveyed : new Surveyed();
  }

  private long[] largestUse() {
    long[] largest = new long[capacity.length];
    for (int i = 0; i < useLimit.length; i++) {
      largest[useLimit[i]] = Math.max(largest[useLimit[i]], Math.abs(useAmount[i]));
    }
    return largest;
  }

  private long largestWorth() {
    long most = 0;
    for (long w : worth) {
      most = Math.max(most, Math.abs(w));
    }
    return most;
  }

  private static int most(int[] start) {
    int most = 0;
    for (int k = 0; k + 1 < start.length; k++) {
      most = Math.max(most, start[k + 1] - start[k]);
    }
    return most;
  }

  /// Checks what a builder checks candidate by candidate.
  void checkSums() {
    long inAll = 0;
    long usesInAll = 0;
    for (long cents : fixed) {
      inAll = within("sum of all worth and fixed prices", inAll + cents, 0, MOST_IN_ALL);
    }
    for (int e = 0; e < personCount(); e++) {
      long largest = 0;
      for (int k = start[e]; k < start[e + 1]; k++) {
        largest = Math.max(largest, Math.abs(worth[k]));
      }
      inAll = within("sum of all worth and fixed prices", inAll + largest, 0, MOST_IN_ALL);
      largest = 0;
      for (int i = useStart[start[e]]; i < useStart[start[e + 1]]; i++) {
        largest = Math.max(largest, Math.abs(useAmount[i]));
      }
      usesInAll = within("sum of everybody's largest use", usesInAll + largest, 0, MOST_IN_ALL);
    }
  }

  /// The same rules where nothing is worth anything and intakes run for nothing: what cannot be
  /// kept here cannot be kept.
  Instance worthless() {
    Variation varied = new Variation(this);
    varied.worth = new long[worth.length];
    varied.fixed = new long[fixed.length];
    return new Instance(varied);
  }

  /// This instance with some numbers to be changed.
  public Variation varied() {
    return new Variation(this);
  }

  /// Some of the candidates, without their names, with the frame's limits and intakes.
  ///
  /// @param parts of everybody, in order
  Instance(Instance frame, Names people, List<Part> parts) {
    this.people = people;
    limits = frame.limits;
    capacity = frame.capacity;
    intakes = frame.intakes;
    seats = frame.seats;
    minimum = frame.minimum;
    fixed = frame.fixed;
    moneyLimit = frame.moneyLimit;
    int count = 0;
    int uses = 0;
    int taken = 0;
    for (Part part : parts) {
      count = Math.addExact(count, part.worth.length);
      uses = Math.addExact(uses, part.useLimit.length);
      taken = Math.addExact(taken, part.seatIntake.length);
    }
    candidates = Names.blank(count);
    start = new int[people.size() + 1];
    worth = new long[count];
    useStart = new int[count + 1];
    useLimit = new int[uses];
    useAmount = new long[uses];
    seatStart = new int[count + 1];
    seatIntake = new int[taken];
    int e = 0;
    int k = 0;
    for (Part part : parts) {
      System.arraycopy(part.useLimit, 0, useLimit, useStart[k], part.useLimit.length);
      System.arraycopy(part.useAmount, 0, useAmount, useStart[k], part.useAmount.length);
      System.arraycopy(part.seatIntake, 0, seatIntake, seatStart[k], part.seatIntake.length);
      System.arraycopy(part.worth, 0, worth, k, part.worth.length);
      for (int own : part.count) {
        start[e + 1] = start[e] + own;
        e++;
      }
      for (int i = 0; i < part.worth.length; i++) {
        useStart[k + 1] = useStart[k] + part.uses[i];
        seatStart[k + 1] = seatStart[k] + part.seats[i];
        k++;
      }
    }
    largestUse = largestUse();
    largestWorth = largestWorth();
    mostUses = most(useStart);
    mostSeats = most(seatStart);
    surveyed = new Surveyed();
  }

  public static Builder builder() {
    return new Builder();
  }

  public int personCount() {
    return people.size();
  }

  public int candidateCount() {
    return worth.length;
  }

  public int limitCount() {
    return capacity.length;
  }

  public int intakeCount() {
    return seats.length;
  }

  public int useCount() {
    return useLimit.length;
  }

  public int seatCount() {
    return seatIntake.length;
  }

  public String personName(int person) {
    return people.get(checked("person", person, personCount()));
  }

  public int firstCandidate(int person) {
    return start[checked("person", person, personCount())];
  }

  public int endOfCandidates(int person) {
    return start[checked("person", person, personCount()) + 1];
  }

  /// The person whose candidate this is.
  public int personOf(int candidate) {
    int low = 0;
    int high = personCount() - 1;
    checked("candidate", candidate, candidateCount());
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (start[middle] <= candidate) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  public String candidateName(int candidate) {
    return candidates.get(checked("candidate", candidate, candidateCount()));
  }

  public long worthCents(int candidate) {
    return worth[checked("candidate", candidate, candidateCount())];
  }

  /// How many limits the candidate uses.
  public int useCount(int candidate) {
    checked("candidate", candidate, candidateCount());
    return useStart[candidate + 1] - useStart[candidate];
  }

  /// The limit of the candidate's use number `position`, rising with it.
  public int useLimit(int candidate, int position) {
    return useLimit[useStart[candidate] + checked("position", position, useCount(candidate))];
  }

  /// The amount of the candidate's use number `position`, in the limit's units.
  public long useAmount(int candidate, int position) {
    return useAmount[useStart[candidate] + checked("position", position, useCount(candidate))];
  }

  /// In how many intakes the candidate takes a seat.
  public int seatCount(int candidate) {
    checked("candidate", candidate, candidateCount());
    return seatStart[candidate + 1] - seatStart[candidate];
  }

  /// The intake of the candidate's seat number `position`, rising with it.
  public int seatIntake(int candidate, int position) {
    return seatIntake[seatStart[candidate] + checked("position", position, seatCount(candidate))];
  }

  public String limitName(int limit) {
    return limits.get(checked("limit", limit, limitCount()));
  }

  public long capacity(int limit) {
    return capacity[checked("limit", limit, limitCount())];
  }

  public String intakeName(int intake) {
    return intakes.get(checked("intake", intake, intakeCount()));
  }

  public long seats(int intake) {
    return seats[checked("intake", intake, intakeCount())];
  }

  public long minimum(int intake) {
    return minimum[checked("intake", intake, intakeCount())];
  }

  public long fixedCents(int intake) {
    return fixed[checked("intake", intake, intakeCount())];
  }

  /// The limit that the fixed price is charged to, or [#NONE].
  public int moneyLimit(int intake) {
    return moneyLimit[checked("intake", intake, intakeCount())];
  }

  static int checked(String name, int value, int size) {
    if (value < 0 || value >= size) {
      throw new IllegalArgumentException(name + ": " + value + " is outside 0.." + (size - 1));
    }
    return value;
  }

  static long within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " is outside " + least + ".." + most);
    }
    return value;
  }

  static int grown(int length, int needed) {
    return (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 16L, length + (length >> 1) + 16L));
  }

  /// Takes an instance piece by piece: limits and intakes in any order before they are referred to,
  /// then people, each followed by its candidates, each followed by its uses and seats. Not
  /// thread-safe; one `build()`.
  public static final class Builder {
    private final Names people = new Names();
    private final Names candidates = new Names();
    private final Names limits = new Names();
    private final Names intakes = new Names();
    private int[] start = new int[16];
    private long[] worth = new long[16];
    private int[] useStart = new int[16];
    private int[] seatStart = new int[16];
    private int[] useLimit = new int[16];
    private long[] useAmount = new long[16];
    private int[] seatIntake = new int[16];
    private long[] capacity = new long[16];
    private long[] seats = new long[16];
    private long[] minimum = new long[16];
    private long[] fixed = new long[16];
    private int[] moneyLimit = new int[16];
    private int uses;
    private int taken;
    private long largestOfPerson;
    private long largestUseOfPerson;
    private long usesInAll;
    private long inAll;
    private boolean built;

    private Builder() {}

    /// @param capacity units, -[#MOST_PER_LIMIT] to [#MOST_PER_LIMIT]; negative for a floor
    /// @return the limit's index
    public int limit(String name, long capacity) {
      within("capacity", capacity, -MOST_PER_LIMIT, MOST_PER_LIMIT);
      int index = limits.size();
      limits.add(name);
      this.capacity = ensured(this.capacity, index);
      this.capacity[index] = capacity;
      return index;
    }

    /// @param seats most people, 0 to [#MOST_PER_LIMIT]
    /// @param minimum fewest people when it runs, 0 to `seats`
    /// @param fixedCents price of running it at all, 0 to [#MOST_PER_LIMIT]
    /// @param moneyLimit the limit the fixed price is charged to, or [#NONE]
    /// @return the intake's index
    public int intake(String name, long seats, long minimum, long fixedCents, int moneyLimit) {
      within("seats", seats, 0, MOST_PER_LIMIT);
      within("minimum", minimum, 0, seats);
      within("fixedCents", fixedCents, 0, MOST_PER_LIMIT);
      within("moneyLimit", moneyLimit, NONE, limits.size() - 1);
      addInAll(fixedCents);
      int index = intakes.size();
      intakes.add(name);
      this.seats = ensured(this.seats, index);
      this.minimum = ensured(this.minimum, index);
      this.fixed = ensured(this.fixed, index);
      this.moneyLimit = ensured(this.moneyLimit, index);
      this.seats[index] = seats;
      this.minimum[index] = minimum;
      this.fixed[index] = fixedCents;
      this.moneyLimit[index] = moneyLimit;
      return index;
    }

    /// @return the person's index
    public int person(String name) {
      int index = people.size();
      people.add(name);
      start = ensured(start, index + 1);
      start[index] = candidates.size();
      largestOfPerson = 0;
      largestUseOfPerson = 0;
      return index;
    }

    /// A candidate of the last person.
    ///
    /// @param worthCents whole cents, -[#MOST_PER_CANDIDATE] to [#MOST_PER_CANDIDATE]
    /// @return the candidate's index
    public int candidate(String name, long worthCents) {
      if (people.size() == 0) {
        throw new IllegalArgumentException("candidate: \"" + name + "\" comes before any person");
      }
      within("worthCents", worthCents, -MOST_PER_CANDIDATE, MOST_PER_CANDIDATE);
      if (Math.abs(worthCents) > largestOfPerson) {
        addInAll(Math.abs(worthCents) - largestOfPerson);
        largestOfPerson = Math.abs(worthCents);
      }
      int index = candidates.size();
      candidates.add(name);
      worth = ensured(worth, index);
      useStart = ensured(useStart, index + 1);
      seatStart = ensured(seatStart, index + 1);
      worth[index] = worthCents;
      useStart[index] = uses;
      seatStart[index] = taken;
      return index;
    }

    /// The last candidate uses an amount of a limit; at most once per limit.
    ///
    /// @param amount units, -[#MOST_PER_CANDIDATE] to [#MOST_PER_CANDIDATE]; negative towards a
    ///   floor
    public Builder use(int limit, long amount) {
      checked("limit", limit, limits.size());
      within("amount", amount, -MOST_PER_CANDIDATE, MOST_PER_CANDIDATE);
      int from = useStart[lastCandidate()];
      if (Math.abs(amount) > largestUseOfPerson) {
        usesInAll += Math.abs(amount) - largestUseOfPerson;
        within("sum of everybody's largest use", usesInAll, 0, MOST_IN_ALL);
        largestUseOfPerson = Math.abs(amount);
      }
      useLimit = ensured(useLimit, uses);
      useAmount = ensured(useAmount, uses);
      int at = uses;
      while (at > from && useLimit[at - 1] >= limit) {
        if (useLimit[at - 1] == limit) {
          throw new IllegalArgumentException("limit: " + limit + " is used twice by one candidate");
        }
        useLimit[at] = useLimit[at - 1];
        useAmount[at] = useAmount[at - 1];
        at--;
      }
      useLimit[at] = limit;
      useAmount[at] = amount;
      uses++;
      return this;
    }

    /// The last candidate takes one seat in an intake; at most once per intake.
    public Builder seat(int intake) {
      checked("intake", intake, intakes.size());
      int from = seatStart[lastCandidate()];
      seatIntake = ensured(seatIntake, taken);
      int at = taken;
      while (at > from && seatIntake[at - 1] >= intake) {
        if (seatIntake[at - 1] == intake) {
          throw new IllegalArgumentException(
              "intake: " + intake + " is taken twice by one candidate");
        }
        seatIntake[at] = seatIntake[at - 1];
        at--;
      }
      seatIntake[at] = intake;
      taken++;
      return this;
    }

    public Instance build() {
      if (built) {
        throw new IllegalStateException("build() was called before");
      }
      built = true;
      return new Instance(this);
    }

    private int lastCandidate() {
      int last = candidates.size() - 1;
      if (last < 0 || start[people.size() - 1] > last) {
        throw new IllegalArgumentException("candidate: the last person has none yet");
      }
      return last;
    }

    private void addInAll(long cents) {
      inAll += cents;
      within("sum of all worth and fixed prices", inAll, 0, MOST_IN_ALL);
    }

    private static int[] ensured(int[] array, int index) {
      return index < array.length ? array : Arrays.copyOf(array, grown(array.length, index + 1));
    }

    private static long[] ensured(long[] array, int index) {
      return index < array.length ? array : Arrays.copyOf(array, grown(array.length, index + 1));
    }
  }
}

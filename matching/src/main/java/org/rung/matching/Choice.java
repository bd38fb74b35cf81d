package org.rung.matching;

import java.util.Arrays;

/// Who gets what: one candidate or none for each person. Immutable.
public final class Choice {
  /// The person gets nothing.
  public static final int NONE = -1;

  final int[] candidate; // length E, candidate index or NONE

  private Choice(int[] candidate) {
    this.candidate = candidate;
  }

  /// @param candidate per person one of its candidates' indices or [#NONE]; copied
  public static Choice of(Instance instance, int[] candidate) {
    if (candidate.length != instance.personCount()) {
      throw new IllegalArgumentException(
          "candidate: length "
              + candidate.length
              + " is not the number of people, "
              + instance.personCount());
    }
    for (int e = 0; e < candidate.length; e++) {
      if (candidate[e] != NONE) {
        Instance.within(
            "candidate of person " + e,
            candidate[e],
            instance.start[e],
            instance.start[e + 1] - 1L);
      }
    }
    return new Choice(candidate.clone());
  }

  /// A choice of candidates known to be their person's own.
  ///
  /// @param candidate nobody changes it afterwards
  static Choice holding(int[] candidate) {
    return new Choice(candidate);
  }

  /// The chosen candidate's index, or [#NONE].
  public int candidateOf(int person) {
    return candidate[Instance.checked("person", person, candidate.length)];
  }

  public int personCount() {
    return candidate.length;
  }

  /// How many people get something.
  public int assigned() {
    int count = 0;
    for (int k : candidate) {
      if (k != NONE) {
        count++;
      }
    }
    return count;
  }

  public int[] toArray() {
    return candidate.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Choice that && Arrays.equals(candidate, that.candidate);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(candidate);
  }

  @Override
  public String toString() {
    return "Choice of " + assigned() + " among " + candidate.length;
  }
}

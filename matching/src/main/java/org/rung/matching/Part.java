package org.rung.matching;

import java.io.Serializable;
import java.util.Arrays;

/// Some of a block's candidates, on their way to where the plan is made.
final class Part implements Serializable {
  private static final long serialVersionUID = 1;

  final int[] count; // per person of the block, how many are here
  final int[] place; // per candidate, among all its person's
  final long[] worth;
  final int[] uses; // per candidate, how many
  final int[] useLimit;
  final long[] useAmount;
  final int[] seats; // per candidate, how many
  final int[] seatIntake;

  /// Tells which candidates of some people are taken.
  @FunctionalInterface
  interface Stretch {
    /// @param first of the people, counted from the block's first; [Block#STRETCH] of them
    /// @param kept receives the candidates, counted from the block's first, rising
    /// @return how many
    int kept(int first, int[] kept);
  }

  Part(Block block, Stretch stretch) {
    count = new int[block.people()];
    int[] kept = new int[block.mostOfStretch()];
    Taken taken = new Taken(block.people());
    for (int first = 0; first < block.people(); first += Block.STRETCH) {
      taken.take(block, first, kept, stretch.kept(first, kept), count);
    }
    place = Arrays.copyOf(taken.place, taken.candidates);
    worth = Arrays.copyOf(taken.worth, taken.candidates);
    uses = Arrays.copyOf(taken.uses, taken.candidates);
    useLimit = Arrays.copyOf(taken.useLimit, taken.allUses);
    useAmount = Arrays.copyOf(taken.useAmount, taken.allUses);
    seats = Arrays.copyOf(taken.seats, taken.candidates);
    seatIntake = Arrays.copyOf(taken.seatIntake, taken.allSeats);
  }

  /// What is taken so far.
  private static final class Taken {
    int candidates;
    int allUses;
    int allSeats;
    int[] place;
    long[] worth;
    int[] uses;
    int[] useLimit;
    long[] useAmount;
    int[] seats;
    int[] seatIntake;

    Taken(int some) {
      place = new int[some + 1];
      worth = new long[some + 1];
      uses = new int[some + 1];
      seats = new int[some + 1];
      useLimit = new int[2 * some + 1];
      useAmount = new long[2 * some + 1];
      seatIntake = new int[some + 1];
    }

    void take(Block block, int first, int[] kept, int many, int[] count) {
      Instance whole = block.instance;
      if (place.length < candidates + many) {
        int more = 2 * place.length + many;
        place = Arrays.copyOf(place, more);
        worth = Arrays.copyOf(worth, more);
        uses = Arrays.copyOf(uses, more);
        seats = Arrays.copyOf(seats, more);
      }
      int e = block.from + first;
      for (int i = 0; i < many; i++) {
        int k = block.firstCandidate() + kept[i];
        while (k >= whole.start[e + 1]) {
          e++;
        }
        count[e - block.from]++;
        place[candidates] = k - whole.start[e];
        worth[candidates] = whole.worth[k];
        uses[candidates] = use(whole, k);
        seats[candidates++] = seat(whole, k);
      }
    }

    private int use(Instance whole, int k) {
      int from = whole.useStart[k];
      int many = whole.useStart[k + 1] - from;
      if (useLimit.length < allUses + many) {
        useLimit = Arrays.copyOf(useLimit, 2 * useLimit.length + many);
        useAmount = Arrays.copyOf(useAmount, useLimit.length);
      }
      System.arraycopy(whole.useLimit, from, useLimit, allUses, many);
      System.arraycopy(whole.useAmount, from, useAmount, allUses, many);
      allUses = Math.addExact(allUses, many);
      return many;
    }

    private int seat(Instance whole, int k) {
      int from = whole.seatStart[k];
      int many = whole.seatStart[k + 1] - from;
      if (seatIntake.length < allSeats + many) {
        seatIntake = Arrays.copyOf(seatIntake, 2 * seatIntake.length + many);
      }
      System.arraycopy(whole.seatIntake, from, seatIntake, allSeats, many);
      allSeats = Math.addExact(allSeats, many);
      return many;
    }
  }
}
